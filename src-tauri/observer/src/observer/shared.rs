//! What an observer and its tasks share.

use std::sync::Arc;

use berth_activity::{Rules, ScreenText, Tracker, screen_hash};
use berth_runner::{Runner, Session, State};
use berth_terminal::Size;
use parking_lot::Mutex;
use tokio::sync::watch;

use crate::error::Error;
use crate::joined::Joined;
use crate::judging::Judging;
use crate::peek::Peek;

/// The session as its engine's list has it, which whoever watches the engine keeps true; `None`
/// when it is gone.
pub type SessionNews = watch::Receiver<Option<Session>>;

/// How far an observer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is about to read the screen.
    Joining,
    /// It reads the screen.
    Joined,
    /// The session does not run; the screen is its last one.
    NotRunning,
    /// The session has no terminal.
    NoTerminal,
    /// An attach would stop the session.
    AttachStops,
    /// Its client does not start, or ends at once; it is tried again.
    Failing,
    /// The session is gone.
    Gone,
}

pub(super) struct Shared {
    pub(super) runner: Runner,
    pub(super) news: SessionNews,
    pub(super) rules: Mutex<Arc<Rules>>,
    pub(super) given: Mutex<Option<Size>>,
    pub(super) now: Mutex<Now>,
    pub(super) standing: watch::Sender<Standing>,
    pub(super) changes: Arc<watch::Sender<u64>>,
    /// One that sends at a time.
    pub(super) sending: tokio::sync::Mutex<()>,
}

/// What is known now.
pub(super) struct Now {
    /// The client that runs, or the last one.
    pub(super) joined: Option<Arc<Joined>>,
    pub(super) judging: Option<Judging>,
    /// Of the time without a judge.
    pub(super) tracker: Tracker,
    /// Why the last attempt failed.
    pub(super) failure: Option<Error>,
}

/// What a session has whose size is not known.
pub(super) const DEFAULT_SIZE: Size = Size { cols: 80, rows: 24 };

/// Ends a client, whoever else still has it: it is killed and reaped. Not here, where that can be.
pub(super) fn end(joined: Arc<Joined>) {
    let close = move || {
        if let Err(error) = joined.terminal.close() {
            tracing::warn!(%error, "the client of an observer goes on");
        }
    };
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => drop(runtime.spawn_blocking(close)),
        Err(_) => close(),
    }
}

impl Now {
    pub(super) fn tracker(&self) -> Tracker {
        self.judging.as_ref().map_or_else(|| self.tracker.clone(), Judging::tracker)
    }
}

impl Shared {
    pub(super) fn joined(&self) -> Option<Arc<Joined>> {
        self.now.lock().joined.clone()
    }

    pub(super) fn changed(&self) {
        self.changes.send_modify(|version| *version = version.wrapping_add(1));
    }

    pub(super) fn stand(&self, standing: Standing) {
        let before = self.standing.send_replace(standing);
        if before != standing {
            self.changed();
        }
    }

    pub(super) fn session(&self) -> Option<Session> {
        self.news.borrow().clone()
    }

    pub(super) fn peek(&self) -> Peek {
        let now = self.now.lock();
        if let Some(judging) = &now.judging {
            return judging.peek();
        }
        let reading = now.tracker.reading().clone();
        let (text, size, paint) = match &now.joined {
            Some(joined) => {
                let text = crate::screen::to_judge(joined.terminal.text());
                (text, joined.terminal.size(), joined.terminal.snapshot())
            }
            None => {
                let size = self.given.lock().unwrap_or(DEFAULT_SIZE);
                (ScreenText { cols: size.cols, rows: size.rows, ..ScreenText::default() }, size, Vec::new())
            }
        };
        Peek { hash: screen_hash(&text), reading, text, size, paint }
    }
}

/// Whether it has a process whose output may be read.
pub(super) fn runs(session: &Session) -> bool {
    matches!(session.state, State::Running | State::Stopping)
}
