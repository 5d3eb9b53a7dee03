//! The loop behind a [`super::Watch`].

use std::collections::HashMap;

use jiff::Timestamp;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until};

use super::events::{Dirty, EventStream};
use super::{EngineUpdate, WatchIntervals};
use crate::error::Error;
use crate::runner::Runner;
use crate::session::{Listing, Session};

/// A connection that lasted so many first waits was a good one: the next trouble is a new one.
const STABLE_FACTOR: u32 = 10;
/// Snapshots that events ask for take a third of the time at most: a flood on a full
/// engine must not keep it busy with us.
const SNAPSHOT_REST_FACTOR: u32 = 2;

/// What was said last of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reported {
    Nothing,
    Available,
    Away,
}

/// This connection to the engine is over.
enum Disconnect {
    /// A call failed, or the events ended.
    Lost,
    /// Nobody listens any more.
    ReceiverDropped,
}

pub(super) struct Task {
    runner: Runner,
    intervals: WatchIntervals,
    hidden: watch::Receiver<bool>,
    changes: mpsc::Sender<EngineUpdate>,
    reported: Reported,
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
        intervals: WatchIntervals,
        hidden: watch::Receiver<bool>,
        changes: mpsc::Sender<EngineUpdate>,
    ) -> Self {
        let now = Instant::now();
        Self {
            runner,
            intervals,
            hidden,
            changes,
            reported: Reported::Nothing,
            known: HashMap::new(),
            skipped: 0,
            snapped: now,
            look_from: now,
            snap_from: now,
        }
    }

    pub async fn run(mut self) {
        let (first, longest) = self.intervals.back_off;
        let mut wait = first;
        loop {
            let began = Instant::now();
            let mut events = EventStream::open(&self.runner);
            let Err(disconnect) = self.follow(&mut events).await;
            if let Disconnect::ReceiverDropped = disconnect {
                return;
            }
            let engine = &self.runner.engine().id;
            tracing::debug!(engine, stderr = events.stderr(), "lost the engine's events");
            drop(events);
            if began.elapsed() >= first * STABLE_FACTOR && self.reported == Reported::Available {
                wait = first;
            }
            sleep(wait).await;
            wait = (wait * 2).min(longest);
        }
    }

    /// One connection: a snapshot, then what events name.
    async fn follow(&mut self, events: &mut EventStream) -> Result<std::convert::Infallible, Disconnect> {
        self.snapshot(events).await?;
        loop {
            if events.has_ended() && !events.has_none() {
                return Err(Disconnect::Lost);
            }
            let look = events.due().map(|(since, many)| {
                (since + self.intervals.debounce).max(if many { self.snap_from } else { self.look_from })
            });
            let snap = self.snapshot_due(events.has_none());
            tokio::select! {
                () = events.take() => {}
                () = at(look) => match events.take_dirty() {
                    Dirty::Ids(ids) => self.inspect(events, &ids).await?,
                    Dirty::Many => self.snapshot(events).await?,
                },
                () = at(snap) => self.snapshot(events).await?,
                () = shown_or_hidden(&mut self.hidden) => {}
                () = self.changes.closed() => return Err(Disconnect::ReceiverDropped),
            }
        }
    }

    /// When the next snapshot is due that nothing asked for.
    fn snapshot_due(&self, polls: bool) -> Option<Instant> {
        let pause = match (*self.hidden.borrow(), polls) {
            (false, true) => self.intervals.poll,
            (false, false) | (true, true) => self.intervals.reconcile,
            (true, false) => return None,
        };
        Some(self.snapped + pause)
    }

    async fn inspect(&mut self, events: &mut EventStream, ids: &[String]) -> Result<(), Disconnect> {
        let (began, since) = (Instant::now(), Timestamp::now());
        let runner = self.runner.clone();
        let batch = match events.while_draining(runner.inspect_many(ids)).await {
            Ok(batch) => batch,
            Err(error) => return self.away(error, since).await,
        };
        if !batch.unclear.is_empty() {
            return self.snapshot(events).await;
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
        self.tell(EngineUpdate::Updated { sessions, gone }).await
    }

    async fn snapshot(&mut self, events: &mut EventStream) -> Result<(), Disconnect> {
        let (began, since) = (Instant::now(), Timestamp::now());
        // What was named so far is in it; what is named meanwhile may not be.
        events.take_dirty();
        let runner = self.runner.clone();
        let listing = match events.while_draining(runner.list()).await {
            Ok(listing) => listing,
            Err(error) => return self.away(error, since).await,
        };
        self.snapped = Instant::now();
        self.look_from = self.snapped;
        self.snap_from = self.snapped + began.elapsed() * SNAPSHOT_REST_FACTOR;
        let same =
            self.reported == Reported::Available && self.skipped == listing.skipped && self.knows(&listing);
        if same {
            return Ok(());
        }
        self.reported = Reported::Available;
        self.skipped = listing.skipped;
        self.known = listing.sessions.iter().map(|session| (session.id.clone(), session.clone())).collect();
        self.tell(EngineUpdate::Snapshot(listing)).await
    }

    fn knows(&self, listing: &Listing) -> bool {
        listing.sessions.len() == self.known.len()
            && listing.sessions.iter().all(|session| self.known.get(&session.id) == Some(session))
    }

    /// Says it once; always ends the connection.
    async fn away(&mut self, error: Error, since: Timestamp) -> Result<(), Disconnect> {
        if self.reported != Reported::Away {
            self.reported = Reported::Away;
            self.tell(EngineUpdate::Away { error, since }).await?;
        }
        Err(Disconnect::Lost)
    }

    async fn tell(&self, change: EngineUpdate) -> Result<(), Disconnect> {
        self.changes.send(change).await.map_err(|_| Disconnect::ReceiverDropped)
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
