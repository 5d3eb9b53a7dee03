//! One session that is observed.

mod follow;
mod send;
mod wait;

use std::sync::Arc;

use berth_activity::{Reading, Rules, ScreenText, Tracker, screen_hash};
use berth_runner::{EngineUpdate, Error as RunnerError, Runner, Session, State};
use berth_terminal::{Size, Tally};
use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::error::{Error, Result};
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

/// A session that is observed for as long as this exists: its output is read, nothing else.
pub struct Observer {
    shared: Arc<Shared>,
    tasks: Vec<AbortHandle>,
}

struct Shared {
    runner: Runner,
    news: SessionNews,
    rules: Mutex<Arc<Rules>>,
    given: Mutex<Option<Size>>,
    now: Mutex<Now>,
    standing: watch::Sender<Standing>,
    changes: Arc<watch::Sender<u64>>,
    /// One that sends at a time.
    sending: tokio::sync::Mutex<()>,
}

/// What is known now.
struct Now {
    /// The client that runs, or the last one.
    joined: Option<Arc<Joined>>,
    judging: Option<Judging>,
    /// Of the time without a judge.
    tracker: Tracker,
    /// Why the last attempt failed.
    failure: Option<Error>,
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
        let mut updates = runner.watch();
        let found = runner.status(session).await?;
        let (id, name) = (found.id.clone(), found.name.clone());
        let (sender, news) = watch::channel(Some(found));
        let mut observer = Self::follow(runner, news, rules, size);
        let listens = tokio::spawn(async move {
            while let Some(update) = updates.next().await {
                match update {
                    EngineUpdate::Snapshot(listing) => {
                        drop(sender.send(listing.sessions.into_iter().find(|one| one.id == id)));
                    }
                    EngineUpdate::Updated { sessions, gone } => {
                        if let Some(now) = sessions.into_iter().find(|one| one.id == id) {
                            drop(sender.send(Some(now)));
                        } else if gone.contains(&id) {
                            drop(sender.send(None));
                        }
                    }
                    EngineUpdate::Away { .. } => {}
                }
            }
        });
        observer.tasks.push(listens.abort_handle());
        let mut standing = observer.shared.standing.subscribe();
        match standing.wait_for(|standing| *standing != Standing::Joining).await.map(|standing| *standing) {
            Ok(Standing::NoTerminal) => Err(RunnerError::NoTerminal { name }.into()),
            Ok(Standing::AttachStops) => Err(RunnerError::StopsWhenAttached { name }.into()),
            Ok(Standing::Failing) => {
                let failure = observer.shared.now.lock().failure.take();
                Err(failure.unwrap_or(berth_terminal::Error::Closed.into()))
            }
            _ => Ok(observer),
        }
    }

    /// Observes a session whose engine is watched already; returns at once.
    ///
    /// Must be called within a tokio runtime.
    pub fn follow(runner: Runner, news: SessionNews, rules: Arc<Rules>, size: Option<Size>) -> Self {
        Self::resume(runner, news, rules, size, Tracker::new(Timestamp::now()))
    }

    /// The same, where `tracker` is what was known of the session before.
    pub fn resume(
        runner: Runner,
        news: SessionNews,
        rules: Arc<Rules>,
        size: Option<Size>,
        tracker: Tracker,
    ) -> Self {
        let shared = Arc::new(Shared {
            runner,
            news: news.clone(),
            rules: Mutex::new(rules),
            given: Mutex::new(size),
            now: Mutex::new(Now { joined: None, judging: None, tracker, failure: None }),
            standing: watch::Sender::new(Standing::Joining),
            changes: Arc::new(watch::Sender::new(0)),
            sending: tokio::sync::Mutex::default(),
        });
        let follows = tokio::spawn(follow::run(Arc::clone(&shared), news));
        Self { shared, tasks: vec![follows.abort_handle()] }
    }

    /// How far it is.
    pub fn standing(&self) -> Standing {
        *self.shared.standing.borrow()
    }

    /// What the session does.
    pub fn reading(&self) -> Reading {
        self.tracker().reading().clone()
    }

    /// What is known of the session, for who judges it next.
    pub fn tracker(&self) -> Tracker {
        self.shared.now.lock().tracker()
    }

    /// Judges by other rules.
    pub fn set_rules(&self, rules: Arc<Rules>) {
        self.shared.rules.lock().clone_from(&rules);
        if let Some(judging) = &self.shared.now.lock().judging {
            judging.set_rules(rules);
        }
    }

    /// The size that somebody gave the session.
    pub fn set_size(&self, size: Size) {
        *self.shared.given.lock() = Some(size);
        if let Some(joined) = self.shared.joined() {
            joined.terminal.resize_model(size);
        }
    }

    /// Somebody looks at the session now.
    pub fn seen(&self) {
        let mut now = self.shared.now.lock();
        let changed = match &now.judging {
            Some(judging) => {
                judging.seen();
                false
            }
            None => now.tracker.seen(Timestamp::now()).is_some(),
        };
        drop(now);
        if changed {
            self.shared.changed();
        }
    }

    /// What was seen of live output, since its client joined.
    pub fn tally(&self) -> Tally {
        self.shared.now.lock().joined.as_ref().map(|joined| joined.terminal.tally()).unwrap_or_default()
    }

    /// What is seen now.
    pub fn peek(&self) -> Peek {
        self.shared.peek()
    }

    /// A new number after the screen, the reading or the standing changed, at most every 100 ms.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.shared.changes.subscribe()
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
        let mut now = self.shared.now.lock();
        now.judging = None;
        let joined = now.joined.take();
        drop(now);
        if let Some(joined) = joined {
            end(joined);
        }
    }
}

/// Ends a client, whoever else still has it: it is killed and reaped. Not here, where that can be.
fn end(joined: Arc<Joined>) {
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
    fn tracker(&self) -> Tracker {
        self.judging.as_ref().map_or_else(|| self.tracker.clone(), Judging::tracker)
    }
}

impl Shared {
    fn joined(&self) -> Option<Arc<Joined>> {
        self.now.lock().joined.clone()
    }

    fn changed(&self) {
        self.changes.send_modify(|version| *version = version.wrapping_add(1));
    }

    fn stand(&self, standing: Standing) {
        let before = self.standing.send_replace(standing);
        if before != standing {
            self.changed();
        }
    }

    fn session(&self) -> Option<Session> {
        self.news.borrow().clone()
    }

    fn peek(&self) -> Peek {
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
fn runs(session: &Session) -> bool {
    matches!(session.state, State::Running | State::Stopping)
}
