//! Each start of a machine is dealt with once.

use std::thread;

use super::*;
use crate::{Actor, BootStep, Intent, Outcome, Verb};

#[test]
fn of_several_that_take_a_session_one_gets_it() {
    let place = Place::new();
    run_of(&place.archive, "c1", "web", 0);
    let others: Vec<_> = (0..8)
        .map(|_| {
            let archive = place.again();
            thread::spawn(move || archive.take_after_boot(&key("c1"), "b1").unwrap())
        })
        .collect();
    let taken = others.into_iter().map(|one| one.join().unwrap());
    assert_eq!(taken.filter(|taken| *taken).count(), 1);
    let archive = place.again();
    let note = |boot: &str| archive.after_boot("podman", boot).unwrap().remove("c1");
    assert_eq!(note("b1").map(|note| note.step), Some(BootStep::Taken));
    archive.note_after_boot(&key("c1"), "b1", BootStep::Failed, Some("no such image")).unwrap();
    assert!(!archive.take_after_boot(&key("c1"), "b1").unwrap());
    let failed = note("b1").unwrap();
    assert_eq!((failed.step, failed.words.as_deref()), (BootStep::Failed, Some("no such image")));
    // The next start of the machine.
    assert_eq!(note("b2"), None);
    assert!(archive.take_after_boot(&key("c1"), "b2").unwrap());
    assert_eq!(note("b1"), None);
    archive.note_after_boot(&key("c1"), "b2", BootStep::Left, None).unwrap();
    let left = |boot: &str| archive.left_before("podman", boot).unwrap().contains_key("c1");
    assert!(left("b3") && !left("b2"));
    archive.note_gone(&key("c1")).unwrap();
    assert_eq!(note("b2"), None);
    assert!(!left("b3"));
}

#[test]
fn a_start_that_is_only_about_known_is_the_same_at_each_look() {
    let place = Place::new();
    let known = |about| place.archive.known_boot("podman:far", about).unwrap();
    assert_eq!(known(at(1000)), at(1000));
    assert_eq!(known(at(1002)), at(1000));
    assert_eq!(known(at(950)), at(1000));
    assert_eq!(known(at(2000)), at(2000));
    assert_eq!(known(at(2001)), at(2000));
    assert_eq!(place.archive.known_boot("podman:near", at(2001)).unwrap(), at(2001));
}

#[test]
fn a_stop_of_berths_is_known_without_anybody_who_records() {
    let place = Place::new();
    let asked = |verb, signal: Option<&str>, outcome| {
        let intent = Intent {
            session: key("c1"),
            verb,
            actor: Actor::Berthctl { pid: 7 },
            signal: signal.map(str::to_owned),
            grace: None,
            at: at(10),
        };
        let intent = place.archive.begin(&intent).unwrap();
        place.archive.finish(intent, outcome).unwrap();
        let stopped = place.archive.stopped_since(&key("c1"), at(5)).unwrap();
        assert!(!place.archive.stopped_since(&key("c1"), at(11)).unwrap());
        assert!(!place.archive.stopped_since(&key("c2"), at(5)).unwrap());
        stopped
    };
    assert!(!place.again().stopped_since(&key("c1"), at(0)).unwrap(), "there is no archive yet");
    assert!(!asked(Verb::Start, None, Outcome::Done));
    assert!(!asked(Verb::Stop, None, Outcome::Refused));
    assert!(!asked(Verb::Kill, Some("SIGHUP"), Outcome::Done));
    assert!(asked(Verb::Kill, Some("SIGKILL"), Outcome::Done));
}
