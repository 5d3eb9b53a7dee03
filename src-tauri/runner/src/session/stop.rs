//! How to end a session, and how that went.

use std::fmt;

use berth_archive::RunId;
use serde::{Deserialize, Serialize};

use super::Session;

/// How to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StopOptions {
    /// `stop` with a grace time; otherwise `kill`.
    pub graceful: bool,
    /// Seconds of grace; `None` is the container's own limit, see [`Session::stop_timeout`].
    pub timeout: Option<u32>,
    /// Remove the container afterwards; its run goes to history first.
    pub remove: bool,
}

impl Default for StopOptions {
    fn default() -> Self {
        Self { graceful: true, timeout: None, remove: true }
    }
}

/// How to delete.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DeleteOptions {
    /// Its anonymous volumes go too. Named ones always stay.
    pub volumes: bool,
    /// It goes even if its log can't be read; what can be read is archived.
    #[serde(default)]
    pub without_log: bool,
}

/// How a `stop` went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StopOutcome {
    /// It had ended before we asked.
    pub already_stopped: bool,
    /// Whether its container was removed.
    pub removed: bool,
    /// The session as it was after stopping and before removal.
    pub session: Session,
    /// The number of its run in the archive, when it was archived.
    #[cfg_attr(feature = "specta", specta(type = Option<f64>))]
    pub archived: Option<RunId>,
    /// Why its log there is not whole.
    pub missing_log: Option<MissingLog>,
}

/// Why the log of an archived run is not whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum MissingLog {
    /// Its log driver keeps nothing that could be read.
    NotKept {
        /// The driver's name, such as `none`.
        driver: String,
    },
    /// The engine could not read it, and it was to go all the same.
    Unreadable {
        /// The engine's words.
        words: String,
    },
}

impl fmt::Display for MissingLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotKept { driver } => write!(f, "its log driver \"{driver}\" keeps none"),
            Self::Unreadable { words } => write!(f, "the engine could not read it: {}", words.trim()),
        }
    }
}
