#![expect(clippy::panic, reason = "tests")]

use berth_archive::LogState;
use berth_archive::RunKey;
use serde_json::json;

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

/// All that the looks find until none is due.
fn looks(chase: &mut Chase, runs: &[Run]) -> Vec<RunSeen> {
    let mut seen = Vec::new();
    while let Some(now) = chase.next_due() {
        for key in chase.due(now) {
            seen.extend(chase.found(now, &key, runs));
        }
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
    assert_eq!(chase.found(now, &key(), &[]), []);
    let found = looks(&mut chase, &[]);
    let [seen] = &found[..] else { panic!("one end: {found:?}") };
    assert_eq!((seen.run, &seen.by, seen.ending), (None, &EndedBy::Unknown, Ending::Failed));
    // One that the archive has, and says goes on, is not guessed.
    let mut chase = began(now, &session(10, None));
    chase.see(now, &session(10, Some((20, 1))));
    assert_eq!(looks(&mut chase, &[run(1, 10, None)]), []);
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
fn one_that_changes_all_the_time_is_looked_at_all_the_time() {
    let begin = Instant::now();
    let mut chase = began(begin, &session(10, None));
    for round in 1..20 {
        let now = begin + Duration::from_millis(300) * round;
        chase.see(now, &session(10 + i64::from(round), None));
        let due = chase.next_due().unwrap_or(begin);
        assert!(due <= now + LOOKS[0], "round {round}");
        chase.due(now);
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
