//! What changes on an engine, as it changes: one snapshot, then events.
//!
//! Events are hints. They say which containers to inspect again; updates come from
//! `container inspect`, and only where it differs from the last update.

mod events;
mod task;
mod update;

use tokio::sync::{mpsc, watch};
use tokio::task::AbortHandle;

use super::Runner;
use crate::runner::record::Recorder;

pub use update::{EngineUpdate, WatchIntervals};

/// Changes that wait for their reader, at most; then the engine's events wait.
const QUEUE: usize = 64;

/// The changes of one engine. Dropping it ends the watching, and its client.
#[derive(Debug)]
pub struct Watch {
    changes: mpsc::Receiver<EngineUpdate>,
    /// `None` where another one passes changes on.
    task: Option<AbortHandle>,
}

impl Watch {
    /// What somebody passes on who watches the engine already, see [`EngineUpdate::copy`].
    pub fn passed_on(changes: mpsc::Receiver<EngineUpdate>) -> Self {
        Self { changes, task: None }
    }

    /// The next change. Cancel safe. `None` when the runtime is shutting down.
    pub async fn next(&mut self) -> Option<EngineUpdate> {
        self.changes.recv().await
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
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
        self.watch_and(intervals, hidden, None)
    }

    /// As [`Runner::watch_while`]; the recorder sees all that the watch sees. Snapshots that nothing asked for are
    /// rarer while `hidden`, and still there.
    pub fn watch_recorded(
        &self,
        intervals: WatchIntervals,
        hidden: watch::Receiver<bool>,
        recorder: Recorder,
    ) -> Watch {
        self.watch_and(intervals, hidden, Some(recorder))
    }

    fn watch_and(
        &self,
        intervals: WatchIntervals,
        hidden: watch::Receiver<bool>,
        recorder: Option<Recorder>,
    ) -> Watch {
        let (sender, changes) = mpsc::channel(QUEUE);
        let task = tokio::spawn(task::Task::new(self.clone(), intervals, hidden, sender, recorder).run());
        Watch { changes, task: Some(task.abort_handle()) }
    }
}
