//! What tells what a session does: its open terminal, or an observer in the background.

use std::sync::Arc;
use std::time::Instant;

use berth_activity::{Input, Rules, Tracker};
use berth_archive::SessionKey;
use berth_observer::{Guard, Judging, Observer, Peek, SendOutcome, Standing, Until};
use berth_runner::Session;
use tauri::async_runtime::JoinHandle;
use tokio::sync::watch;

use berth_terminal::Tally;

/// What tells of one session. It ends with its last copy.
#[derive(Clone)]
pub enum Source {
    Open {
        judging: Arc<Judging>,
        /// When its terminal was opened.
        opened: Instant,
    },
    Observed(Arc<Observer>),
}

impl Source {
    /// Whether it knows the screen by now.
    pub fn is_ready(&self) -> bool {
        match self {
            Self::Open { .. } => true,
            Self::Observed(observer) => observer.standing() == Standing::Joined,
        }
    }

    /// Whether its client can't be started, and it tries again.
    pub fn is_failing(&self) -> bool {
        matches!(self, Self::Observed(observer) if observer.standing() == Standing::Failing)
    }

    pub fn is_observed(&self) -> bool {
        matches!(self, Self::Observed(_))
    }

    /// Whether it is this open terminal.
    pub fn is_open_since(&self, when: Instant) -> bool {
        matches!(self, Self::Open { opened, .. } if *opened == when)
    }

    /// Whether it is the same one.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Open { judging: one, .. }, Self::Open { judging: other, .. }) => Arc::ptr_eq(one, other),
            (Self::Observed(one), Self::Observed(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }

    pub fn tracker(&self) -> Tracker {
        match self {
            Self::Open { judging, .. } => judging.tracker(),
            Self::Observed(observer) => observer.tracker(),
        }
    }

    pub fn tally(&self) -> Tally {
        match self {
            Self::Open { judging, .. } => judging.tally(),
            Self::Observed(observer) => observer.tally(),
        }
    }

    pub fn seen(&self) {
        match self {
            Self::Open { judging, .. } => judging.seen(),
            Self::Observed(observer) => observer.seen(),
        }
    }

    pub fn set_rules(&self, rules: Arc<Rules>) {
        match self {
            Self::Open { judging, .. } => judging.set_rules(rules),
            Self::Observed(observer) => observer.set_rules(rules),
        }
    }

    pub fn peek(&self) -> Peek {
        match self {
            Self::Open { judging, .. } => judging.peek(),
            Self::Observed(observer) => observer.peek(),
        }
    }

    /// Whether it is so, also on the last screen of a run that has ended.
    pub fn is_so(&self, until: &Until) -> bool {
        match self {
            Self::Open { judging, .. } => judging.is_so(until),
            Self::Observed(observer) => observer.is_so(until),
        }
    }

    /// When it will have been quiet for long enough, if nothing is written.
    pub fn quiet_at(&self, until: &Until) -> Option<Instant> {
        match self {
            Self::Open { judging, .. } => judging.quiet_at(until),
            Self::Observed(observer) => observer.quiet_at(until),
        }
    }

    pub fn changes(&self) -> watch::Receiver<u64> {
        match self {
            Self::Open { judging, .. } => judging.changes(),
            Self::Observed(observer) => observer.changes(),
        }
    }

    /// Types into the session, if the guard is met.
    ///
    /// # Errors
    /// Those of the observer, or of the terminal.
    pub async fn send(&self, inputs: &[Input], guard: &Guard) -> berth_observer::Result<SendOutcome> {
        match self {
            Self::Open { judging, .. } => judging.send(inputs, guard),
            Self::Observed(observer) => observer.send(inputs, guard).await,
        }
    }
}

/// A source, and the task that follows it.
pub struct Running {
    pub source: Source,
    /// Sends an observer its session as it is listed.
    news: Option<watch::Sender<Option<Session>>>,
    follows: JoinHandle<()>,
}

impl Running {
    /// Calls `look` after each change, for as long as this exists.
    pub fn new(
        source: Source,
        news: Option<watch::Sender<Option<Session>>>,
        key: SessionKey,
        look: impl Fn(&SessionKey) + Send + 'static,
    ) -> Self {
        let mut changes = source.changes();
        changes.mark_changed();
        let follows = tauri::async_runtime::spawn(async move {
            while changes.changed().await.is_ok() {
                look(&key);
            }
        });
        Self { source, news, follows }
    }

    /// Passes on how the session is listed.
    pub fn update(&self, session: Option<&Session>) {
        if let Some(news) = &self.news {
            news.send_if_modified(|known| {
                let differs = known.as_ref() != session;
                if differs {
                    *known = session.cloned();
                }
                differs
            });
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.follows.abort();
    }
}
