//! Clocks that are set back, and news that come late.

use std::sync::atomic::{AtomicI64, Ordering};

use super::*;
use crate::{Actor, EndedBy, Ending, Intent, Outcome, RunEnd, RunFilter, Verb};

#[test]
fn a_clock_that_is_set_back_an_hour_confuses_nothing() {
    static NOW: AtomicI64 = AtomicI64::new(0);
    let set = |seconds| NOW.store(seconds, Ordering::SeqCst);
    let folder = tempfile::tempdir().unwrap();
    let open = || Archive::with_clock(folder.path(), || at(NOW.load(Ordering::SeqCst)));
    let (archive, other) = (open(), open());

    set(3_600);
    assert!(archive.watching("podman", "a").unwrap());
    let first = run_of(&archive, "c1", "web", 3_600);
    set(3_610);
    archive.watching("podman", "a").unwrap();
    archive.note_run(&key("c1"), &over(3_600, 3_610, 1)).unwrap();

    // An hour back: the next run begins before the first.
    set(20);
    assert!(archive.watching("podman", "a").unwrap());
    let second = archive.note_run(&key("c1"), &begun(20)).unwrap().unwrap();
    assert_eq!(archive.run(second).unwrap().ending, None);
    assert_eq!(archive.run(second).unwrap().number, 2);
    let stop = Intent {
        session: key("c1"),
        verb: Verb::Stop,
        actor: Actor::Window { pid: 1 },
        signal: None,
        grace: Some(10),
        at: at(30),
    };
    let intent = archive.begin(&stop).unwrap();
    set(31);
    archive
        .note_end(
            &key("c1"),
            &RunEnd { at: at(31), exit_code: Some(143), oom_killed: false, oom_within: false },
        )
        .unwrap();
    archive.finish(intent, Outcome::Done).unwrap();
    let run = archive.run(second).unwrap();
    assert!(matches!(run.by, EndedBy::Berth { .. }), "{:?}", run.by);
    assert_eq!(run.unwatched, None);
    assert_eq!(archive.run(first).unwrap().ending, Some(Ending::Failed));

    // While it went on: the end comes before the start.
    let third = archive.note_run(&key("c1"), &begun(7_200)).unwrap();
    let end = RunEnd { at: at(60), exit_code: Some(0), oom_killed: false, oom_within: false };
    assert_eq!(archive.note_end(&key("c1"), &end).unwrap(), third);

    // A recorder that was last heard of in the future is taken over from.
    set(7_200);
    assert!(archive.watching("podman", "a").unwrap());
    set(60);
    assert!(other.watching("podman", "b").unwrap());
}

#[test]
fn what_ends_while_the_engine_is_away_was_seen_by_nobody() {
    static NOW: AtomicI64 = AtomicI64::new(0);
    let set = |seconds| NOW.store(seconds, Ordering::SeqCst);
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::with_clock(folder.path(), || at(NOW.load(Ordering::SeqCst)));
    assert!(archive.watching("podman", "a").unwrap());
    let run = run_of(&archive, "c1", "web", 5);
    set(10);
    archive.watching("podman", "a").unwrap();
    // Away since 12; the one that waits still holds it.
    set(20);
    assert!(archive.waiting("podman", "a").unwrap());
    assert!(!archive.waiting("podman", "b").unwrap());
    set(25);
    archive.note_missed("podman", at(12), at(25)).unwrap();
    archive.note_run(&key("c1"), &over(5, 15, 137)).unwrap();
    let ended = archive.run(run).unwrap();
    assert_eq!((ended.unwatched, ended.by), (Some((at(12), at(25))), EndedBy::Unknown));
    // Before and after that somebody watched.
    set(30);
    archive.watching("podman", "a").unwrap();
    for (container, end) in [("c2", 11), ("c3", 26)] {
        let run = run_of(&archive, container, container, 6);
        archive.note_run(&key(container), &over(6, end, 3)).unwrap();
        assert_eq!(archive.run(run).unwrap().unwatched, None, "{container}");
    }
}

#[test]
fn a_run_that_goes_on_stays_open_whatever_comes_late() {
    let place = Place::new();
    let archive = &place.archive;
    let first = run_of(archive, "c1", "web", 0);
    let second = archive.note_run(&key("c1"), &begun(100)).unwrap().unwrap();
    // An event that comes late makes a run of its own, and it is not known how that ended.
    let late = RunFacts { exact: false, ..begun(50) };
    let between = archive.note_run(&key("c1"), &late).unwrap().unwrap();
    // What the engine says now stands above it.
    archive.note_run(&key("c1"), &begun(100)).unwrap();
    let endings = [first, between, second].map(|id| archive.run(id).unwrap().ending);
    assert_eq!(endings, [Some(Ending::Unknown), Some(Ending::Unknown), None]);
    // The end of the first comes last.
    let end = RunEnd { at: at(30), exit_code: Some(3), oom_killed: false, oom_within: false };
    assert_eq!(archive.note_end(&key("c1"), &end).unwrap(), Some(first));
    assert_eq!(archive.run(first).unwrap().exit_code, Some(3));
    // Once its container is gone nothing opens it again.
    archive.note_gone(&key("c1")).unwrap();
    archive.note_run(&key("c1"), &begun(100)).unwrap();
    assert_eq!(archive.run(second).unwrap().ending, Some(Ending::Unknown));
    assert_eq!(archive.count(&RunFilter::default()).unwrap(), 3);
}
