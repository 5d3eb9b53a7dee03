//! Which run is meant: engines and their events tell of the same start at different times.
//!
//! Pure, for the archive and for whoever tells it: both have to see the same runs.

use jiff::{SignedDuration, Timestamp};

use crate::run::RunFacts;

/// Engines print the same start with more or fewer digits.
pub(crate) const SAME: SignedDuration = SignedDuration::from_millis(1);

/// The longest that an event comes after the start that it tells of.
const LATE: SignedDuration = SignedDuration::from_secs(5);

/// The longest that an event of a start comes after the end of its own run, where nothing but times
/// tells: podman 4.3 tells of a run of half a millisecond a millisecond after it was over, on a busy
/// machine up to a second after that. The next run begins later: after 80 ms at least where podman
/// starts it, after 230 ms where docker 20.10 does.
const BEHIND: SignedDuration = SignedDuration::from_millis(75);

/// A start, as somebody tells of it, and the end that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// The time of the start, by the engine's clock as the other times.
    pub started_at: Timestamp,
    /// Whether that is the engine's own time, and not that of an event.
    pub exact: bool,
    /// The time of the end; `None` where none is known.
    pub ended_at: Option<Timestamp>,
    /// The event that tells of this start.
    pub event: StartEvent,
}

/// What is known of the event of an exact start. Engines tell of a start while they hold the
/// container, so its event comes before the next start, and before the event of its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartEvent {
    /// Nothing but times tells.
    Unknown,
    /// Whoever watches will hear of it, or did: it is the first one after the start.
    Next,
    /// It had this time.
    At(Timestamp),
}

impl From<&RunFacts> for Life {
    fn from(facts: &RunFacts) -> Self {
        let event = facts.told_at.map_or(StartEvent::Unknown, StartEvent::At);
        Self { started_at: facts.started_at, exact: facts.exact, ended_at: facts.ended_at, event }
    }
}

/// The index of the run among those `known` that `told` is about; `None` for a new one.
///
/// An event belongs to the last exact start before it, and an exact start to the first event after
/// it, unless another exact start lies between; where nothing but times tells, unless that run was
/// over by then.
pub fn same_run(known: &[Life], told: &Life) -> Option<usize> {
    let exactly = |run: &Life| run.started_at.duration_since(told.started_at).abs() <= SAME;
    let lives = known.iter().enumerate();
    if let Some((index, _)) = lives.clone().filter(|(_, run)| exactly(run)).max_by_key(|(_, run)| run.exact) {
        return Some(index);
    }
    if let (true, StartEvent::At(event)) = (told.exact, told.event) {
        let is_it = |run: &Life| !run.exact && run.started_at.duration_since(event).abs() <= SAME;
        return known.iter().position(is_it);
    }
    if told.exact {
        let after = lives.clone().filter(|(_, run)| !run.exact && tells(told, run.started_at));
        let (index, event) = after.min_by_key(|(_, run)| run.started_at)?;
        let between =
            |run: &Life| run.exact && told.started_at < run.started_at && run.started_at <= event.started_at;
        (!known.iter().any(between)).then_some(index)
    } else {
        let before = lives.filter(|(_, run)| run.exact && tells(run, told.started_at));
        before.max_by_key(|(_, run)| run.started_at).map(|(index, _)| index)
    }
}

/// Whether an event at `event` may tell of the start of the run `exact`.
fn tells(exact: &Life, event: Timestamp) -> bool {
    let late = event.duration_since(exact.started_at);
    let over = || {
        exact.ended_at.is_some_and(|ended| event.duration_since(ended) > BEHIND && ended > exact.started_at)
    };
    let can_be = match exact.event {
        StartEvent::Unknown => !over(),
        StartEvent::Next => true,
        // It may be told again.
        StartEvent::At(known) => event.duration_since(known).abs() <= SAME,
    };
    late >= -SAME && late <= LATE && can_be
}

