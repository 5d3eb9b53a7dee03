//! One session that is observed.

mod follow;
mod last;
mod send;
mod shared;
mod wait;

use std::sync::Arc;

use berth_activity::{Reading, Rules, Tracker};
use berth_runner::{EngineUpdate, Error as RunnerError, Runner};
use berth_terminal::{Size, Tally, UnfinishedLine};
use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::error::Result;
use crate::peek::Peek;
use shared::{Now, Shared, end};

pub use shared::{SessionNews, Standing};

/// A session that is observed for as long as this exists: its output is read, nothing else.
pub struct Observer {
    shared: Arc<Shared>,
    tasks: Vec<AbortHandle>,
}

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

    /// Its last line, where that has no end; `None` also while its screen is not known.
    pub fn unfinished_line(&self) -> Option<UnfinishedLine> {
        let now = self.shared.now.lock();
        now.joined.as_ref()?.terminal.with_screen(|screen| screen.unfinished_line())
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
