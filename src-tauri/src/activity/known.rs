//! What is known of one session, and what of it is news.

use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_activity::{Activity, Reading, Tracker};
use berth_archive::{Ending, SessionKey};
use berth_observer::Observer;
use berth_runner::Session;
use berth_terminal::{Size, Tally};
use jiff::Timestamp;

use super::away::Ledger;
use super::carried::Carried;
use super::marks::Mark;
use super::source::{Running, Source};
use super::wire::{NotObserved, SessionActivity, Watched};
use crate::error::WireError;

/// When a client that could not be started is tried again.
const RETRY: Duration = Duration::from_secs(10);
/// What only counts on is sent this seldom.
const COUNTS_INTERVAL: Duration = Duration::from_secs(1);

pub struct Known {
    pub session: Session,
    pub by: Watched,
    pub running: Option<Running>,
    /// Columns and rows that its terminal had last.
    pub size: Option<Size>,
    /// Why no client of it could be started, and when it is tried again.
    failed: Option<(WireError, Instant)>,
    carried: Carried,
    ledger: Ledger,
    /// What notices know that it asks.
    asked: Option<String>,
    sent: Option<SessionActivity>,
    told_at: Option<Instant>,
}

impl Known {
    /// A session that the list shows for the first time; `mark` is what was kept of it.
    pub fn new(session: Session, mark: Option<Mark>, by: Watched, now: Timestamp) -> Self {
        let size = mark.as_ref().and_then(Mark::size);
        let away = mark.as_ref().and_then(|mark| mark.away);
        let mark = mark.filter(|mark| mark.began == session.started_at);
        let carried = Carried::new(mark.map(|mark| (mark.tracker, mark.since)), now);
        let asks = carried.tracker().reading().activity == Activity::Asks;
        Self {
            session,
            by,
            running: None,
            size,
            failed: None,
            carried,
            ledger: Ledger::resume(away, asks),
            asked: None,
            sent: None,
            told_at: None,
        }
    }

    pub fn source(&self) -> Option<&Source> {
        self.running.as_ref().map(|running| &running.source)
    }

    /// What was known of it, for who tells next.
    pub fn tracker(&self) -> Tracker {
        self.carried.tracker().clone()
    }

    /// Who has read the run that has ended now, as the list shows it.
    pub fn observer_of_end(&self, now: &Session) -> Option<Arc<Observer>> {
        let has_ended = now.state.has_ended() && !self.session.state.has_ended();
        match self.source()? {
            Source::Observed(observer) if has_ended => Some(Arc::clone(observer)),
            _ => None,
        }
    }

    /// The list shows it so now.
    pub fn see(&mut self, session: Session, now: Timestamp) {
        let before = std::mem::replace(&mut self.session, session);
        let session = &self.session;
        if let Some(running) = &self.running {
            running.update(Some(session));
        }
        let again = session.started_at.is_some()
            && before.started_at.is_some()
            && session.started_at != before.started_at;
        if again {
            let more = session.restart_count.saturating_sub(before.restart_count);
            self.ledger.restarted(more.max(1));
            let goes_on = self.source().is_some_and(Source::is_observed);
            self.carried.begin_anew((!goes_on).then(|| Tracker::new(now)));
        }
        let ended = session.state.has_ended() && !before.state.has_ended();
        let ending = Ending::of(session.exit_code, session.oom_killed, session.oom_within);
        let failed = matches!(ending, Ending::Failed | Ending::NotStarted | Ending::OutOfMemory);
        if ended && failed {
            self.ledger.failed();
        }
    }

    /// Another source tells from now on, or none.
    pub fn switch(&mut self, running: Option<Running>) {
        let last = self.source().filter(|source| source.is_ready()).map(Source::tracker);
        self.carried.switch(last, Instant::now());
        (self.running, self.failed) = (running, None);
        self.ledger.switch();
    }

    /// No client could be started.
    pub fn fail(&mut self, error: WireError, now: Instant) {
        self.failed = Some((error, now + RETRY));
    }