/// The index of the run among those `known` that an end at `ended` belongs to: the last that began
/// before it. `None` where there is none, and where that is known to have ended at another time.
pub fn ended_run(known: &[Life], ended: Timestamp) -> Option<usize> {
    let began = known.iter().enumerate().filter(|(_, run)| run.started_at.duration_since(ended) <= SAME);
    let (index, last) = began.max_by_key(|(_, run)| run.started_at)?;
    let told = last.ended_at.is_none_or(|known| known.duration_since(ended).abs() <= LATE);
    told.then_some(index)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn at(milliseconds: i64) -> Timestamp {
        Timestamp::from_millisecond(1_700_000_000_000 + milliseconds).unwrap()
    }

    fn exact(start: i64, end: Option<i64>) -> Life {
        Life { started_at: at(start), exact: true, ended_at: end.map(at), event: StartEvent::Unknown }
    }

    fn next(start: i64, end: i64) -> Life {
        Life { event: StartEvent::Next, ..exact(start, Some(end)) }
    }

    fn told(start: i64, end: i64, event: i64) -> Life {
        Life { event: StartEvent::At(at(event)), ..exact(start, Some(end)) }
    }

    fn event(start: i64) -> Life {
        Life { started_at: at(start), exact: false, ended_at: None, event: StartEvent::Unknown }
    }

    #[test]
    fn starts_that_are_the_same_and_those_that_are_not() {
        let cases: &[(&str, &[Life], Life, Option<usize>)] = &[
            ("nothing is known", &[], exact(0, None), None),
            ("the same time", &[exact(0, None)], exact(0, None), Some(0)),
            ("fewer digits", &[exact(0, None)], exact(1, None), Some(0)),
            ("two milliseconds", &[exact(0, None)], exact(2, None), None),
            ("an event after its start", &[exact(0, None)], event(40), Some(0)),
            ("a start after its event", &[event(40)], exact(0, None), Some(0)),
            ("an event before any start", &[exact(100, None)], event(40), None),
            ("a start after that event is another", &[event(40)], exact(100, None), None),
            ("an event much later", &[exact(0, None)], event(5_001), None),
            ("the run was over by then", &[exact(0, Some(80))], event(200), None),
            ("it ended after the event", &[exact(0, Some(80))], event(40), Some(0)),
            ("a run that was over before its event", &[exact(0, Some(1))], event(2), Some(0)),
            ("its event came first", &[event(2)], exact(0, Some(1)), Some(0)),
            ("the last start before", &[exact(0, None), exact(200, None)], event(240), Some(1)),
            ("the first event after", &[event(40), event(240)], exact(200, None), Some(1)),
            ("an event of a run of its own", &[event(40), exact(200, None)], exact(100, None), None),
            ("the same event twice", &[event(40)], event(40), Some(0)),
            ("two events", &[event(40)], event(240), None),
            ("an end that says that it is another", &[event(240)], exact(0, Some(80)), None),
            ("exact before an event of the same time", &[event(0), exact(0, None)], exact(0, None), Some(1)),
            // podman 4.3 on a busy machine: the event of a run of 18 ms came 163 ms after its start.
            ("a late event that is the next", &[next(0, 18)], event(163), Some(0)),
            ("the same, and it came first", &[event(163)], next(0, 18), Some(0)),
            ("the next start lies between", &[next(0, 18), next(150, 170)], event(163), Some(1)),
            ("its event is known", &[told(0, 18, 30)], event(50), None),
            ("its event is told again", &[told(0, 18, 163)], event(163), Some(0)),
            ("its event is known and was noted", &[event(163), event(600)], told(0, 18, 163), Some(0)),
            ("its event was noted by nobody", &[event(600)], told(0, 18, 163), None),
            // podman 4.3 keeps the end of the last run while the next goes on.
            ("an end before the start tells nothing", &[exact(100, Some(0))], event(140), Some(0)),
        ];
        for (name, known, told, expected) in cases {
            assert_eq!(same_run(known, told), *expected, "{name}");
        }
    }

    #[test]
    fn ends_of_a_run_and_of_others() {
        let cases: &[(&str, &[Life], i64, Option<usize>)] = &[
            ("nothing is known", &[], 900, None),
            ("it goes on", &[exact(0, None)], 900, Some(0)),
            ("told before", &[exact(0, Some(100))], 130, Some(0)),
            ("it ended long before", &[exact(0, Some(100))], 9_000, None),
            ("it began later", &[exact(100, None)], 50, None),
            ("at once", &[exact(100, None)], 100, Some(0)),
            ("the last of two", &[exact(0, Some(80)), exact(200, None)], 280, Some(1)),
            ("the one before", &[exact(0, None), exact(200, None)], 80, Some(0)),
            ("in any order", &[exact(200, None), exact(0, Some(80))], 280, Some(0)),
        ];
        for (name, known, end, expected) in cases {
            assert_eq!(ended_run(known, at(*end)), *expected, "{name}");
        }
    }

    #[test]
    fn a_restart_loop_has_as_many_runs_as_it_had_in_any_order() {
        // 300 runs of 80 ms each, one every 200 ms, told by event and by the engine.
        let mut told: Vec<Life> =
            (0..300).flat_map(|n| [exact(n * 200, Some(n * 200 + 80)), event(n * 200 + 30)]).collect();
        for seed in 0..20 {
            fastrand::Rng::with_seed(seed).shuffle(&mut told);
            let mut known: Vec<Life> = Vec::new();
            for life in &told {
                match same_run(&known, life) {
                    Some(index) if life.exact => known[index] = *life,
                    Some(_) => {}
                    None => known.push(*life),
                }
            }
            assert_eq!(known.len(), 300, "seed {seed}");
            assert!(known.iter().all(|life| life.exact), "seed {seed}");
        }
    }
}
