//! How a run ended, and who ended it.

use serde::{Deserialize, Serialize};

use crate::verb::{Actor, Verb};

/// How a run ended, as it is coloured and filtered.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "camelCase")]
#[strum(serialize_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Ending {
    /// Exit code 0.
    Well,
    /// It was asked to end, and ended: 130 or 143.
    Asked,
    /// It was killed: 137, not by want of memory.
    Killed,
    /// The kernel ended it for want of memory.
    OutOfMemory,
    /// Another exit code.
    Failed,
    /// It could not be started: 125 to 127, or the engine's own error.
    NotStarted,
    /// It is over, and nobody knows how.
    Unknown,
}

impl Ending {
    /// How a run ended that has ended. `error` says whether the engine has words for a start that failed.
    pub fn of(exit_code: Option<i64>, oom_killed: bool, error: bool) -> Self {
        match exit_code {
            _ if oom_killed => Self::OutOfMemory,
            None if error => Self::NotStarted,
            None => Self::Unknown,
            Some(0) => Self::Well,
            Some(130 | 143) => Self::Asked,
            Some(137) => Self::Killed,
            Some(125..=127) => Self::NotStarted,
            Some(_) if error => Self::NotStarted,
            Some(_) => Self::Failed,
        }
    }
}

/// Who ended a run, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum EndedBy {
    /// A verb of Berth's.
    Berth {
        /// The window or `berthctl`.
        actor: Actor,
        /// What it called.
        verb: Verb,
        /// Whether the time to end ran out, and the engine killed it.
        killed_after_grace: bool,
    },
    /// The engine or the machine was shut down.
    Shutdown,
    /// Somebody else: another program, or an engine's own client.
    Other,
    /// The program itself.
    Itself,
    /// The kernel, for want of memory.
    Kernel,
    /// Nobody saw it, and nothing tells.
    Unknown,
    /// It goes on.
    Nobody,
}
