//! Values that describe sessions. No behaviour beyond reading them.

mod checks;
mod options;
mod spec;
mod stop;
mod stop_step;

pub use checks::{Check, CheckStatus, Checks};
pub use options::{ContainerOptions, HealthOptions};
pub use spec::{EnvVar, SessionSpec, StartOptions};
pub use stop::{DeleteOptions, MissingLog, StopOptions, StopOutcome};
pub use stop_step::StopStep;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::protect::Protection;

/// Seconds that both engines wait for a container that has no limit of its own.
pub const DEFAULT_STOP_TIMEOUT: u32 = 10;
/// The restart policy of one that is never started again.
pub(crate) const NO_RESTARTS: &str = "no";
/// The label that marks a container as Berth's own; its value is [`OWNER`].
pub const LABEL_OWNER: &str = "dev.berth.owner";
/// The value of [`LABEL_OWNER`].
pub const OWNER: &str = "berth";
/// The label that holds the unique token of one `start`: it finds what a
/// killed `create` left behind.
pub const LABEL_TOKEN: &str = "dev.berth.token";
/// The label of a debug shell's container, with a token of its own. It is no session: no list and no history has it.
pub const LABEL_DEBUG: &str = "dev.berth.debug";
/// The name of the images that debug shells make, without a tag.
pub(crate) const DEBUG_IMAGES: &str = "localhost/berth-debug";
/// The tiny image that ships with Berth, on an engine: for a first session, and for debug shells.
pub const STARTER_IMAGE: &str = "localhost/berth-starter:1";

/// What a session is doing. The engine's own word is kept in [`Session::engine_state`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum State {
    /// Described, but no container exists.
    Defined,
    /// A container exists and never ran.
    Created,
    /// Its main process runs.
    Running,
    /// Its processes are frozen.
    Paused,
    /// It has ended, and its restart policy starts it again.
    Restarting,
    /// It was asked to end, and still runs.
    Stopping,
    /// Its last run has ended.
    Exited,
    /// The engine failed to remove it; it can only be removed.
    Dead,
    /// The engine uses a name that Berth does not know.
    Unknown,
}

impl State {
    /// Whether it has a process, or may get one again by itself.
    pub fn is_alive(self) -> bool {
        matches!(self, Self::Running | Self::Paused | Self::Restarting | Self::Stopping | Self::Unknown)
    }

    /// Whether its last run has ended, and no other follows by itself.
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Exited | Self::Dead)
    }
}

/// One published port of a session, as the engine reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Port {
    /// Empty when published on every address; `0.0.0.0` or `::` where on those of one family.
    pub host_ip: String,
    /// `None` when exposed but not published.
    pub host: Option<u16>,
    /// The port inside the container.
    pub container: u16,
    /// `tcp`, `udp` or `sctp`.
    pub protocol: String,
}

/// One volume or bind of a session, as the engine reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Mount {
    /// `bind`, `volume`, `tmpfs`, …: the engine's word.
    pub kind: String,
    /// Host path, or the volume's name (64 hexadecimal digits where nobody gave one); empty for a tmpfs.
    pub source: String,
    /// The absolute path inside the container.
    pub target: String,
    /// Whether the container may only read it.
    pub read_only: bool,
}

/// One life of a session, from start to exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The time of its start; `None` where it is not known.
    pub began: Option<Timestamp>,
    /// `None` while it goes on, and where it is not known.
    pub ended: Option<Timestamp>,
    /// How often the engine had started it again by itself.
    pub restarts: u32,
}

impl From<&Session> for Run {
    fn from(session: &Session) -> Self {
        Self { began: session.started_at, ended: session.finished_at, restarts: session.restart_count }
    }
}

