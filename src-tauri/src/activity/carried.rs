//! What a session does, carried over from one source to the next: a new one begins with nothing, and what was so
//! before counts until it knows better. Pure.

use std::time::{Duration, Instant};

use berth_activity::{Activity, Reading, Tracker};
use jiff::Timestamp;

/// How long what was known before counts, while a new source knows nothing yet: rules on a screen that is quiet
/// need their time.
pub const SETTLE: Duration = Duration::from_secs(3);

#[derive(Debug)]
pub struct Carried {
    tracker: Tracker,
    /// Whether a source has told of this run since the app began.
    is_current: bool,
    /// What was known before its source began to tell, for as long as that may be so still.
    before: Option<Reading>,
    /// Whether that was before the app began.
    is_of_last_time: bool,
    /// Until when the source may know nothing yet; `None` where it has not told anything.
    settles: Option<Instant>,
}

impl Carried {
    /// Nothing has told of it since the app began. `kept` is what was kept of it, and since when it did that.
    pub fn new(kept: Option<(Tracker, Timestamp)>, now: Timestamp) -> Self {
        let before =
            kept.as_ref().map(|(tracker, since)| Reading { since: *since, ..tracker.reading().clone() });
        let tracker = kept.map_or_else(|| Tracker::new(now), |(tracker, _)| tracker);
        Self { tracker, is_current: false, before, is_of_last_time: true, settles: None }
    }

    /// What was told last.
    pub fn tracker(&self) -> &Tracker {
        &self.tracker
    }

    /// Whether a source has told of this run since the app began.
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// Another run began, of which nothing is known but what a source goes on to tell in `tracker`.
    pub fn begin_anew(&mut self, tracker: Option<Tracker>) {
        if let Some(tracker) = tracker {
            self.tracker = tracker;
        }
        (self.is_current, self.before) = (false, None);
    }

    /// Another source tells from now on; the one before told `last`.
    pub fn switch(&mut self, last: Option<Tracker>, now: Instant) {
        if let Some(tracker) = last {
            self.tracker = tracker;
        }
        if self.is_current {
            self.before = Some(self.reading(now));
            self.is_of_last_time = false;
        }
        self.settles = None;
    }

    /// Its source tells this.
    pub fn take(&mut self, tracker: Tracker, now: Instant) {
        (self.tracker, self.is_current) = (tracker, true);
        self.settles.get_or_insert(now + SETTLE);
        let activity = self.tracker.reading().activity;
        let differs = self.before.as_ref().is_some_and(|before| before.activity != activity);
        if differs && (activity != Activity::Unknown || !self.is_settling(now)) {
            self.before = None;
        }
    }

    /// What it does: what was so before goes on where the source says the same, or nothing yet.
    pub fn reading(&self, now: Instant) -> Reading {
        let reading = self.tracker.reading();
        match &self.before {
            Some(before) if before.activity == reading.activity => {
                Reading { since: before.since.min(reading.since), ..reading.clone() }
            }
            Some(before) if reading.activity == Activity::Unknown && self.is_settling(now) => before.clone(),
            _ => reading.clone(),
        }
    }

    /// Whether it goes on from before the app began.
    pub fn is_of_last_time(&self) -> bool {
        self.is_of_last_time && self.before.is_some()
    }

    /// Whether it has to be seen what is so once its source has settled.
    pub fn is_open(&self) -> bool {
        self.before.is_some() && self.tracker.reading().activity == Activity::Unknown
    }

    fn is_settling(&self, now: Instant) -> bool {
        self.settles.is_none_or(|until| now < until)
    }
}
