//! What is kept of a run, and of the session that it belongs to.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ending::{EndedBy, Ending};
use crate::key::{RunId, RunKey, SessionKey};

/// A session as the engine describes it, without secrets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionFacts {
    /// Which container.
    pub key: SessionKey,
    /// Its name now. Sessions of one name on one engine, one after another, are its generations.
    pub name: String,
    /// Whether Berth made it.
    pub own: bool,
    /// The image as the person wrote it.
    pub image: String,
    /// The id of that image, `sha256:…`; `None` where the engine does not say.
    pub image_id: Option<String>,
    /// The time of its creation.
    pub created_at: Option<Timestamp>,
    /// What it was created from: the engine's description with every secret masked.
    pub spec: Value,
}

/// What an engine says of one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFacts {
    /// The time of its start, by the engine's clock.
    pub started_at: Timestamp,
    /// Whether that time is the engine's own, and not that of an event, which comes a moment later.
    pub exact: bool,
    /// The time of the event that told of this start, where that is known.
    pub told_at: Option<Timestamp>,
    /// The time of its end, by the engine's clock; `None` while it goes on.
    pub ended_at: Option<Timestamp>,
    /// Its exit code; `None` while it goes on, and where nobody knows.
    pub exit_code: Option<i64>,
    /// Whether it is over, and the engine does not say since when: its machine went down.
    pub cut_off: bool,
    /// Whether the kernel ended it for want of memory.
    pub oom_killed: bool,
    /// Whether the kernel killed another process in it for want of memory.
    pub oom_within: bool,
    /// How often the restart policy had started the container before this run.
    pub restarts: u32,
    /// The engine's own words of a failed start.
    pub error: Option<String>,
}

/// What an event says of the end of a run: which one is for the archive to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunEnd {
    /// The time of the event, by the engine's clock.
    pub at: Timestamp,
    /// The exit code, where the event has it.
    pub exit_code: Option<i64>,
    /// Whether the kernel ended it for want of memory.
    pub oom_killed: bool,
    /// Whether the kernel killed another process in it for want of memory.
    pub oom_within: bool,
}

/// What there is of a run's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum LogState {
    /// Nobody has read it yet.
    Unread,
    /// A part; more may follow.
    Partial,
    /// All of it.
    Whole,
    /// Some of it is missing, and why, in words.
    Missing {
        /// The reason, in the engine's words or ours.
        why: String,
    },
    /// It was removed to keep the archive small.
    Dropped,
}

/// The last screen of a run, as bytes that draw it in a terminal of that size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// Cells in a row.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// At most 64 KiB.
    pub bytes: Vec<u8>,
}

/// A run as the archive holds it: everything but its log, its screen and its spec.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Run {
    /// Its number.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub id: RunId,
    /// Container and start.
    pub key: RunKey,
    /// The session's name during the run.
    pub name: String,
    /// Whether Berth made the session.
    pub own: bool,
    /// The image as the person wrote it.
    pub image: String,
    /// The image's id, where it is known.
    pub image_id: Option<String>,
    /// The run's place among the runs of its name on its engine: 1 is the first.
    pub number: u32,
    /// The place of its container among those of its name: 1 is the first.
    pub generation: u32,
    /// Its end, by the engine's clock; `None` while it goes on.
    #[cfg_attr(feature = "specta", specta(type = Option<String>))]
    pub ended_at: Option<Timestamp>,
    /// How it ended; `None` while it goes on. One may be over though nobody knows since when.
    pub ending: Option<Ending>,
    /// Its exit code.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub exit_code: Option<i64>,
    /// Whether the kernel killed another process in it for want of memory.
    pub oom_within: bool,
    /// Who ended it.
    pub by: EndedBy,
    /// Seconds of grace that a stop gave it; `None` where nobody stopped it.
    pub grace: Option<u32>,
    /// How often the restart policy had started the container before.
    pub restarts: u32,
    /// The engine's own words of a failed start.
    pub error: Option<String>,
    /// The most memory it was seen to use, in bytes.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub peak_memory: Option<u64>,
    /// Its health as it changed: time and verdict.
    #[cfg_attr(feature = "specta", specta(type = Vec<(String, String)>))]
    pub health: Vec<(Timestamp, String)>,
    /// Seconds by which the engine's clock differed from ours, where that is more than two.
    pub clock_offset: Option<i32>,
    /// What there is of its log.
    pub log: LogState,
    /// The length of what is kept of its log, in bytes and lines.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub log_bytes: u64,
    /// See `log_bytes`.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub log_lines: u64,
    /// Whether its last screen is kept.
    pub has_screen: bool,
    /// Whether keep rules leave it alone.
    pub pinned: bool,
    /// Whether its container is still there, as far as anybody saw.
    pub removed: bool,
    /// A time in which nobody watched, if its end fell into one: from and to, by our clock.
    #[cfg_attr(feature = "specta", specta(type = Option<(String, String)>))]
    pub unwatched: Option<(Timestamp, Timestamp)>,
}

/// Which runs: all that pass every filter that is given.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RunFilter {
    /// Of these engines; empty for all.
    pub engines: Vec<String>,
    /// Of sessions of exactly this name, or of the container with this id.
    pub session: Option<String>,
    /// Of sessions whose name, image or id holds this text, whatever its case.
    pub text: Option<String>,
    /// Of these endings; empty for all, the runs that go on too.
    pub endings: Vec<Ending>,
    /// That did not end before.
    #[cfg_attr(feature = "specta", specta(type = Option<String>))]
    pub since: Option<Timestamp>,
    /// That began before.
    #[cfg_attr(feature = "specta", specta(type = Option<String>))]
    pub until: Option<Timestamp>,
    /// At most so many, the latest first; 0 for all.
    pub limit: u32,
    /// Begins after so many.
    pub offset: u32,
}

/// What the archive holds, and what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Statistics {
    /// Runs.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub runs: u64,
    /// Sessions that they belong to.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub sessions: u64,
    /// What programs printed, in bytes.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub log_bytes: u64,
    /// What that takes in the archive, in bytes: packed, with what it is searched by.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub packed_bytes: u64,
    /// The whole archive, in bytes.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub file_bytes: u64,
}