/// A container seen by Berth: everything the list and the details show.
///
/// Identity is [`Session::engine`] plus [`Session::id`]; names are for people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Session {
    /// The id of the engine, see [`crate::engine::Engine::id`].
    pub engine: String,
    /// 64 hexadecimal digits.
    pub id: String,
    /// Unique on one engine; it may change.
    pub name: String,
    /// As the person wrote it, e.g. `docker.io/library/debian:12`.
    pub image: String,
    /// Its state at the time of reading.
    pub state: State,
    /// The engine's own word for the state, e.g. `stopped`.
    pub engine_state: String,
    /// `None` when no process runs (engines report 0).
    pub pid: Option<u32>,
    /// The time of its creation.
    #[cfg_attr(feature = "specta", specta(type = Option<String>))]
    pub created_at: Option<Timestamp>,
    /// The time of its last start; `None` if it never ran.
    #[cfg_attr(feature = "specta", specta(type = Option<String>))]
    pub started_at: Option<Timestamp>,
    /// The time of the end of its last run; `None` while it runs.
    #[cfg_attr(feature = "specta", specta(type = Option<String>))]
    pub finished_at: Option<Timestamp>,
    /// Only for `exited` and `dead`; signed, podman reports -1 after a lost monitor.
    #[cfg_attr(feature = "specta", specta(type = Option<f64>))]
    pub exit_code: Option<i64>,
    /// Whether the kernel ended its last run for want of memory.
    pub oom_killed: bool,
    /// Whether the kernel killed another process in it for want of memory. Its main process
    /// ended in its own way, or runs on.
    pub oom_within: bool,
    /// The number of restarts by its restart policy.
    pub restart_count: u32,
    /// Whether it has a pseudo-terminal; without one there is nothing to attach to.
    pub tty: bool,
    /// Whether its terminal can be attached to while it runs: it has one, and an attach does
    /// not stop it. Every attach sends SIGWINCH, which is the stop signal of some (Apache).
    pub attachable: bool,
    /// Carries Berth's label.
    pub own: bool,
    /// Why Berth does not remove it: it belongs to another program.
    pub protection: Option<Protection>,
    /// Whether a clean-up may remove it: it is Berth's own, has ended, and is not protected.
    pub prunable: bool,
    /// Its published and exposed ports.
    pub ports: Vec<Port>,
    /// Its volumes and binds.
    pub mounts: Vec<Mount>,
    /// Entrypoint and command, as argv.
    pub command: Vec<String>,
    /// The same as a line for a POSIX shell, quoted where that is needed.
    pub command_line: String,
    /// The folder in which its main process starts; absolute.
    pub working_dir: String,
    /// `KEY=VALUE`; values are secrets: the UI masks them.
    pub env: Vec<String>,
    /// All its labels, by name.
    pub labels: BTreeMap<String, String>,
    /// The pod it is in, by name; only podman has them.
    pub pod: Option<String>,
    /// Whether it is the infra container of its pod, which holds the network of all in it.
    pub infra: bool,
    /// e.g. `SIGTERM`; `None` when the image says nothing.
    pub stop_signal: Option<String>,
    /// Seconds that it has to end before a stop kills it: its own limit (`--stop-timeout`), or
    /// the engines' default of 10. One that waits for ever has 4294967295.
    pub stop_timeout: u32,
    /// e.g. `no`, `always`, `on-failure:3`.
    pub restart_policy: String,
    /// The restart policy that it had before its restarts were paused; `None` while they are not.
    pub paused_policy: Option<String>,
    /// Whether its restarts can be paused: it has a restart policy, and its engine can change that.
    pub restarts_pausable: bool,
    /// The engine's own error from the last start, docker keeps one.
    pub error: Option<String>,
    /// Its health checks, while it is alive and has any.
    pub checks: Option<Checks>,
    /// The engine's words, where it lists the container and can't describe it. Only what
    /// `ps` says is known then; such a session can be removed.
    pub broken: Option<String>,
}

/// The answer to `list`: what was read, and what could not be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Listing {
    /// Every session that could be read.
    pub sessions: Vec<Session>,
    /// Rows that the engine printed and nobody could read; each is logged.
    pub skipped: u32,
    /// What the engine's client says although all is well, such as a fault of its set-up.
    #[serde(default)]
    pub warnings: Vec<String>,
}
