//! The loop behind a [`super::Watch`].

use std::collections::HashMap;

use jiff::Timestamp;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until};

use super::feed::{Feed, Touched};
use super::{Change, Pace};
use crate::error::Error;
use crate::runner::Runner;
use crate::session::{Listing, Session};

/// A connection that lasted so many first waits was a good one: the next trouble is a new one.
const GOOD: u32 = 10;
/// Snapshots that events ask for take a third of the time at most: a flood on a full
/// engine must not keep it busy with us.
const REST: u32 = 2;

/// What was said last of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Here,
    Away,
}

/// This connection to the engine is over.
enum Over {
    /// A call failed, or the events ended.
    Lost,
    /// Nobody listens any more.
    Unheard,
}

pub(super) struct Task {
    runner: Runner,
    pace: Pace,
    hidden: watch::Receiver<bool>,
    changes: mpsc::Sender<Change>,
    told: Told,
    /// What the listener knows.
    known: HashMap<String, Session>,
    skipped: u32,
    /// When the last snapshot was there.
    snapped: Instant,
    /// Not before these: after a look, and after a snapshot.
    look_from: Instant,
    snap_from: Instant,
}

impl Task {
    pub fn new(
        runner: Runner,
        pace: Pace,
        hidden: watch::Receiver<bool>,
        changes: mpsc::Sender<Change>,
    ) -> Self {
        let now = Instant::now();
        Self {
            runner,
            pace,
            hidden,
            changes,
            told: Told::Nothing,
            known: HashMap::new(),
            skipped: 0,
            snapped: now,
            look_from: now,
            snap_from: now,
        }
    }

    pub async fn run(mut self) {
        let (first, longest) = self.pace.back_off;
        let mut wait = first;
        loop {
            let began = Instant::now();
            let mut feed = Feed::open(&self.runner);
            let Err(over) = self.follow(&mut feed).await;
            if let Over::Unheard = over {
                return;
            }
            let engine = &self.runner.engine().id;
            tracing::debug!(engine, words = feed.words(), "lost the engine's events");
            drop(feed);
            if began.elapsed() >= first * GOOD && self.told == Told::Here {
                wait = first;
            }
            sleep(wait).await;
            wait = (wait * 2).min(longest);
        }
    }

    /// One connection: a snapshot, then what events name.
    async fn follow(&mut self, feed: &mut Feed) -> Result<std::convert::Infallible, Over> {
        self.snapshot(feed).await?;
        loop {
            if feed.has_ended() && !feed.has_none() {
                return Err(Over::Lost);
            }
            let look = feed.waiting().map(|(since, many)| {
                (since + self.pace.debounce).max(if many { self.snap_from } else { self.look_from })
            });
            let snap = self.snapshot_due(feed.has_none());
            tokio::select! {
                () = feed.take() => {}
                () = at(look) => match feed.touched() {
                    Touched::These(ids) => self.look(feed, &ids).await?,
                    Touched::Many => self.snapshot(feed).await?,
                },
                () = at(snap) => self.snapshot(feed).await?,
                () = shown_or_hidden(&mut self.hidden) => {}
                () = self.changes.closed() => return Err(Over::Unheard),
            }
        }
    }

    /// When the next snapshot is due that nothing asked for.
    fn snapshot_due(&self, polls: bool) -> Option<Instant> {
        let pause = match (*self.hidden.borrow(), polls) {
            (false, true) => self.pace.poll,
            (false, false) | (true, true) => self.pace.reconcile,
            (true, false) => return None,
        };
        Some(self.snapped + pause)
    }

    async fn look(&mut self, feed: &mut Feed, ids: &[String]) -> Result<(), Over> {
        let (began, since) = (Instant::now(), Timestamp::now());
        let runner = self.runner.clone();
        let batch = match feed.during(runner.look_at(ids)).await {
            Ok(batch) => batch,
            Err(error) => return self.away(error, since).await,
        };
        if !batch.unclear.is_empty() {
            return self.snapshot(feed).await;
        }
        self.look_from = Instant::now() + began.elapsed();
        let mut sessions = batch.sessions;
        sessions.retain(|session| self.known.get(&session.id) != Some(session));
        self.known.extend(sessions.iter().map(|session| (session.id.clone(), session.clone())));
        let mut gone = batch.gone;
        gone.retain(|id| self.known.remove(id).is_some());
        if sessions.is_empty() && gone.is_empty() {
            return Ok(());
        }
        self.tell(Change::Updated { sessions, gone }).await
    }

    async fn snapshot(&mut self, feed: &mut Feed) -> Result<(), Over> {
        let (began, since) = (Instant::now(), Timestamp::now());
        // What was named so far is in it; what is named meanwhile may not be.
        feed.touched();
        let runner = self.runner.clone();
        let listing = match feed.during(runner.list()).await {
            Ok(listing) => listing,
            Err(error) => return self.away(error, since).await,
        };
        self.snapped = Instant::now();
        self.look_from = self.snapped;
        self.snap_from = self.snapped + began.elapsed() * REST;
        let same = self.told == Told::Here && self.skipped == listing.skipped && self.knows(&listing);
        if same {
            return Ok(());
        }
        self.told = Told::Here;
        self.skipped = listing.skipped;
        self.known = listing.sessions.iter().map(|session| (session.id.clone(), session.clone())).collect();
        self.tell(Change::Snapshot(listing)).await
    }

    fn knows(&self, listing: &Listing) -> bool {
        listing.sessions.len() == self.known.len()
            && listing.sessions.iter().all(|session| self.known.get(&session.id) == Some(session))
    }

    /// Says it once; always ends the connection.
    async fn away(&mut self, error: Error, since: Timestamp) -> Result<(), Over> {
        if self.told != Told::Away {
            self.told = Told::Away;
            self.tell(Change::Away { error, since }).await?;
        }
        Err(Over::Lost)
    }

    async fn tell(&self, change: Change) -> Result<(), Over> {
        self.changes.send(change).await.map_err(|_| Over::Unheard)
    }
}

/// At that time, or never.
async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}

/// The window was shown or hidden; never again when nobody can say so any more.
async fn shown_or_hidden(hidden: &mut watch::Receiver<bool>) {
    if hidden.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}
