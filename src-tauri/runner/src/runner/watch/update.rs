//! One update of an engine, and how often there is one.

use std::time::Duration;

use jiff::Timestamp;

use crate::error::Error;
use crate::reason::Unavailable;
use crate::session::{Listing, Session};

/// Something is different on the engine.
#[derive(Debug)]
pub enum EngineUpdate {
    /// All there is: at first, after the engine was away, and whenever that is cheaper.
    Snapshot(Listing),
    /// Sessions that are new or different, and the ids of those that are gone.
    Updated {
        /// Sessions that are new or different, whole.
        sessions: Vec<Session>,
        /// The ids of sessions that are gone.
        gone: Vec<String>,
    },
    /// The engine does not answer. Sent once; earlier updates may be stale.
    Away {
        /// The error of the call that failed.
        error: Error,
        /// When the call began that failed.
        since: Timestamp,
    },
}

impl EngineUpdate {
    /// The same for another listener. The cause of an error stays with the first.
    #[must_use]
    pub fn copy(&self) -> Self {
        match self {
            Self::Snapshot(listing) => Self::Snapshot(listing.clone()),
            Self::Updated { sessions, gone } => {
                Self::Updated { sessions: sessions.clone(), gone: gone.clone() }
            }
            Self::Away { error, since } => Self::Away { error: copy_of(error), since: *since },
        }
    }
}

fn copy_of(error: &Error) -> Error {
    let engine = error.args().into_iter().find(|(name, _)| *name == "engine");
    let engine = engine.map(|(_, engine)| engine).unwrap_or_default();
    match error {
        Error::EngineUnavailable { reason, detail, .. } => {
            Error::EngineUnavailable { engine, reason: reason.clone(), detail: detail.clone() }
        }
        Error::TimedOut { operation, after, .. } => {
            Error::TimedOut { engine, operation: operation.clone(), after: *after }
        }
        Error::EngineNotFound { url, .. } => Error::EngineNotFound { engine, url },
        error => {
            let detail = error.to_string();
            Error::EngineUnavailable { engine, reason: Unavailable::Lost {}, detail }
        }
    }
}

/// How often and how soon an engine is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchIntervals {
    /// How long events are collected before their containers are looked at.
    pub debounce: Duration,
    /// Between two snapshots that nothing asked for, while the window is to be seen.
    pub reconcile: Duration,
    /// Between two snapshots of an engine that has no events (podman's backend `none`).
    /// While the window is hidden [`WatchIntervals::reconcile`].
    pub poll: Duration,
    /// The first and the longest wait before an engine is tried again.
    pub back_off: (Duration, Duration),
}

impl Default for WatchIntervals {
    fn default() -> Self {
        Self {
            debounce: Duration::from_millis(150),
            reconcile: Duration::from_secs(60),
            poll: Duration::from_secs(2),
            back_off: (Duration::from_millis(500), Duration::from_secs(30)),
        }
    }
}
