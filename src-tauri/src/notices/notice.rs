//! What a person is told of, and what is seen that may be worth telling.

use berth_archive::{EndedBy, Ending, RunId, SessionKey};
use jiff::Timestamp;
use serde::Serialize;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum What {
    /// A session ended, and nobody at Berth had it end.
    Ended {
        #[specta(type = Option<f64>)]
        exit_code: Option<i64>,
        by: EndedBy,
    },
    /// The kernel ended it for want of memory. It may run again.
    OutOfMemory,
    /// Its health checks fail.
    Unhealthy,
    /// It ends again and again.
    CrashLoop { runs: u32, minutes: u32 },
    /// It waits for an answer. `line` is the line that asks, as its screen shows it.
    Asks { line: String },
    /// An engine that answered does not any more.
    EngineLost,
    /// It answers again, and the person was told that it did not.
    EngineBack,
}

impl What {
    /// Whether it is a fault, and no good news.
    pub fn is_error(&self) -> bool {
        !matches!(self, Self::EngineBack | Self::Asks { .. })
    }
}

/// One thing that the person was told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    pub number: u32,
    pub what: What,
    pub engine: String,
    /// The session's id; `null` where it is of the engine.
    pub session: Option<String>,
    /// The session's name, or the engine's id.
    pub name: String,
    /// The number of the run in the archive.
    #[specta(type = Option<f64>)]
    pub run: Option<RunId>,
    /// When it happened, RFC 3339.
    #[specta(type = String)]
    pub at: Timestamp,
    /// Whether the person has looked at it.
    pub read: bool,
    /// Whether it is no longer so.
    pub over: bool,
    /// Whether it is a fault.
    pub error: bool,
}

impl Notice {
    pub fn key(&self) -> Option<SessionKey> {
        let container = self.session.clone()?;
        Some(SessionKey { engine: self.engine.clone(), container })
    }
}

/// A session that the person has muted for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Muted {
    pub engine: String,
    /// Its id.
    pub session: String,
}

/// A session as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSeen {
    pub key: SessionKey,
    pub name: String,
    pub own: bool,
    /// Whether it has a process, or gets one again by its restart policy.
    pub alive: bool,
    pub started_at: Option<Timestamp>,
    pub restarts: u32,
    pub unhealthy: bool,
    pub restarts_paused: bool,
}

/// A run that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSeen {
    pub key: SessionKey,
    pub name: String,
    pub own: bool,
    /// `None` where the archive does not have it; then nobody knows who ended it.
    pub run: Option<RunId>,
    /// By the engine's clock.
    pub ended_at: Timestamp,
    pub ending: Ending,
    pub exit_code: Option<i64>,
    pub by: EndedBy,
    pub restarts: u32,
}
