#![expect(clippy::unwrap_used, reason = "tests")]

use berth_archive::{Archive, EndedBy, Ending, LogState, Run, RunFacts, RunKey, SessionFacts, SessionKey};
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Named, Record, facts, find, label, table, tail};
use crate::exit::{NOT_FOUND, USAGE};

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// One that failed after two minutes.
pub fn run() -> Run {
    let session = SessionKey { engine: "podman".to_owned(), container: "9f".repeat(32) };
    Run {
        id: 12,
        key: RunKey { session, started_at: time("2026-11-26T10:00:00Z") },
        name: "bot".to_owned(),
        own: true,
        image: "localhost/bb:1".to_owned(),
        image_id: None,
        number: 3,
        generation: 1,
        ended_at: Some(time("2026-11-26T10:02:05Z")),
        ending: Some(Ending::Failed),
        exit_code: Some(3),
        oom_within: false,
        by: EndedBy::Itself,
        grace: None,
        restarts: 0,
        error: None,
        peak_memory: None,
        health: Vec::new(),
        clock_offset: None,
        log: LogState::Whole,
        log_bytes: 2048,
        log_lines: 1,
        has_screen: false,
        pinned: false,
        removed: false,
        unwatched: None,
    }
}

/// A session with runs that ended with these codes, an hour apart.
pub fn note(archive: &Archive, engine: &str, container: &str, name: &str, codes: &[i64]) -> Vec<i64> {
    let key = SessionKey { engine: engine.to_owned(), container: container.repeat(32) };
    let spec = json!({"HostConfig": {"Memory": 0}});
    let (image, image_id, created_at) = ("localhost/bb:1".to_owned(), None, None);
    let facts = SessionFacts {
        key: key.clone(),
        name: name.to_owned(),
        own: true,
        image,
        image_id,
        created_at,
        spec,
    };
    archive.note_session(&facts).unwrap();
    let start = time("2026-11-26T10:00:00Z").as_second();
    let note = |(index, code): (i64, &i64)| {
        let started_at = Timestamp::from_second(start + index * 3600).unwrap();
        let facts = RunFacts {
            started_at,
            exact: true,
            told_at: None,
            ended_at: Timestamp::from_second(started_at.as_second() + 60).ok(),
            exit_code: Some(*code),
            cut_off: false,
            oom_killed: false,
            oom_within: false,
            restarts: 0,
            error: None,
        };
        archive.note_run(&key, &facts).unwrap().unwrap()
    };
    (0..).zip(codes).map(note).collect()
}

#[test]
fn a_run_is_named_by_session_and_number() {
    for (text, named) in [
        ("12", Named::Id(12)),
        ("bot#3", Named::Nth("bot".to_owned(), 3)),
        ("bot#last", Named::Last("bot".to_owned())),
        ("bot", Named::Last("bot".to_owned())),
        ("a.b_c-1", Named::Last("a.b_c-1".to_owned())),
    ] {
        assert_eq!(text.parse(), Ok(named), "{text}");
    }
    for text in ["", "#3", "bot#", "bot#0", "bot#-1", "bot#x"] {
        assert!(text.parse::<Named>().is_err(), "{text}");
    }
    assert_eq!(label(&run()), "bot#3");
    assert_eq!(label(&Run { name: String::new(), ..run() }), "9f9f9f9f9f9f#3");
}

#[test]
fn runs_are_found_by_their_names() {
    let folder = TempDir::new().unwrap();
    let archive = Archive::new(folder.path());
    let ids = note(&archive, "podman", "9f", "bot", &[0, 1, 2]);
    note(&archive, "docker", "8e", "bot", &[0]);
    let find = |engines: &[&str], text: &str| {
        let engines: Vec<String> = engines.iter().map(|engine| (*engine).to_owned()).collect();
        find(&archive, &engines, &text.parse().unwrap())
    };
    assert_eq!(find(&["podman"], "bot").unwrap().id, ids[2]);
    assert_eq!(find(&[], "bot#2").unwrap().id, ids[1]);
    assert_eq!(find(&[], &ids[0].to_string()).unwrap().exit_code, Some(0));
    assert_eq!(find(&["docker"], "bot#1").unwrap().key.session.engine, "docker");
    for (engines, text, code, part) in [
        (&[][..], "bot#1", USAGE, "--engine"),
        (&["podman"], "bot#9", NOT_FOUND, "bot#1 to #3"),
        (&["docker"], "nobody", NOT_FOUND, "no run of \"nobody\""),
        (&[], "999", NOT_FOUND, "999"),
    ] {
        let stop = find(engines, text).unwrap_err();
        assert!(stop.code == code && stop.message.contains(part), "{text}: {}", stop.message);
    }
}

