//! Errors, whose messages name the operation and the subject.

mod coded;

pub use coded::Coded;

use std::path::PathBuf;
use std::time::Duration;

use crate::protect::Protection;
use crate::reason::{Illegible, Reason, Refusal, Unavailable};
use crate::validate::{Field, Problem, Rule};

/// The result of an operation of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The one error of this crate: the cause in `source`, the engine's text in [`Error::detail`], a stable word in `code`.
#[derive(Debug, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Error {
    /// The client of an engine is not installed.
    #[error("{engine} was not found on this machine; install it from {url}")]
    EngineNotFound {
        /// The id of the engine, or the name of its family.
        engine: String,
        /// The page that says how to install it.
        url: &'static str,
    },

    /// No client knows an engine of this id.
    #[strum(serialize = "engine_not_found")]
    #[error("There is no engine \"{engine}\"; known are: {known}")]
    UnknownEngine {
        /// The id of the engine, or the name of its family.
        engine: String,
        /// The ids of the known engines, separated by commas.
        known: String,
    },

    /// Installed, but not answering.
    #[error("{engine} is installed but does not answer: {reason}")]
    EngineUnavailable {
        /// The id of the engine, or the name of its family.
        engine: String,
        /// The cause, and what to do.
        reason: Unavailable,
        /// The text that the engine printed.
        detail: String,
    },

    /// No session has this name or id.
    #[error("There is no session \"{name}\" on {engine}")]
    SessionNotFound {
        /// The id of the engine, or the name of its family.
        engine: String,
        /// The name of the session.
        name: String,
    },

    /// No image has this name or id.
    #[error("There is no image \"{name}\" on {engine}")]
    ImageNotFound {
        /// The id of the engine, or the name of its family.
        engine: String,
        /// The name or the id of the image.
        name: String,
    },

    /// There is no such file in a session.
    #[error("There is no \"{path}\" in \"{name}\"; look at the folder above it")]
    FileNotFound {
        /// The name of the session.
        name: String,
        /// The path in the session.
        path: String,
    },

    /// A session of this name runs already.
    #[error("A session \"{name}\" is already running on {engine}")]
    SessionExists {
        /// The id of the engine, or the name of its family.
        engine: String,
        /// The name of the session.
        name: String,
    },

    /// Another container has the name that a session was to get.
    #[strum(serialize = "session_exists")]
    #[error("The name \"{name}\" is taken on {engine}; choose another")]
    NameTaken {
        /// The id of the engine, or the name of its family.
        engine: String,
        /// The name of the session.
        name: String,
    },

    /// It belongs to another program, see [`crate::protect`].
    #[error("Berth does not remove \"{name}\": {owner}")]
    Protected {
        /// The name of the session.
        name: String,
        /// The owner of the session and the command to use instead.
        owner: Protection,
    },

    /// It is the infra container of a pod, and is never removed alone.
    #[error(
        "\"{name}\" is the infra container of the pod \"{pod}\": it is never removed alone; stop, start or remove the pod (berthctl pod rm {pod})"
    )]
    PodInfra {
        /// The name of the session.
        name: String,
        /// The name of its pod.
        pod: String,
    },

    /// The operation needs a session that is not paused.
    #[error("Session \"{name}\" is paused; resume it to go on")]
    SessionPaused {
        /// The name of the session.
        name: String,
    },

    /// The operation needs a running session.
    #[error("Session \"{name}\" is not running (it is {state})")]
    NotRunning {
        /// The name of the session.
        name: String,
        /// The engine's own name of the state.
        state: String,
    },

    /// The session was created without a terminal.
    #[error("Session \"{name}\" has no terminal (it was created without a TTY): read its logs instead")]
    NoTerminal {
        /// The name of the session.
        name: String,
    },

    /// Its stop signal is SIGWINCH.
    #[error(
        "attaching would stop {name:?}: every attach tells it a size, and its stop signal is SIGWINCH; read its logs, or run a shell in it"
    )]
    StopsWhenAttached {
        /// The name of the session.
        name: String,
    },

    /// What a first session and debug shells are made of is not there.
    #[error("The starter image (resources/starter.tar) is not in this build of Berth: install a package")]
    NoStarter {},

    /// The engine can't change the restart policy of a session that there is.
    #[strum(serialize = "restart_policy_fixed")]
    #[error(
        "{engine} can't change the restart policy of \"{name}\" (podman can from 5.1 on): stop it instead, then its policy does not start it"
    )]
    PolicyFixed {
        /// The id of the engine, or the name of its family.
        engine: String,
        /// The name of the session.
        name: String,
    },

    /// Nothing was changed.
    #[strum(serialize = "restart_policy_not_kept")]
    #[error("The restart policy of \"{name}\" could not be kept in {}, so it was not changed", .path.display())]
    PolicyNotKept {
        /// The name of the session.
        name: String,
        /// The file of the archive.
        path: PathBuf,
        /// The error of the archive.
        #[source]
        source: berth_archive::Error,
    },

    /// Refused before any engine was asked.
    #[error("{}", .problems.iter().map(|p| p.message.as_str()).collect::<Vec<_>>().join("; "))]
    Invalid {
        /// Every rule that a value breaks; at least one.
        problems: Vec<Problem>,
    },

    /// The engine refused an operation.
    #[error("Could not {operation} \"{name}\" on {engine}: {reason}")]
    Refused {
        /// A verb: `start`, `stop`, `read the logs of`, …
        operation: &'static str,
        /// The id of the engine, or the name of its family.
        engine: String,
        /// The name of the session, image or other subject.
        name: String,
        /// The cause.
        reason: Refusal,
        /// The exit code of the client; `None` if a signal ended it.
        status: Option<i32>,
        /// The text that the engine printed, whole.
        detail: String,
    },

    /// Nothing is known of the outcome, and asking again did not tell.
    #[error(
        "{engine} did not answer within {} s when asked to {operation}. It may be busy or stuck: look before you try again",
        .after.as_secs()
    )]
    TimedOut {
        /// The id of the engine, or the name of its family.
        engine: String,
        /// A verb: `start`, `list`, `read the logs of`, …
        operation: String,
        /// The deadline that the call met.
        after: Duration,
    },

    /// The answer of an engine has an unknown shape or is too long.
    #[error("{engine} answered \"{operation}\" with something that can't be read: {reason}")]
    Unreadable {
        /// The id of the engine, or the name of its family.
        engine: String,
        /// A verb: `start`, `list`, `read the logs of`, …
        operation: String,
        /// The cause.
        reason: Illegible,
        /// The text that the engine printed.
        detail: String,
    },

    /// Nothing was removed.
    #[error("The run of \"{name}\" could not be saved to {}, so it was not removed", .path.display())]
    ArchiveFailed {
        /// The name of the session.
        name: String,
        /// The file of the archive.
        path: PathBuf,
        /// The error of the archive.
        #[source]
        source: berth_archive::Error,
    },

    /// Nothing was removed: [`crate::DeleteOptions::without_log`] does.
    #[error("The log of \"{name}\" can't be read, so it was not removed: {reason}")]
    LogUnreadable {
        /// The id of the engine, or the name of its family.
        engine: String,
        /// The name of the session.
        name: String,
        /// The cause.
        reason: Reason,
        /// The text that the engine printed, whole.
        detail: String,
    },

    /// A file or folder of this machine could not be read or written.
    #[error("Could not {operation} {}", .path.display())]
    File {
        /// A verb: `start`, `list`, `read the logs of`, …
        operation: &'static str,
        /// The path of the file or folder.
        path: PathBuf,
        /// The error of the operating system.
        #[source]
        source: std::io::Error,
    },

    /// A recreation failed, and so did putting the old container back; the next Berth tries again.
    #[error(
        "\"{name}\" could not be put back; it is there as \"{aside}\", and Berth tries again at its next start: {source}"
    )]
    NotPutBack {
        /// The name that it had.
        name: String,
        /// The name that it may have now.
        aside: String,
        /// Why.
        source: Box<Error>,
    },

    /// A program of this machine could not be started.
    #[error("Could not run {}", .program.display())]
    Spawn {
        /// The path of the program.
        program: PathBuf,
        /// The error of the operating system.
        #[source]
        source: std::io::Error,
    },
}

impl Error {
    /// For one value that breaks a rule.
    pub fn invalid(field: Field, rule: Rule) -> Self {
        Self::Invalid { problems: vec![Problem::new(field, None, rule)] }
    }

    /// A stable word that programs act on; one of [`Error::VARIANTS`](strum::VariantNames).
    pub fn code(&self) -> &'static str {
        self.into()
    }
}
