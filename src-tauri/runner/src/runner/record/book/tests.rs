#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use berth_archive::RunFacts;

use super::*;
use crate::parse::{rows, samples};
use crate::runner::record::span::Span;

const ID: &str = samples::ID;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
}

fn event(what: What, millis: i64, exit_code: Option<i64>) -> Seen {
    let (id, at) = (ID.to_owned(), Some(at(millis)));
    Seen::Event(EventLine { id, name: None, what, at, exit_code, signal: None })
}

/// A look at a container that started then, and ended if it has a code.
fn look(started: i64, ended: Option<(i64, i64)>, policy: &str) -> Seen {
    let mut row = rows::parse(samples::PODMAN_EXITED.as_bytes()).rows.remove(0);
    row["HostConfig"]["RestartPolicy"]["Name"] = policy.into();
    row["State"]["StartedAt"] = at(started).to_string().into();
    match ended {
        Some((ended, code)) => {
            row["State"]["FinishedAt"] = at(ended).to_string().into();
            row["State"]["ExitCode"] = code.into();
        }
        None => row["State"]["Status"] = "running".into(),
    }
    let session = inspect::session("podman", &row).unwrap();
    Seen::Looked(vec![(session, row)])
}

fn book() -> Book {
    Book::new("podman".to_owned(), true, HistorySettings::default())
}

fn told(book: &mut Book, seen: impl IntoIterator<Item = Seen>) -> Vec<Step> {
    seen.into_iter().flat_map(|seen| book.take(seen, at(0))).collect()
}

/// The last that was told of each run, in order of their starts.
fn runs(steps: &[Step]) -> Vec<RunFacts> {
    let mut runs: Vec<RunFacts> = Vec::new();
    for step in steps {
        let Step::Run(_, facts) = step else { continue };
        let same = |run: &&mut RunFacts| {
            facts.started_at == run.started_at
                || facts.exact && !run.exact && run.ended_at.is_none_or(|end| end > facts.started_at)
        };
        match runs.iter_mut().find(same) {
            Some(run) => run.clone_from(facts),
            None => runs.push(facts.clone()),
        }
    }
    runs
}

fn logs(steps: &[Step]) -> Vec<(Span, bool)> {
    let log = |step: &Step| match step {
        Step::Log(kept) => Some((kept.span, kept.facts.ended_at.is_some())),
        _ => None,
    };
    steps.iter().filter_map(log).collect()
}

#[test]
fn a_run_is_told_by_events_and_looks_in_any_order() {
    let story = || {
        vec![
            event(What::Started, 40, None),
            look(0, None, "no"),
            event(What::Ended, 500, Some(3)),
            look(0, Some((490, 3)), "no"),
        ]
    };
    // The look at the start comes late, or not at all; that at the end first.
    for order in [vec![0, 1, 2, 3], vec![1, 0, 2, 3], vec![0, 2, 3], vec![0, 3, 2], vec![3, 0, 2]] {
        let mut story: Vec<Option<Seen>> = story().into_iter().map(Some).collect();
        let seen: Vec<Seen> = order.iter().map(|index| story[*index].take().unwrap()).collect();
        let steps = told(&mut book(), seen);
        let [run] = &runs(&steps)[..] else { panic!("{order:?}: {:?}", runs(&steps)) };
        assert_eq!((run.started_at, run.exact, run.exit_code), (at(0), true, Some(3)), "{order:?}");
        assert!(run.ended_at.is_some_and(|ended| ended >= at(490) && ended <= at(500)), "{order:?}");
        assert_eq!(logs(&steps).last(), Some(&(Span::default(), true)), "{order:?}");
    }
}

#[test]
fn a_loop_has_each_run_with_its_own_reason() {
    let mut book = book();
    let mut steps = told(&mut book, [look(0, None, "always")]);
    for run in 0..300 {
        let (start, end) = (run * 200, run * 200 + 80);
        steps.extend(told(
            &mut book,
            [event(What::Started, start + 30, None), event(What::Ended, end, Some(run % 250))],
        ));
        // The look comes when the next run is under way already, now and then.
        if run % 7 == 0 {
            steps.extend(told(&mut book, [look(start, Some((end, run % 250)), "always")]));
        }
    }
    let runs = runs(&steps);
    assert_eq!(runs.len(), 300);
    for (run, facts) in (0_i64..).zip(&runs) {
        assert_eq!(facts.exit_code, Some(run % 250), "{run}");
    }
    let ended: Vec<Span> =
        logs(&steps).into_iter().filter(|(_, ended)| *ended).map(|(span, _)| span).collect();
    assert_eq!(ended.len(), 300);
    // Each begins where the one before ends, or a little later.
    for pair in ended.windows(2) {
        assert!(pair[0].until.unwrap() <= pair[1].since.unwrap(), "{pair:?}");
    }
}

