//! The loop behind a [`super::Watch`].

use std::collections::HashMap;

use jiff::Timestamp;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until};

use super::events::{Dirty, EventStream, Heard};
use super::{EngineUpdate, WatchIntervals};
use crate::error::Error;
use crate::parse::kube::Row;
use crate::runner::Runner;
use crate::runner::batch::Batch;
use crate::runner::record::{Recorder, Seen};
use crate::session::{Listing, Session};

/// A connection that lasted this many times the first wait was stable: the back-off begins
/// again from the first wait.
const STABLE_FACTOR: u32 = 10;
/// Where runs are recorded a hidden window asks as well, so many times more rarely: nothing else would tell of a run whose
/// events were lost.
const HIDDEN_FACTOR: u32 = 5;
/// After a snapshot that events caused, the pause is this many times its duration. So such
/// snapshots take a third of the time at most, also during a flood of events.
const SNAPSHOT_REST_FACTOR: u32 = 2;

/// The last report about the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reported {
    Nothing,
    Available,
    Away,
}

/// Why a connection to the engine ended.
enum Disconnect {
    /// A call failed, or the events ended.
    Lost,
    /// The receiver of the updates was dropped.
    ReceiverDropped,
}

pub(super) struct Task {
    runner: Runner,
    intervals: WatchIntervals,
    hidden: watch::Receiver<bool>,
    changes: mpsc::Sender<EngineUpdate>,
    recorder: Option<Recorder>,
    reported: Reported,
    /// The sessions as they were last reported.
    known: HashMap<String, Session>,
    skipped: u32,
    warnings: Vec<String>,
    /// When the last snapshot arrived.
    snapped: Instant,
    /// Since when nothing comes from the engine, by our clock.
    lost: Option<Timestamp>,
    /// The earliest time to inspect sessions again.
    inspect_from: Instant,
    /// The earliest time for a snapshot that events cause.
    snapshot_from: Instant,
}

impl Task {
    pub fn new(
        runner: Runner,
        intervals: WatchIntervals,
        hidden: watch::Receiver<bool>,
        changes: mpsc::Sender<EngineUpdate>,
        recorder: Option<Recorder>,
    ) -> Self {
        let now = Instant::now();
        Self {
            runner,
            intervals,
            hidden,
            changes,
            recorder,
            reported: Reported::Nothing,
            known: HashMap::new(),
            skipped: 0,
            warnings: Vec::new(),
            snapped: now,
            lost: None,
            inspect_from: now,
            snapshot_from: now,
        }
    }

