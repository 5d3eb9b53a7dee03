//! The runs of a source, for the lines between them.

use berth_archive::RunId;

use crate::filter::Filter;
use crate::row::{Id, Row};

/// Runs of a source whose begins are remembered; of more the oldest go.
const MOST: usize = 10_000;
/// Starts that are the same, in nanoseconds: the archive has them to the millisecond at times.
const SAME: i64 = 2_000_000;

/// What is known of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunFacts {
    /// The id of its container.
    pub container: String,
    /// Its start, in nanoseconds since 1970.
    pub began: i64,
    /// Its end, in nanoseconds since 1970; `None` while it goes on.
    pub ended: Option<i64>,
    /// Its exit code, where it has ended.
    pub exit_code: Option<i64>,
    /// Its number in the archive, where it is kept.
    pub run: Option<RunId>,
    /// Its place among the runs of its name.
    pub number: Option<u32>,
    /// The place of its container among those of its name.
    pub generation: Option<u32>,
}

#[derive(Debug)]
struct Known {
    /// Lines of this time and later are of this run, or of a later one.
    key: i64,
    number: u64,
    facts: RunFacts,
    is_row: bool,
}

/// The runs of one source, in the order of their starts.
#[derive(Debug, Default)]
pub struct Runs {
    known: Vec<Known>,
    next: u64,
    /// How many are no rows.
    hidden: usize,
}

/// What changed when a run was noted.
#[derive(Debug, PartialEq, Eq)]
pub enum Noted {
    Nothing,
    /// Its row has to be shown anew.
    Changed,
    /// It is a new one; from this time up to that of the next its lines are.
    New(std::ops::Range<i64>),
}

impl Runs {
    /// Takes what is known of a run. Lines from `key` on are of it.
    pub fn note(&mut self, key: i64, facts: RunFacts) -> Noted {
        let same = |known: &Known| {
            known.facts.container == facts.container && known.facts.began.abs_diff(facts.began) <= SAME as u64
        };
        if let Some(known) = self.known.iter_mut().rev().find(|known| same(known)) {
            let before = known.facts.clone();
            let RunFacts { ended, exit_code, run, number, generation, .. } = facts;
            known.facts.ended = ended.or(before.ended);
            known.facts.exit_code = exit_code.or(before.exit_code);
            known.facts.run = run.or(before.run);
            known.facts.number = number.or(before.number);
            known.facts.generation = generation.or(before.generation);
            let is_news = known.is_row && known.facts != before;
            return if is_news { Noted::Changed } else { Noted::Nothing };
        }
        let place = self.known.partition_point(|known| known.key <= key);
        let until = self.known.get(place).map_or(i64::MAX, |known| known.key);
        self.known.insert(place, Known { key, number: self.next, facts, is_row: false });
        self.next += 1;
        self.hidden += 1;
        if self.known.len() > MOST {
            let oldest = self.known.remove(0);
            self.hidden -= usize::from(!oldest.is_row);
        }
        Noted::New(key..until)
    }

    /// The rows of the runs that come with a line of this time: of its own run, and with `every` of those before
    /// that pass the filter. Each comes once.
    pub fn due(&mut self, source: usize, key: i64, every: Option<&Filter>, rows: &mut Vec<Row>) {
        self.due_of(source, key, every, true, rows);
    }

    /// The rows of the runs up to this time that pass a filter, whether they have lines or not.
    pub fn due_without_lines(&mut self, source: usize, key: i64, every: &Filter, rows: &mut Vec<Row>) {
        self.due_of(source, key, Some(every), false, rows);
    }

    fn due_of(&mut self, source: usize, key: i64, every: Option<&Filter>, own: bool, rows: &mut Vec<Row>) {
        if self.hidden == 0 {
            return;
        }
        let end = self.known.partition_point(|known| known.key <= key);
        let start = if every.is_some() { 0 } else { end.saturating_sub(1) };
        for (index, known) in self.known.iter_mut().enumerate().take(end).skip(start) {
            let is_own = own && index + 1 == end;
            if !known.is_row && (is_own || every.is_some_and(|filter| filter.may_pass(source, known.key))) {
                known.is_row = true;
                self.hidden -= 1;
                rows.push(Row { key: known.key, id: Id::run(source, known.number) });
            }
        }
    }

    /// Whether a run of a container is known.
    pub fn knows(&self, container: &str) -> bool {
        self.known.iter().any(|known| known.facts.container == container)
    }

    /// Forgets which are rows.
    pub fn hide(&mut self) {
        self.known.iter_mut().for_each(|known| known.is_row = false);
        self.hidden = self.known.len();
    }

    /// What is known of a run.
    pub fn facts(&self, number: u64) -> Option<&RunFacts> {
        self.known.iter().rev().find(|known| known.number == number).map(|known| &known.facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000_000;

    fn facts(began: i64) -> RunFacts {
        RunFacts { container: "a".to_owned(), began: began * SECOND, ..RunFacts::default() }
    }

    fn due(runs: &mut Runs, at: i64, every: bool) -> Vec<i64> {
        let (mut rows, filter) = (Vec::new(), Filter::default());
        runs.due(0, at * SECOND, every.then_some(&filter), &mut rows);
        rows.iter().map(|row| row.key / SECOND).collect()
    }

    #[test]
    fn a_run_comes_once_and_before_its_first_line() {
        let mut runs = Runs::default();
        assert_eq!(runs.note(10 * SECOND, facts(10)), Noted::New(10 * SECOND..i64::MAX));
        assert_eq!(runs.note(30 * SECOND, facts(30)), Noted::New(30 * SECOND..i64::MAX));
        assert_eq!(runs.note(20 * SECOND, facts(20)), Noted::New(20 * SECOND..30 * SECOND));
        assert_eq!(due(&mut runs, 5, true), [0; 0]);
        assert_eq!(due(&mut runs, 25, false), [20]);
        assert_eq!(due(&mut runs, 29, false), [0; 0]);
        assert_eq!(due(&mut runs, 35, true), [10, 30]);
        runs.hide();
        assert_eq!(due(&mut runs, 35, true), [10, 20, 30]);
    }

    #[test]
    fn what_is_learned_later_is_added() {
        let mut runs = Runs::default();
        runs.note(10 * SECOND, facts(10));
        let later =
            RunFacts { ended: Some(12 * SECOND), exit_code: Some(3), began: 10 * SECOND + SAME, ..facts(10) };
        assert_eq!(runs.note(10 * SECOND, later.clone()), Noted::Nothing);
        due(&mut runs, 10, true);
        assert_eq!(runs.note(10 * SECOND, later.clone()), Noted::Nothing);
        assert_eq!(runs.note(10 * SECOND, RunFacts { run: Some(7), ..later }), Noted::Changed);
        let known = runs.facts(0).cloned();
        let expected = RunFacts { ended: Some(12 * SECOND), exit_code: Some(3), run: Some(7), ..facts(10) };
        assert_eq!(known, Some(expected));
        let other = RunFacts { container: "b".to_owned(), ..facts(10) };
        assert!(matches!(runs.note(10 * SECOND, other), Noted::New(_)));
    }
}
