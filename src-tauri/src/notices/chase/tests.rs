#![expect(clippy::panic, reason = "tests")]

use std::time::Duration;

use berth_archive::{Actor, EndedBy, Ending, LogState, RunId, RunKey, Verb};
use serde_json::json;

use super::chased::{LIMIT, SETTLES};
use super::*;
use crate::test_session;

fn at(second: i64) -> Timestamp {
    Timestamp::constant(second, 0)
}

fn key() -> SessionKey {
    SessionKey { engine: "podman".into(), container: "c".into() }
}

/// A session that began at a second, and ended with a code at another.
fn session(began: i64, ended: Option<(i64, i64)>) -> Session {
    test_session::session(&json!({
        "state": if ended.is_some() { "exited" } else { "running" },
        "startedAt": at(began), "finishedAt": ended.map(|(at_second, _)| at(at_second)),
        "exitCode": ended.map(|(_, code)| code),
    }))
}

fn run(id: RunId, began: i64, ended: Option<i64>) -> Run {
    Run {
        id,
        key: RunKey { session: key(), started_at: at(began) },
        name: "bot".into(),
        own: true,
        image: "debian:12".into(),
        image_id: None,
        number: 1,
        generation: 1,
        ended_at: ended.map(at),
        ending: ended.map(|_| Ending::Killed),
        exit_code: ended.map(|_| 137),
        oom_within: false,
        by: EndedBy::Other,
        grace: None,
        restarts: 0,
        error: None,
        peak_memory: None,
        health: Vec::new(),
        clock_offset: None,
        log: LogState::Unread,
        log_bytes: 0,
        log_lines: 0,
        has_screen: false,
        pinned: false,
        removed: false,
        unwatched: None,
    }
}

/// A chase of an engine that had this session when Berth came.
fn began(now: Instant, session: &Session) -> Chase {
    let mut chase = Chase::default();
    assert_eq!(chase.begin("podman"), EngineSeen::First);
    chase.see(now, session);
    chase.settle("podman");
    chase
}

/// What is found at one time, where something is due.
fn look(chase: &mut Chase, now: Instant, runs: &[Run]) -> Vec<RunSeen> {
    let due = chase.due(now);
    due.into_iter().flat_map(|(key, _)| chase.found(now, &key, runs, false)).collect()
}

/// All that is found of an archive that changes no more, until nothing is due.
fn looks(chase: &mut Chase, runs: &[Run]) -> Vec<RunSeen> {
    let mut seen = Vec::new();
    while let Some(now) = chase.next_due() {
        seen.extend(look(chase, now, runs));
    }
    seen
}

#[test]
fn what_was_over_before_is_no_news() {
    let now = Instant::now();
    let mut chase = began(now, &session(10, Some((20, 1))));
    assert_eq!(chase.next_due(), None);
    // It runs again, and ends.
    chase.see(now, &session(30, None));
    chase.see(now, &session(30, Some((40, 137))));
    let found = looks(&mut chase, &[run(2, 30, Some(40)), run(1, 10, Some(20))]);
    assert_eq!(found.iter().map(|run| run.run).collect::<Vec<_>>(), [Some(2)]);
}

#[test]
fn an_end_is_told_once_with_what_the_archive_says() {
    let now = Instant::now();
    let mut chase = began(now, &session(10, None));
    chase.see(now, &session(10, Some((20, 137))));
    let found = looks(&mut chase, &[run(1, 10, Some(20))]);
    let [seen] = &found[..] else { panic!("one end: {found:?}") };
    assert_eq!((seen.run, &seen.by, seen.ended_at), (Some(1), &EndedBy::Other, at(20)));
    chase.see(now, &Session { name: "renamed".into(), ..session(10, Some((20, 137))) });
    assert_eq!(looks(&mut chase, &[run(1, 10, Some(20))]), []);
}

#[test]
fn what_is_not_archived_is_told_last_and_by_nobody() {
    let now = Instant::now();
    let mut chase = began(now, &session(10, None));
    chase.see(now, &session(10, Some((20, 1))));
    assert_eq!(chase.found(now, &key(), &[], false), []);
    let found = looks(&mut chase, &[]);
    let [seen] = &found[..] else { panic!("one end: {found:?}") };
    assert_eq!((seen.run, &seen.by, seen.ending), (None, &EndedBy::Unknown, Ending::Failed));
    // One that the archive has, and says goes on, is not guessed.
    let mut chase = began(now, &session(10, None));
    chase.see(now, &session(10, Some((20, 1))));
    assert_eq!(looks(&mut chase, &[run(1, 10, None)]), []);
    // It says at last that it is over, and by whom.
    let late = now + LIMIT * 3;
    chase.archive_changed(late);
    let own = Run { by: by_you(), ..run(1, 10, Some(20)) };
    let found = [look(&mut chase, late, std::slice::from_ref(&own)), looks(&mut chase, &[own])].concat();
    let [seen] = &found[..] else { panic!("one end: {found:?}") };
    assert_eq!((seen.run, &seen.by), (Some(1), &by_you()));
    chase.archive_changed(late);
    assert_eq!(chase.next_due(), None, "all is said");
}

