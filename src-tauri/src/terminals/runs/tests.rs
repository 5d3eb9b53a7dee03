//! The plan as a table, and the record of runs.

use jiff::Timestamp;

use super::*;
use crate::test_session;

fn at(second: i64) -> Option<Timestamp> {
    Some(Timestamp::constant(second, 0))
}

fn run(began: i64, ended: Option<Timestamp>) -> Run {
    Run { began: at(began), ended, restarts: 0 }
}

#[test]
fn a_view_shows_what_the_last_screen_lacks() {
    let (over, seen_running, later) = (run(1, at(2)), run(1, None), run(5, at(6)));
    for (seen, kept, now, expected) in [
        // The run was seen to its end.
        (Some(over), true, over, Show::LastScreen),
        (Some(over), false, over, Show::Log),
        // Its client ended before the run did.
        (Some(seen_running), true, over, Show::Log),
        (Some(seen_running), false, over, Show::Log),
        // It ran again since then.
        (Some(over), true, later, Show::NewRuns { after: over }),
        (Some(over), false, later, Show::NewRuns { after: over }),
        (Some(seen_running), true, later, Show::NewRuns { after: seen_running }),
        // No terminal showed it yet.
        (None, false, over, Show::Log),
        (None, true, over, Show::Log),
    ] {
        assert_eq!(plan(seen, kept, now), expected, "{seen:?}, kept: {kept}, {now:?}");
    }
}

fn session(state: &str, began: i64, ended: Option<i64>) -> Session {
    test_session::session(&serde_json::json!({
        "id": "a", "name": "a", "state": state, "startedAt": at(began), "finishedAt": ended.and_then(at),
    }))
}

#[test]
fn a_run_that_ended_is_recorded_with_its_end() {
    let (runs, key) = (LastShownRuns::default(), TerminalKey::main("podman", "a"));
    runs.record(&key, run(1, None));
    runs.record_end(&key, &session("exited", 1, Some(9)));
    assert_eq!(runs.of(&key), Some(run(1, at(9))));
}

#[test]
fn a_run_that_outlives_its_client_no_longer_counts_as_shown() {
    let (runs, key) = (LastShownRuns::default(), TerminalKey::main("podman", "a"));
    runs.record(&key, run(1, None));
    runs.record_end(&key, &session("running", 1, None));
    assert_eq!(runs.of(&key), None);
}

#[test]
fn the_end_of_another_run_changes_nothing() {
    let (runs, key) = (LastShownRuns::default(), TerminalKey::main("podman", "a"));
    runs.record(&key, run(1, None));
    runs.record_end(&key, &session("exited", 5, Some(9)));
    assert_eq!(runs.of(&key), Some(run(1, None)));
}

#[test]
fn runs_of_a_removed_session_are_forgotten() {
    let (runs, key) = (LastShownRuns::default(), TerminalKey::main("podman", "a"));
    runs.record(&key, run(1, None));
    runs.remove_where(|key| key.is_of("docker", "a"));
    assert!(runs.of(&key).is_some());
    runs.remove_where(|key| key.is_of("podman", "a"));
    assert!(runs.of(&key).is_none());
}
