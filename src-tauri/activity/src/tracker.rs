//! What a session does, over time.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::activity::Activity;
use crate::verdict::Verdict;

/// What a session does, since when, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Reading {
    /// What it does.
    pub activity: Activity,
    /// Since when.
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub since: Timestamp,
    /// Why; `None` where no rule decides.
    pub verdict: Option<Verdict>,
}

/// What a session does, over time.
///
/// It is done when it worked or asked, is idle now, and nobody has looked at it since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracker {
    reading: Reading,
    unseen: bool,
}

impl Tracker {
    /// Nothing is known yet.
    pub fn new(now: Timestamp) -> Self {
        Self { reading: Reading { activity: Activity::Unknown, since: now, verdict: None }, unseen: false }
    }

    /// What it does now.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Takes what the rules say now; returns the reading if it changed.
    pub fn observe(&mut self, verdict: Option<Verdict>, now: Timestamp) -> Option<&Reading> {
        let judged = verdict.as_ref().map_or(Activity::Unknown, |verdict| verdict.activity);
        if matches!(judged, Activity::Works | Activity::Asks) {
            self.unseen = true;
        }
        let activity = if judged == Activity::Idle && self.unseen { Activity::Done } else { judged };
        self.change(activity, verdict, now)
    }

    /// Somebody looks at it now; returns the reading if it changed.
    pub fn seen(&mut self, now: Timestamp) -> Option<&Reading> {
        self.unseen = matches!(self.reading.activity, Activity::Works | Activity::Asks);
        let verdict = self.reading.verdict.clone();
        let activity = match self.reading.activity {
            Activity::Done => Activity::Idle,
            other => other,
        };
        self.change(activity, verdict, now)
    }

    fn change(&mut self, activity: Activity, verdict: Option<Verdict>, now: Timestamp) -> Option<&Reading> {
        let since = if activity == self.reading.activity { self.reading.since } else { now };
        let reading = Reading { activity, since, verdict };
        if self.reading == reading {
            return None;
        }
        self.reading = reading;
        Some(&self.reading)
    }
}