fn by_you() -> EndedBy {
    EndedBy::Berth { actor: Actor::Window { pid: 1 }, verb: Verb::Stop, killed_after_grace: false }
}

#[test]
fn the_archive_has_its_word_however_late_and_the_last_one_counts() {
    let begin = Instant::now();
    let mut chase = began(begin, &session(10, None));
    chase.see(begin, &session(10, Some((20, 1))));
    let second = |seconds| begin + Duration::from_secs(seconds);
    assert_eq!(look(&mut chase, begin, &[]), []);
    assert_eq!(chase.next_due(), Some(begin + LIMIT), "nobody asks an archive that does not change");
    // An event first, then what the engine says, then who asked.
    let by_event = Run { ending: Some(Ending::Failed), exit_code: Some(1), ..run(1, 10, Some(20)) };
    chase.archive_changed(second(20));
    assert_eq!(look(&mut chase, second(20), std::slice::from_ref(&by_event)), []);
    let own = Run { by: by_you(), ..by_event };
    chase.archive_changed(second(20) + SETTLES / 2);
    assert_eq!(look(&mut chase, second(20) + SETTLES / 2, std::slice::from_ref(&own)), []);
    assert_eq!(look(&mut chase, second(20) + SETTLES, std::slice::from_ref(&own)), []);
    let found = looks(&mut chase, std::slice::from_ref(&own));
    assert_eq!(found.iter().map(|seen| &seen.by).collect::<Vec<_>>(), [&by_you()]);
}

#[test]
fn what_an_archive_can_not_tell_is_told_at_once() {
    let now = Instant::now();
    let mut chase = began(now, &session(10, None));
    chase.see(now, &session(10, Some((20, 1))));
    let found = chase.found(now, &key(), &[], true);
    assert_eq!(found.iter().map(|seen| (seen.run, seen.exit_code)).collect::<Vec<_>>(), [(None, Some(1))]);
    assert_eq!(looks(&mut chase, &[]), []);
    // What it could not read for a moment is not told again.
    chase.see(now, &session(30, Some((40, 137))));
    assert_eq!(looks(&mut chase, &[run(1, 30, Some(40))]).len(), 1);
    chase.see(now, &session(30, None));
    assert_eq!(look(&mut chase, now, &[]), []);
    assert_eq!(looks(&mut chase, &[run(1, 30, Some(40))]), []);
}

#[test]
fn a_removed_session_and_a_new_one_are_told() {
    let now = Instant::now();
    let mut chase = began(now, &session(10, None));
    chase.see_gone(now, &key());
    assert_eq!(looks(&mut chase, &[run(1, 10, Some(20))]).len(), 1);
    // The same for one that was not there when Berth came.
    chase.see(now, &session(30, None));
    chase.see_gone(now, &key());
    assert_eq!(looks(&mut chase, &[run(2, 30, Some(31))]).len(), 1);
}

#[test]
fn one_that_changes_all_the_time_is_told_all_the_time() {
    let begin = Instant::now();
    let mut chase = began(begin, &session(10, None));
    let mut told = 0;
    for round in 1..20 {
        let now = begin + Duration::from_millis(500) * round;
        let round = i64::from(round);
        chase.see(now, &session(10 + round, None));
        let runs: Vec<Run> = (0..round).rev().map(|n| run(n, 10 + n, Some(11 + n))).collect();
        told += look(&mut chase, now, &runs).len();
        assert!(i64::try_from(told).is_ok_and(|told| told >= round - 2), "round {round}: {told}");
    }
}

#[test]
fn an_engine_is_lost_once_and_back_once() {
    let mut chase = Chase::default();
    assert!(!chase.lose("podman"), "it never answered");
    assert_eq!(chase.begin("podman"), EngineSeen::First);
    chase.settle("podman");
    assert!(chase.lose("podman") && !chase.lose("podman"));
    assert_eq!(chase.begin("podman"), EngineSeen::Back);
    chase.settle("podman");
    assert_eq!(chase.begin("podman"), EngineSeen::Known);
}
