//! What was about to be done to a session, by whom, and what became of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::key::SessionKey;

/// The number of an intent in one archive.
pub type IntentId = i64;

/// A verb that changes a session.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "camelCase")]
#[strum(serialize_all = "camelCase")]
#[serde(rename = "ArchiveVerb")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[expect(missing_docs, reason = "the verbs of the runner")]
pub enum Verb {
    Start,
    Stop,
    Kill,
    Restart,
    Pause,
    Resume,
    Rename,
    Delete,
    Prune,
    PodStart,
    PodStop,
    PodRemove,
    PauseRestarts,
    ResumeRestarts,
    Recreate,
    ChangeLimits,
}

impl Verb {
    /// Whether it can end a run.
    pub fn ends(self) -> bool {
        match self {
            Self::Stop | Self::Kill | Self::Restart | Self::Delete | Self::Prune | Self::Recreate => true,
            Self::PodStop | Self::PodRemove => true,
            Self::Start | Self::Pause | Self::Resume | Self::Rename | Self::PodStart => false,
            Self::PauseRestarts | Self::ResumeRestarts | Self::ChangeLimits => false,
        }
    }

    /// Whether it asks first, and kills what has not ended when the grace is over.
    pub fn gives_grace(self) -> bool {
        matches!(self, Self::Stop | Self::Restart | Self::PodStop | Self::Recreate)
    }
}

/// Who called a verb.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Actor {
    /// A window of the app with this process id.
    Window {
        /// The process id of the app.
        pid: u32,
    },
    /// `berthctl`.
    Berthctl {
        /// Its process id.
        pid: u32,
    },
}

/// A verb that is about to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// On which session.
    pub session: SessionKey,
    /// What.
    pub verb: Verb,
    /// By whom.
    pub actor: Actor,
    /// The signal of a kill, such as `SIGTERM`.
    pub signal: Option<String>,
    /// Seconds of grace of a stop.
    pub grace: Option<u32>,
    /// When, by our clock.
    pub at: Timestamp,
}

/// What became of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "camelCase")]
#[strum(serialize_all = "camelCase")]
pub enum Outcome {
    /// The engine did it.
    Done,
    /// The engine refused.
    Refused,
    /// Nobody knows: no answer in time, or the caller was killed.
    Unknown,
}