/// podman 4.3: a run of half a millisecond, whose start is told a millisecond after its end.
#[test]
fn a_run_that_was_over_before_its_event_is_one_run() {
    let story =
        || vec![event(What::Started, 2, None), event(What::Ended, 8, Some(3)), look(0, Some((1, 3)), "no")];
    for order in [[0, 1, 2], [0, 2, 1], [2, 0, 1]] {
        let mut story: Vec<Option<Seen>> = story().into_iter().map(Some).collect();
        let seen: Vec<Seen> = order.iter().map(|index| story[*index].take().unwrap()).collect();
        let steps = told(&mut book(), seen);
        let [run] = &runs(&steps)[..] else { panic!("{order:?}: {:?}", runs(&steps)) };
        assert_eq!((run.started_at, run.exit_code), (at(0), Some(3)), "{order:?}");
    }
}

/// podman 4.3 on a busy machine: the start of a run of 18 ms is told 145 ms after its end, and of another
/// a second after it. The next one is another.
#[test]
fn a_run_that_was_over_long_before_its_event_is_one_run() {
    let story = || {
        [
            event(What::Started, 163, None),
            event(What::Ended, 180, Some(3)),
            look(0, Some((18, 3)), "always"),
            event(What::Started, 1500, None),
            event(What::Ended, 1510, Some(4)),
            look(400, Some((401, 4)), "always"),
            event(What::Started, 1600, None),
        ]
    };
    // Looks may be quicker than the events of their runs, or slower than the next one's.
    for order in [[0, 1, 2, 3, 4, 5, 6], [2, 0, 1, 5, 3, 4, 6], [0, 2, 1, 3, 5, 4, 6], [0, 1, 2, 3, 4, 6, 5]]
    {
        let mut story = story().map(Some);
        let seen = order.map(|index| story[index].take().unwrap());
        // Something was heard of it before.
        let before = [event(What::Ended, -1000, Some(0))];
        let steps = told(&mut book(), before.into_iter().chain(seen));
        let told: Vec<_> = runs(&steps).iter().map(|run| (run.started_at, run.exit_code)).collect();
        assert_eq!(told, [(at(0), Some(3)), (at(400), Some(4)), (at(1600), None)], "{order:?}");
    }
}

/// On a busy machine a look knows of a run that is over before the events of those before it are read.
#[test]
fn a_run_whose_events_are_slower_than_the_look_at_the_next_one_is_told() {
    let seen = [
        event(What::Ended, -1000, Some(0)),
        look(400, Some((401, 4)), "always"),
        event(What::Started, 163, None),
        event(What::Ended, 180, Some(3)),
        event(What::Started, 405, None),
        event(What::Ended, 410, Some(4)),
        event(What::Started, 1600, None),
    ];
    let told: Vec<_> =
        runs(&told(&mut book(), seen)).iter().map(|run| (run.started_at, run.exit_code)).collect();
    assert_eq!(told, [(at(400), Some(4)), (at(163), Some(3)), (at(1600), None)]);
}

#[test]
fn events_that_are_told_twice_change_nothing() {
    let mut book = book();
    let story = || [event(What::Started, 40, None), event(What::Ended, 500, Some(3))];
    let first = told(&mut book, story());
    assert_eq!(runs(&first).len(), 1);
    assert_eq!(told(&mut book, story()), []);
}

#[test]
fn want_of_memory_belongs_to_the_run_that_it_ended() {
    for (code, killed) in [(137, true), (0, false)] {
        let mut book = book();
        let steps = told(
            &mut book,
            [
                event(What::Started, 0, None),
                event(What::OutOfMemory, 90, None),
                event(What::Ended, 100, Some(code)),
                event(What::Started, 300, None),
                event(What::Ended, 400, Some(137)),
            ],
        );
        let [first, second] = &runs(&steps)[..] else { panic!("{steps:?}") };
        assert_eq!((first.oom_killed, first.oom_within), (killed, !killed));
        assert_eq!((second.oom_killed, second.oom_within), (false, false));
    }
}

