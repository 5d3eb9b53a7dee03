//! Counts what happens in a session while nobody looks at it. Pure.

use berth_activity::Activity;
use berth_terminal::Tally;
use jiff::Timestamp;

use super::wire::Away;

/// What happened since the person looked away.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    away: Option<Away>,
    asks: bool,
    last: Option<Tally>,
}

impl Ledger {
    /// Goes on from what was kept.
    pub fn resume(away: Option<Away>, asks: bool) -> Self {
        Self { away, asks, last: None }
    }

    pub fn away(&self) -> Option<Away> {
        self.away
    }

    /// The person looks at it, or away from it.
    pub fn look(&mut self, in_sight: bool, now: Timestamp) {
        self.away = match (in_sight, self.away) {
            (true, _) => None,
            (false, Some(away)) => Some(away),
            (false, None) => Some(Away { since: now, lines: 0, asked: 0, errors: 0, restarts: 0 }),
        };
    }

    /// Another terminal tells from now on: its past was counted by the one before.
    pub fn switch(&mut self) {
        self.last = None;
    }

    /// What the session does now, and what its terminal has seen.
    pub fn note(&mut self, activity: Activity, tally: Tally) {
        let asks = activity == Activity::Asks;
        let asked_before = std::mem::replace(&mut self.asks, asks);
        let asked_anew = asks && !asked_before;
        let last = self.last.replace(tally).unwrap_or(tally);
        let Some(away) = &mut self.away else { return };
        let more = |now: u64, then: u64| u32::try_from(now.saturating_sub(then)).unwrap_or(u32::MAX);
        away.lines = away.lines.saturating_add(more(tally.lines, last.lines));
        away.errors = away.errors.saturating_add(more(tally.failed, last.failed));
        away.asked = away.asked.saturating_add(u32::from(asked_anew));
    }

    /// It began other runs.
    pub fn restarted(&mut self, times: u32) {
        if let Some(away) = &mut self.away {
            away.restarts = away.restarts.saturating_add(times);
        }
    }

    /// A run of it ended in a fault.
    pub fn failed(&mut self) {
        if let Some(away) = &mut self.away {
            away.errors = away.errors.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::constant(second, 0)
    }

    fn tally(lines: u64, failed: u64) -> Tally {
        Tally { lines, failed }
    }

    #[test]
    fn what_happens_while_nobody_looks_is_counted() {
        let mut ledger = Ledger::default();
        ledger.look(true, at(1));
        ledger.note(Activity::Works, tally(500, 3));
        assert_eq!(ledger.away(), None);
        ledger.look(false, at(10));
        ledger.note(Activity::Works, tally(510, 3));
        ledger.note(Activity::Asks, tally(512, 4));
        // The same question, drawn again.
        ledger.note(Activity::Asks, tally(513, 4));
        ledger.note(Activity::Works, tally(513, 4));
        ledger.note(Activity::Asks, tally(514, 4));
        ledger.restarted(2);
        ledger.failed();
        ledger.look(false, at(20));
        assert_eq!(ledger.away(), Some(Away { since: at(10), lines: 14, asked: 2, errors: 2, restarts: 2 }));
        ledger.look(true, at(30));
        assert_eq!(ledger.away(), None);
    }

    #[test]
    fn the_past_of_another_terminal_is_counted_once() {
        let mut ledger = Ledger::default();
        ledger.look(false, at(1));
        ledger.note(Activity::Idle, tally(100, 0));
        ledger.note(Activity::Idle, tally(107, 0));
        ledger.switch();
        ledger.note(Activity::Idle, tally(3000, 9));
        ledger.note(Activity::Idle, tally(3001, 9));
        assert_eq!(ledger.away().map(|away| (away.lines, away.errors)), Some((8, 0)));
    }

    #[test]
    fn a_question_of_before_the_app_was_ended_is_not_asked_anew() {
        let away = Away { since: at(1), lines: 5, asked: 1, errors: 0, restarts: 0 };
        let mut ledger = Ledger::resume(Some(away), true);
        ledger.note(Activity::Asks, tally(40, 0));
        assert_eq!(ledger.away(), Some(away));
        ledger.note(Activity::Idle, tally(41, 0));
        ledger.note(Activity::Asks, tally(42, 0));
        assert_eq!(ledger.away(), Some(Away { lines: 7, asked: 2, ..away }));
    }
}
