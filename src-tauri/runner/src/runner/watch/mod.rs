//! What changes on an engine, as it changes: one snapshot, then events.
//!
//! Events are hints. They say which containers to inspect again; updates come from
//! `container inspect`, and only where it differs from the last update.

mod events;
mod task;

use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{mpsc, watch};
use tokio::task::AbortHandle;

use super::Runner;
use crate::error::Error;
use crate::session::{Listing, Session};

/// Changes that wait for their reader, at most; then the engine's events wait.
const QUEUE: usize = 64;

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

/// The changes of one engine. Dropping it ends the watching, and its client.
#[derive(Debug)]
pub struct Watch {
    changes: mpsc::Receiver<EngineUpdate>,
    task: AbortHandle,
}

impl Watch {
    /// The next change. Cancel safe. `None` when the runtime is shutting down.
    pub async fn next(&mut self) -> Option<EngineUpdate> {
        self.changes.recv().await
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Runner {
    /// Watches the engine, which need not be there yet: it is waited for.
    ///
    /// Must be called within a tokio runtime. Begins with a `Snapshot`, or `Away`.
    pub fn watch(&self) -> Watch {
        // Nobody will say otherwise: the sender goes, what it said last stays.
        self.watch_while(WatchIntervals::default(), watch::channel(false).1)
    }

    /// As [`Runner::watch`]; while `hidden` holds `true` there are no snapshots that
    /// nothing asked for. When it turns `false` there is one, if one was due.
    pub fn watch_while(&self, intervals: WatchIntervals, hidden: watch::Receiver<bool>) -> Watch {
        let (sender, changes) = mpsc::channel(QUEUE);
        let task = tokio::spawn(task::Task::new(self.clone(), intervals, hidden, sender).run());
        Watch { changes, task: task.abort_handle() }
    }
}