#[test]
fn a_table_has_a_line_a_run() {
    let now = time("2026-11-26T12:30:00Z");
    let going =
        Run { ended_at: None, ending: None, exit_code: None, by: EndedBy::Nobody, number: 4, ..run() };
    let lost =
        Run { ended_at: None, ending: Some(Ending::Unknown), exit_code: None, by: EndedBy::Unknown, ..run() };
    assert_eq!(
        table(&[going, run(), lost], now),
        "RUN    ENGINE  AGE  RAN         ENDING       BY\n\
         bot#4  podman  2 h  2 h 30 min  running\n\
         bot#3  podman  2 h  2 min 5 s   exited 3     ended by itself\n\
         bot#3  podman  2 h              end unknown  nobody saw who ended it"
    );
}

#[test]
fn facts_are_all_that_is_known() {
    let run = Run {
        peak_memory: Some(60 << 20),
        clock_offset: Some(-3600),
        log: LogState::Missing { why: "the engine lost it".to_owned() },
        generation: 2,
        removed: true,
        pinned: true,
        has_screen: true,
        unwatched: Some((time("2026-11-26T02:10:00Z"), time("2026-11-26T07:55:00Z"))),
        health: vec![(time("2026-11-26T10:01:00Z"), "unhealthy".to_owned())],
        ..run()
    };
    let text = facts(&run, Some(&json!({"HostConfig": {"Memory": 64 << 20}})), time("2026-11-26T12:30:00Z"));
    for part in [
        "bot#3 (number 12 in the history)",
        ", number 2 of this name, gone",
        "Ran        2 min 5 s",
        "Ending     Exited 3\n           The program ended with an error of its own.",
        "used up to 60 MiB of 64 MiB memory",
        "differs from this machine's by -3600 s",
        "1 line, 2 KiB; some of it is missing: the engine lost it",
        "Berth did not watch from",
        "unhealthy",
        "show it with --screen",
        "Pinned",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("Grace") && !text.contains("Restarts"), "{text}");
}

#[test]
fn json_has_what_is_promised() {
    let by = EndedBy::Berth {
        actor: berth_archive::Actor::Berthctl { pid: 1 },
        verb: berth_archive::Verb::Stop,
        killed_after_grace: true,
    };
    let run = Run { by, ending: Some(Ending::OutOfMemory), grace: Some(10), ..run() };
    let value = serde_json::to_value(Record::from(&run)).unwrap();
    for (pointer, expected) in [
        ("/run", json!(12)),
        ("/name", json!("bot")),
        ("/number", json!(3)),
        ("/engine", json!("podman")),
        ("/started_at", json!("2026-11-26T10:00:00Z")),
        ("/seconds", json!(125)),
        ("/ending", json!("out_of_memory")),
        ("/word", json!("out of memory")),
        ("/exit_code", json!(3)),
        ("/ended_by", json!("berth")),
        ("/actor", json!("berthctl")),
        ("/verb", json!("stop")),
        ("/killed_after_grace", json!(true)),
        ("/by", json!("killed by SIGKILL after the 10 s grace time, stopped by berthctl")),
        ("/log", json!({"state": "whole", "missing": null, "bytes": 2048, "lines": 1})),
        ("/peak_memory", Value::Null),
        ("/unwatched", Value::Null),
    ] {
        assert_eq!(value.pointer(pointer), Some(&expected), "{pointer}");
    }
}

#[test]
fn last_lines_are_shown_without_what_moves_the_cursor() {
    let log = b"one\r\n\x1b[2Jtwo \x1b[31mred\r\n\x1b]0;title\x07three\r\n\x1b[m\r\n\r\n";
    assert_eq!(tail::shown(log, 2, false), ["two red", "three"]);
    assert_eq!(tail::shown(log, 9, true), ["one", "two \x1b[31mred\x1b[0m", "three"]);
    assert_eq!(tail::shown(b"", 3, false), Vec::<String>::new());
}