    /// Why no client could be started.
    pub fn failure(&self) -> Option<&WireError> {
        self.failed.as_ref().map(|(error, _)| error)
    }

    /// When to try again, where that is not now.
    pub fn retry_at(&self, now: Instant) -> Option<Instant> {
        self.failed.as_ref().map(|(_, at)| *at).filter(|at| *at > now)
    }

    /// The person looks at it, or away from it.
    pub fn look(&mut self, in_sight: bool, now: Timestamp) {
        self.ledger.look(in_sight, now);
    }

    /// Takes over what its source says. What is in sight is seen at once.
    pub fn refresh(&mut self, in_sight: bool) {
        let Some(source) = self.running.as_ref().map(|running| &running.source) else { return };
        if !source.is_ready() {
            return;
        }
        if in_sight {
            source.seen();
        }
        let (tracker, tally) = (source.tracker(), source.tally());
        self.take(tracker, tally, Instant::now());
    }

    /// Its source says this.
    fn take(&mut self, tracker: Tracker, tally: Tally, now: Instant) {
        self.carried.take(tracker, now);
        self.ledger.note(self.carried.reading(now).activity, tally);
    }

    /// What its session asks, where the person has to be told.
    pub fn question(&self, now: Instant) -> Option<String> {
        let Reading { activity, verdict, .. } = self.carried.reading(now);
        let asks = self.is_told() && activity == Activity::Asks && !self.carried.is_of_last_time();
        asks.then(|| verdict.map(|verdict| verdict.evidence).unwrap_or_default())
    }

    /// What it asks now, where that is news.
    pub fn question_news(&mut self, now: Instant) -> Option<Option<String>> {
        let asked = self.question(now);
        if asked == self.asked {
            return None;
        }
        self.asked.clone_from(&asked);
        Some(asked)
    }

    /// Whether what is known of it is so now.
    fn is_told(&self) -> bool {
        self.carried.is_current() && !matches!(self.by(), Watched::NotObserved { .. })
    }

    fn by(&self) -> Watched {
        match self.source() {
            Some(source) if source.is_failing() => Watched::NotObserved { reason: NotObserved::Failed },
            _ => self.by,
        }
    }

    /// What a window is to know of it.
    pub fn activity(&self) -> SessionActivity {
        let Reading { activity, since, verdict } = self.carried.reading(Instant::now());
        let (engine, session) = (self.session.engine.clone(), self.session.id.clone());
        let away = self.ledger.away();
        let (activity, why) = if self.is_told() { (activity, verdict) } else { (Activity::Unknown, None) };
        SessionActivity { engine, session, activity, since, why, by: self.by(), away }
    }

    /// The news for windows. Counts alone are sent seldom.
    pub fn news(&mut self, now: Instant) -> Option<SessionActivity> {
        let activity = self.activity();
        if let Some(sent) = &self.sent {
            let same_but_counts = SessionActivity { away: sent.away, ..activity.clone() } == *sent
                && sent.away.map(|away| away.since) == activity.away.map(|away| away.since);
            let is_early = self.told_at.is_some_and(|at| now.duration_since(at) < COUNTS_INTERVAL);
            if activity == *sent || same_but_counts && is_early {
                return None;
            }
        }
        self.sent = Some(activity.clone());
        self.told_at = Some(now);
        Some(activity)
    }

    /// Whether windows have to get more in a moment: what was counted, or what is so once it has settled.
    pub fn owes(&self) -> bool {
        let owes_counts = self.sent.as_ref().is_some_and(|sent| sent.away != self.ledger.away());
        owes_counts || self.carried.is_open()
    }

    /// What is to be kept of it.
    pub fn mark(&self, key: &SessionKey) -> Mark {
        let size = self.size.map(|size| (size.cols, size.rows));
        let since = self.carried.reading(Instant::now()).since;
        let (began, tracker, away) = (self.session.started_at, self.tracker(), self.ledger.away());
        Mark { key: key.clone(), began, since, tracker, away, size }
    }
}

#[cfg(test)]
#[path = "known_tests.rs"]
mod tests;
