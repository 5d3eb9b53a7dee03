//! One session that is observed.

use std::sync::Arc;
use std::time::Duration;

use berth_activity::{Input, Reading, Rules, ScreenText, Tracker, screen_hash};
use berth_runner::{Runner, Session};
use berth_terminal::Size;
use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::sync::watch;

use crate::error::Result;
use crate::guard::{Guard, SendOutcome};
use crate::peek::Peek;
use crate::until::{Until, Waited};

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
    /// The session is gone.
    Gone,
}

/// A session that is observed for as long as this exists: its output is read, nothing else.
pub struct Observer {
    size: Size,
    tracker: Mutex<Tracker>,
    changes: watch::Sender<u64>,
}

/// What a session has whose size is not known.
const DEFAULT_SIZE: Size = Size { cols: 80, rows: 24 };

impl Observer {
    /// Observes a session, by its name or full id, and watches its engine for that. `size` is the
    /// size that somebody gave it last, where that is known.
    ///
    /// Returns when the screen is known: of a session that runs after its client has joined.
    ///
    /// # Errors
    /// There is no such session, it has no terminal, an attach would stop it, or the engine is away.
    pub async fn open(runner: Runner, session: &str, rules: Arc<Rules>, size: Option<Size>) -> Result<Self> {
        let found = runner.status(session).await?;
        Ok(Self::follow(runner, watch::channel(Some(found)).1, rules, size))
    }

    /// Observes a session whose engine is watched already; returns at once.
    ///
    /// Must be called within a tokio runtime.
    pub fn follow(_runner: Runner, _news: SessionNews, _rules: Arc<Rules>, size: Option<Size>) -> Self {
        let tracker = Mutex::new(Tracker::new(Timestamp::now()));
        Self { size: size.unwrap_or(DEFAULT_SIZE), tracker, changes: watch::Sender::new(0) }
    }

    /// How far it is.
    pub fn standing(&self) -> Standing {
        Standing::Joining
    }

    /// What the session does.
    pub fn reading(&self) -> Reading {
        self.tracker.lock().reading().clone()
    }

    /// What is known of the session, for who judges it next.
    pub fn tracker(&self) -> Tracker {
        self.tracker.lock().clone()
    }

    /// Judges by other rules.
    pub fn set_rules(&self, _rules: Arc<Rules>) {}

    /// The size that somebody gave the session.
    pub fn set_size(&self, _size: Size) {}

    /// Somebody looks at the session now.
    pub fn seen(&self) {
        if self.tracker.lock().seen(Timestamp::now()).is_some() {
            self.changes.send_modify(|version| *version += 1);
        }
    }

    /// What is seen now.
    pub fn peek(&self) -> Peek {
        let text = ScreenText { cols: self.size.cols, rows: self.size.rows, ..ScreenText::default() };
        Peek { hash: screen_hash(&text), reading: self.reading(), text, size: self.size, paint: Vec::new() }
    }

    /// A new number after the screen, the reading or the standing changed, at most every 100 ms.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Sends input to the session, whole and in order, if the guard is met when it is written.
    ///
    /// # Errors
    /// The session does not run, its client does not start, or it ends before it took the input.
    pub async fn send(&self, _inputs: &[Input], _guard: &Guard) -> Result<SendOutcome> {
        Ok(SendOutcome::Changed { peek: self.peek() })
    }

    /// Waits until it is so, or the time is over.
    ///
    /// # Errors
    /// The engine is away.
    pub async fn wait(&self, _until: &Until, timeout: Option<Duration>) -> Result<Waited> {
        match timeout {
            Some(timeout) => tokio::time::sleep(timeout).await,
            None => std::future::pending().await,
        }
        Ok(Waited::TimedOut { peek: Some(self.peek()) })
    }
}