    pub async fn run(mut self) {
        let (first, longest) = self.intervals.back_off;
        let mut wait = first;
        loop {
            let began = Instant::now();
            let mut events = EventStream::open(&self.runner, self.recorder.clone(), self.lost);
            let Err(disconnect) = self.follow(&mut events).await;
            if let Disconnect::ReceiverDropped = disconnect {
                return;
            }
            self.lost.get_or_insert_with(Timestamp::now);
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

    /// One connection: a snapshot, then the sessions that events name.
    async fn follow(&mut self, events: &mut EventStream) -> Result<std::convert::Infallible, Disconnect> {
        self.snapshot(events).await?;
        loop {
            if events.has_ended() && !events.has_none() {
                return Err(Disconnect::Lost);
            }
            let inspect = events.due().map(|(since, many)| {
                (since + self.intervals.debounce).max(if many {
                    self.snapshot_from
                } else {
                    self.inspect_from
                })
            });
            let snapshot = self.snapshot_due(events.has_none());
            tokio::select! {
                () = events.take() => {}
                () = at(inspect) => match events.take_dirty() {
                    Dirty::Ids(ids) => self.inspect(events, &ids).await?,
                    Dirty::Told(told) => self.take_told(told).await?,
                    Dirty::Many => self.snapshot(events).await?,
                },
                () = at(snapshot) => self.snapshot(events).await?,
                () = shown_or_hidden(&mut self.hidden) => {}
                () = self.changes.closed() => return Err(Disconnect::ReceiverDropped),
            }
        }
    }

    /// When the next periodic snapshot is due.
    fn snapshot_due(&self, polls: bool) -> Option<Instant> {
        let pause = match (*self.hidden.borrow(), polls) {
            (false, true) => self.intervals.poll,
            (false, false) | (true, true) => self.intervals.reconcile,
            (true, false) if self.recorder.is_some() => self.intervals.reconcile * HIDDEN_FACTOR,
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
        self.inspect_from = Instant::now() + began.elapsed();
        self.take(batch).await
    }

    /// Takes what the events of a cluster told.
    async fn take_told(&mut self, told: Vec<Heard>) -> Result<(), Disconnect> {
        let (mut rows, mut last) = (Vec::new(), Vec::new());
        for heard in told {
            match heard {
                Heard::Is(row) => rows.push(row),
                Heard::Was(row) => last.push(row),
            }
        }
        let gone = last.iter().map(Row::id).collect();
        self.see_last(last);
        let batch = self.runner.batch_of(rows);
        self.take(Batch { gone, ..batch }).await
    }

    /// Has it recorded how containers ended whose pods are gone: a cluster tells that with the removal, and never
    /// again.
    fn see_last(&self, last: Vec<Row>) {
        if let Some(recorder) = self.recorder.as_ref().filter(|_| !last.is_empty()) {
            recorder.see(Seen::Looked(self.runner.batch_of(last).with_rows()));
        }
    }

    /// Reports what is different.
    async fn take(&mut self, mut batch: Batch) -> Result<(), Disconnect> {
        if let Some(recorder) = &self.recorder {
            recorder.see(Seen::Looked(batch.with_rows()));
            recorder.see(Seen::Gone(batch.gone.clone()));
        }
        let mut sessions = batch.sessions;
        sessions.retain(|session| self.known.get(&session.id) != Some(session));
        self.known.extend(sessions.iter().map(|session| (session.id.clone(), session.clone())));
        let mut gone = batch.gone;
        gone.retain(|id| self.known.remove(id).is_some());
        if sessions.is_empty() && gone.is_empty() {
            return Ok(());
        }
        self.report(EngineUpdate::Updated { sessions, gone }).await
    }

    async fn snapshot(&mut self, events: &mut EventStream) -> Result<(), Disconnect> {
        let (began, since) = (Instant::now(), Timestamp::now());
        // Events received so far are covered by this snapshot; those that arrive while it
        // runs may not be.
        self.see_last(events.last_rows());
        events.take_dirty();
        let runner = self.runner.clone();
        let recorder = self.recorder.clone();
        let list = runner.list_each(|batch| {
            if let Some(recorder) = &recorder {
                recorder.see(Seen::Looked(batch.with_rows()));
            }
        });
        let listing = match events.while_draining(list).await {
            Ok(listing) => listing,
            Err(error) => return self.away(error, since).await,
        };
        self.see_last(events.last_rows());
        if let Some(recorder) = &recorder {
            recorder.see(Seen::All(listing.sessions.iter().map(|session| session.id.clone()).collect()));
        }
        self.snapped = Instant::now();
        self.lost = None;
        self.inspect_from = self.snapped;
        self.snapshot_from = self.snapped + began.elapsed() * SNAPSHOT_REST_FACTOR;
        let same = self.reported == Reported::Available
            && (self.skipped, &self.warnings) == (listing.skipped, &listing.warnings)
            && self.knows(&listing);
        if same {
            return Ok(());
        }
        self.reported = Reported::Available;
        self.skipped = listing.skipped;
        self.warnings.clone_from(&listing.warnings);
        self.known = listing.sessions.iter().map(|session| (session.id.clone(), session.clone())).collect();
        self.report(EngineUpdate::Snapshot(listing)).await
    }

    fn knows(&self, listing: &Listing) -> bool {
        listing.sessions.len() == self.known.len()
            && listing.sessions.iter().all(|session| self.known.get(&session.id) == Some(session))
    }

    /// Reports once that the engine is away. Always ends the connection.
    async fn away(&mut self, error: Error, since: Timestamp) -> Result<(), Disconnect> {
        if let Some(recorder) = &self.recorder {
            // Each time: something of it may have been seen meanwhile.
            recorder.see(Seen::Away(self.lost.map_or(since, |lost| lost.min(since))));
        }
        if self.reported != Reported::Away {
            self.reported = Reported::Away;
            self.report(EngineUpdate::Away { error, since }).await?;
        }
        Err(Disconnect::Lost)
    }

    async fn report(&self, change: EngineUpdate) -> Result<(), Disconnect> {
        self.changes.send(change).await.map_err(|_| Disconnect::ReceiverDropped)
    }
}

/// Waits until that time, or forever.
async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}

/// Waits until the window is shown or hidden; forever if the sender is gone.
async fn shown_or_hidden(hidden: &mut watch::Receiver<bool>) {
    if hidden.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}
