//! Health, as the checks of a session tell it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The result of a session's health checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum CheckStatus {
    /// Its last check passed.
    Healthy,
    /// As many checks failed in a row as it is allowed.
    Unhealthy,
    /// None has passed yet, and it still has time.
    Starting,
}

/// One run of a health check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Check {
    /// The time of its end.
    #[cfg_attr(feature = "specta", specta(type = Option<String>))]
    pub ended_at: Option<Timestamp>,
    /// 0 where it passed; -1 on docker where it took too long.
    #[cfg_attr(feature = "specta", specta(type = f64))]
    pub exit_code: i64,
    /// What it printed: the end of that, at most 2 KiB.
    pub output: String,
}

/// How a session does, by the health check of its image or its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Checks {
    /// The verdict.
    pub status: CheckStatus,
    /// How many failed in a row.
    pub failures: u32,
    /// The last of them, at most three, the latest last.
    pub last: Vec<Check>,
}
