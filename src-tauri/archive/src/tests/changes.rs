//! Whoever shows runs is told when they change.

use super::*;
use crate::LogState;

#[test]
fn every_change_of_a_run_is_seen_once_and_more_of_its_log_is_none() {
    let place = Place::new();
    let mut changes = place.archive.changes();
    assert!(!changes.look().unwrap(), "there is no file yet");
    assert!(!place.archive.path().exists(), "a look made it");
    place.archive.note_session(&session("a", "bot")).unwrap();
    assert!(!changes.look().unwrap(), "the first look has nothing to compare with");
    let run = place.archive.note_run(&key("a"), &begun(0)).unwrap().unwrap();
    assert!(changes.look().unwrap());
    assert!(!changes.look().unwrap());

    // Another process.
    let other = place.again();
    other.append_log(run, b"more ").unwrap();
    assert!(changes.look().unwrap(), "now there is a log");
    other.append_log(run, b"and more\n").unwrap();
    assert!(!changes.look().unwrap(), "a log that grows");
    other.pin(run, true).unwrap();
    assert!(changes.look().unwrap());
    other.finish_log(run, &LogState::Whole).unwrap();
    assert!(changes.look().unwrap());
    other.note_peak_memory(&key("a"), at(9), 4096).unwrap();
    assert!(changes.look().unwrap());
    assert!(!changes.look().unwrap());
}

// Windows removes no file that is open.
#[cfg(unix)]
#[test]
fn an_archive_that_was_removed_and_made_anew_is_followed_on() {
    let place = Place::new();
    let mut changes = place.archive.changes();
    place.archive.note_session(&session("a", "bot")).unwrap();
    changes.look().unwrap();
    std::fs::remove_dir_all(place.archive.path().parent().unwrap()).unwrap();
    assert!(changes.look().unwrap(), "it is gone");
    place.archive.note_session(&session("a", "bot")).unwrap();
    changes.look().unwrap();
    place.archive.note_run(&key("a"), &begun(0)).unwrap();
    assert!(changes.look().unwrap());
}