#[test]
fn an_engine_that_goes_away_with_all_its_sessions_was_shut_down() {
    let mut book = book();
    told(&mut book, [look(0, None, "no"), event(What::Ended, 500, Some(137))]);
    let away = || [Seen::Away(at(0))];
    let steps = told(&mut book, away());
    assert!(matches!(steps[..], [Step::Shutdown(_), Step::Run(..)]), "{steps:?}");
    assert_eq!(told(&mut book, away()), []);

    let mut lives_on = self::book();
    told(&mut lives_on, [look(0, None, "no")]);
    assert_eq!(told(&mut lives_on, away()), []);
}

#[test]
fn the_time_in_which_the_engine_was_away_is_told_once_before_what_became_of_its_runs() {
    let mut book = book();
    told(&mut book, [look(-9_000, None, "no")]);
    assert!(!book.is_away());
    assert_eq!(told(&mut book, [Seen::Away(at(-5_000)), Seen::Away(at(-2_000))]), []);
    assert!(book.is_away());
    let steps = told(&mut book, [look(-9_000, Some((-3_000, 3)), "no"), Seen::Gone(Vec::new())]);
    let [Step::Missed(from, to), Step::Run(_, ended), ..] = &steps[..] else { panic!("{steps:?}") };
    assert_eq!((*from, *to, ended.exit_code), (at(-5_000), at(0), Some(3)));
    assert!(!book.is_away() && steps[1..].iter().all(|step| !matches!(step, Step::Missed(..))));
}

#[test]
fn who_is_not_in_a_snapshot_is_gone() {
    let mut book = book();
    told(&mut book, [look(0, None, "no")]);
    // The archive may know of more.
    let all = [Step::All(vec![ID.to_owned()])];
    assert_eq!(told(&mut book, [Seen::All(vec![ID.to_owned()])]), all);
    assert_eq!(told(&mut book, [Seen::All(vec![ID.to_owned()])]), []);
    assert!(matches!(told(&mut book, [Seen::All(Vec::new())])[..], [Step::Gone(_)]));
    assert_eq!(told(&mut book, [Seen::Gone(vec![ID.to_owned()])]), []);
    book.forget();
    assert_eq!(told(&mut book, [Seen::All(Vec::new())]), [Step::All(Vec::new())]);
}

#[test]
fn one_that_is_younger_than_the_list_is_not_gone() {
    let mut book = book();
    told(&mut book, [event(What::Started, 0, None)]);
    assert_eq!(told(&mut book, [Seen::All(Vec::new())]), [Step::All(vec![ID.to_owned()])]);
}

/// The events of a restart come before the answer to a look at what was there before.
#[test]
fn a_run_from_before_the_first_event_is_another() {
    let mut book = book();
    let steps = told(&mut book, [event(What::Started, 240, None), look(0, Some((80, 3)), "always")]);
    let [Step::Run(_, second), Step::Session(_), Step::Run(_, first), ..] = &steps[..] else {
        panic!("{steps:?}")
    };
    assert_eq!((first.started_at, first.exit_code, first.exact), (at(0), Some(3), true));
    assert_eq!((second.started_at, second.ended_at), (at(240), None));
}

#[test]
fn health_is_told_when_it_changes() {
    let mut book = book();
    let checked = |verdict: &str, millis| event(What::Checked(Some(verdict.to_owned())), millis, None);
    let steps = told(
        &mut book,
        [look(0, None, "no"), checked("healthy", 10), checked("healthy", 20), checked("unhealthy", 30)],
    );
    let verdicts: Vec<_> = steps.iter().filter(|step| matches!(step, Step::Health(..))).collect();
    assert_eq!(verdicts.len(), 2, "{steps:?}");
}

#[test]
fn a_resized_terminal_is_no_signal_to_end() {
    for (signal, told) in [(Some("28"), false), (Some("15"), true), (Some("SIGKILL"), true), (None, true)] {
        assert_eq!(ends(signal), told, "{signal:?}");
    }
}

#[test]
fn one_that_never_ran_is_described_and_has_no_run() {
    let row = rows::parse(samples::DOCKER_CREATED.as_bytes()).rows.remove(0);
    let session = inspect::session("docker", &row).unwrap();
    let steps = told(&mut book(), [Seen::Looked(vec![(session.clone(), row.clone())])]);
    assert!(matches!(&steps[..], [Step::Session(_)]), "{steps:?}");
    // Its start failed.
    let failed = Session { error: Some("exec: not found".to_owned()), ..session };
    let steps = told(&mut book(), [Seen::Looked(vec![(failed, row)])]);
    assert!(runs(&steps)[0].error.is_some(), "{steps:?}");
}
