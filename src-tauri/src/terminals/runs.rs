//! The last run of each session that a terminal showed, and the plan for the next view.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use berth_runner::{Run, Session, State};
use parking_lot::Mutex;

use super::key::TerminalKey;

/// The run that each terminal showed last.
#[derive(Debug, Clone, Default)]
pub(super) struct LastShownRuns(Arc<Mutex<HashMap<TerminalKey, Run>>>);

impl LastShownRuns {
    pub fn of(&self, key: &TerminalKey) -> Option<Run> {
        self.0.lock().get(key).copied()
    }

    /// A terminal shows this run now.
    pub fn record(&self, key: &TerminalKey, run: Run) {
        self.0.lock().insert(key.clone(), run);
    }

    /// The client of a terminal ended. If the session did not, its later output is only in
    /// its log, so that nothing counts as shown.
    pub fn record_end(&self, key: &TerminalKey, now: &Session) {
        let mut runs = self.0.lock();
        if runs.get(key).is_none_or(|run| run.began != now.started_at) {
            return;
        }
        if now.state == State::Running {
            runs.remove(key);
        } else {
            runs.insert(key.clone(), now.into());
        }
    }

    pub fn remove_where(&self, which: impl Fn(&TerminalKey) -> bool) {
        self.0.lock().retain(|key, _| !which(key));
    }
}

/// The contents of a view of a session that can't be attached to now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    /// The last screen: it has the whole run, to its end.
    LastScreen,
    /// The runs since the one that was seen, below the last screen if there is one, else
    /// below the log of the runs before.
    NewRuns { after: Run },
    /// The log alone; a last screen lacks the output after its client was gone.
    Log,
}

/// Decides what a view shows: `seen` is the last run that a terminal showed, `kept` whether
/// its last screen is there, `now` the session's last run.
pub(super) fn plan(seen: Option<Run>, kept: bool, now: Run) -> Show {
    match seen {
        Some(seen) if seen.began != now.began => Show::NewRuns { after: seen },
        Some(seen) if kept && seen.ended.is_some() => Show::LastScreen,
        _ => Show::Log,
    }
}
