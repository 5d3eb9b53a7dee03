//! Sessions, runs, and who ended them.

use super::*;
use crate::{Actor, EndedBy, Ending, Intent, Outcome, RunEnd, RunFilter, Screen, Verb};

fn stop(container: &str, seconds: i64, grace: u32) -> Intent {
    Intent {
        session: key(container),
        verb: Verb::Stop,
        actor: Actor::Window { pid: 42 },
        signal: None,
        grace: Some(grace),
        at: at(seconds),
    }
}

#[test]
fn a_run_is_kept_with_what_is_known_of_it() {
    let place = Place::new();
    let id = run_of(&place.archive, "c1", "web", 0);
    let run = place.archive.run(id).unwrap();
    assert_eq!((run.name.as_str(), run.number, run.generation), ("web", 1, 1));
    assert_eq!((run.ending, &run.by, run.ended_at), (None, &EndedBy::Nobody, None));
    assert_eq!(run.key.started_at, at(0));
    assert_eq!(place.archive.spec(id).unwrap(), Some(session("c1", "web").spec));

    assert_eq!(place.archive.note_run(&key("c1"), &over(0, 9, 3)).unwrap(), Some(id));
    // Another process, and later: what is told does not get poorer.
    let other = place.again();
    assert_eq!(other.note_run(&key("c1"), &begun(0)).unwrap(), Some(id));
    let run = other.run(id).unwrap();
    assert_eq!((run.ending, run.exit_code, run.ended_at), (Some(Ending::Failed), Some(3), Some(at(9))));
    assert_eq!(run.by, EndedBy::Itself);
    assert_eq!(other.runs(&RunFilter::default()).unwrap(), [run]);
}

#[test]
fn an_event_and_the_engine_tell_of_one_run() {
    let place = Place::new();
    let archive = &place.archive;
    archive.note_session(&session("c1", "web")).unwrap();
    let event = RunFacts { started_at: at(1), exact: false, ..begun(0) };
    let id = archive.note_run(&key("c1"), &event).unwrap();
    assert_eq!(archive.note_run(&key("c1"), &begun(0)).unwrap(), id);
    assert_eq!(archive.run(id.unwrap()).unwrap().key.started_at, at(0));
    let end = RunEnd { at: at(5), exit_code: Some(137), oom_killed: true, oom_within: false };
    assert_eq!(archive.note_end(&key("c1"), &end).unwrap(), id);
    let run = archive.run(id.unwrap()).unwrap();
    assert_eq!((run.ending, run.by), (Some(Ending::OutOfMemory), EndedBy::Kernel));
    // The engine's own time of the end replaces that of the event, once.
    archive.note_run(&key("c1"), &over(0, 4, 137)).unwrap();
    assert_eq!(archive.run(id.unwrap()).unwrap().ended_at, Some(at(4)));
    assert_eq!(archive.note_end(&key("none"), &end).unwrap(), None);
}

#[test]
fn a_session_of_a_name_that_comes_again_is_its_next_generation() {
    let place = Place::new();
    let archive = &place.archive;
    run_of(archive, "c1", "web", 0);
    archive.note_run(&key("c1"), &begun(100)).unwrap();
    archive.note_gone(&key("c1")).unwrap();
    run_of(archive, "c2", "web", 200);
    run_of(archive, "c3", "db", 300);
    let runs = archive.runs(&RunFilter { session: Some("web".to_owned()), ..RunFilter::default() }).unwrap();
    let places: Vec<_> = runs.iter().map(|run| (run.number, run.generation, run.removed)).collect();
    assert_eq!(places, [(3, 2, false), (2, 1, true), (1, 1, true)]);
    // Nobody saw the first end, and the second ended when its container was removed.
    assert_eq!(runs[1].ending, Some(Ending::Unknown));
    assert_eq!(runs[2].ending, Some(Ending::Unknown));
    assert_eq!(runs[2].by, EndedBy::Unknown);
    assert_eq!(archive.statistics().unwrap().sessions, 3);
}

#[test]
fn a_new_name_and_spec_are_those_of_the_run_that_goes_on() {
    let place = Place::new();
    let archive = &place.archive;
    let first = run_of(archive, "c1", "web", 0);
    archive.note_run(&key("c1"), &over(0, 5, 0)).unwrap();
    let second = archive.note_run(&key("c1"), &begun(10)).unwrap().unwrap();
    let spec = serde_json::json!({ "HostConfig": { "Memory": 1 } });
    archive
        .note_session(&SessionFacts { name: "api".to_owned(), spec: spec.clone(), ..session("c1", "") })
        .unwrap();
    let names = [first, second].map(|id| archive.run(id).unwrap().name);
    assert_eq!(names, ["web", "api"]);
    assert_eq!(archive.spec(second).unwrap(), Some(spec));
    assert_eq!(archive.spec(first).unwrap(), Some(session("c1", "web").spec));
}

#[test]
fn a_run_that_was_noted_before_its_session_gets_its_name() {
    let place = Place::new();
    let archive = &place.archive;
    let id = archive.note_run(&key("c1"), &over(0, 1, 0)).unwrap().unwrap();
    archive.note_session(&session("c1", "web")).unwrap();
    let run = archive.run(id).unwrap();
    assert_eq!((run.name.as_str(), run.number, run.generation), ("web", 1, 1));
    assert_eq!(run.image, session("c1", "web").image);
    assert!(archive.spec(id).unwrap().is_some());
}

#[test]
fn who_ended_it_is_known_across_processes() {
    let place = Place::new();
    let id = run_of(&place.archive, "c1", "web", 0);
    let intent = place.again().begin(&stop("c1", 100, 10)).unwrap();
    place.archive.note_run(&key("c1"), &over(0, 110, 137)).unwrap();
    let by = |killed| EndedBy::Berth {
        actor: Actor::Window { pid: 42 },
        verb: Verb::Stop,
        killed_after_grace: killed,
    };
    let run = place.archive.run(id).unwrap();
    assert_eq!((run.by, run.grace), (by(true), Some(10)));
    // It was refused: somebody else did it.
    place.again().finish(intent, Outcome::Refused).unwrap();
    assert_eq!(place.archive.run(id).unwrap().by, EndedBy::Other);
}

#[test]
fn the_engines_clock_may_be_another() {
    let place = Place::new();
    let archive = &place.archive;
    archive.note_offset("podman", 3600).unwrap();
    let id = run_of(archive, "c1", "web", 3600);
    archive.begin(&stop("c1", 100, 10)).unwrap();
    archive.note_run(&key("c1"), &over(3600, 3701, 143)).unwrap();
    let run = archive.run(id).unwrap();
    assert_eq!(run.clock_offset, Some(3600));
    assert!(matches!(run.by, EndedBy::Berth { .. }), "{:?}", run.by);
}

#[test]
fn others_signals_and_shutdowns_are_told_from_the_programs_own_end() {
    let place = Place::new();
    let archive = &place.archive;
    let ids = ["c1", "c2", "c3"].map(|container| run_of(archive, container, container, 0));
    archive.note_signal(&key("c1"), at(50), Some("15")).unwrap();
    archive.note_run(&key("c1"), &over(0, 51, 0)).unwrap();
    archive.note_run(&key("c2"), &over(0, 51, 0)).unwrap();
    archive.note_shutdown("podman", at(500)).unwrap();
    archive.note_run(&key("c3"), &over(0, 501, 143)).unwrap();
    let by = ids.map(|id| archive.run(id).unwrap().by);
    assert_eq!(by, [EndedBy::Other, EndedBy::Itself, EndedBy::Shutdown]);
}

#[test]
fn health_is_kept_as_it_changed_and_memory_at_its_most() {
    let place = Place::new();
    let archive = &place.archive;
    let id = run_of(archive, "c1", "web", 0);
    for (seconds, verdict) in [(1, "starting"), (2, "healthy"), (3, "healthy"), (4, "unhealthy")] {
        archive.note_health(id, at(seconds), verdict).unwrap();
    }
    for bytes in [10, 30, 20] {
        archive.note_peak_memory(&key("c1"), at(4), bytes).unwrap();
    }
    // Of the run before, which was over when this one began.
    archive.note_peak_memory(&key("c1"), at(-1), 40).unwrap();
    let run = archive.run(id).unwrap();
    let health: Vec<_> = run.health.iter().map(|(_, verdict)| verdict.as_str()).collect();
    assert_eq!(health, ["starting", "healthy", "unhealthy"]);
    assert_eq!(run.peak_memory, Some(30));
    assert_eq!(archive.note_health(id + 1, at(1), "healthy").unwrap_err().code(), "no_such_run");
}

#[test]
fn a_screen_is_kept_and_replaced() {
    let place = Place::new();
    let id = run_of(&place.archive, "c1", "web", 0);
    assert_eq!(place.archive.screen(id).unwrap(), None);
    for text in ["first", "\x1b[1mlast"] {
        let screen = Screen { columns: 80, rows: 24, bytes: text.as_bytes().to_vec() };
        place.archive.set_screen(id, &screen).unwrap();
        assert_eq!(place.archive.screen(id).unwrap(), Some(screen));
    }
    assert!(place.archive.run(id).unwrap().has_screen);
}

#[test]
fn filters_narrow_what_is_listed() {
    let place = Place::new();
    let archive = &place.archive;
    for (index, name) in ["web", "web_2", "db"].iter().enumerate() {
        let index = i64::try_from(index).unwrap();
        run_of(archive, &format!("c{index}"), name, index * 100);
        let code = if index == 0 { 0 } else { 1 };
        archive.note_run(&key(&format!("c{index}")), &over(index * 100, index * 100 + 50, code)).unwrap();
    }
    archive.note_run(&key("c2"), &begun(1000)).unwrap();
    let all = RunFilter::default;
    let cases = [
        ("all", all(), vec!["db", "db", "web_2", "web"]),
        ("one engine", RunFilter { engines: vec!["docker".to_owned()], ..all() }, vec![]),
        ("a name", RunFilter { session: Some("web".to_owned()), ..all() }, vec!["web"]),
        ("an id", RunFilter { session: Some("c1".to_owned()), ..all() }, vec!["web_2"]),
        ("a part of a name", RunFilter { text: Some("WEB".to_owned()), ..all() }, vec!["web_2", "web"]),
        ("no wildcard", RunFilter { text: Some("b_2".to_owned()), ..all() }, vec!["web_2"]),
        ("an image", RunFilter { text: Some("alpine".to_owned()), limit: 1, ..all() }, vec!["db"]),
        ("endings", RunFilter { endings: vec![Ending::Well], ..all() }, vec!["web"]),
        ("not before", RunFilter { since: Some(at(160)), ..all() }, vec!["db", "db"]),
        ("begun before", RunFilter { until: Some(at(200)), ..all() }, vec!["web_2", "web"]),
        ("the second page", RunFilter { limit: 2, offset: 2, ..all() }, vec!["web_2", "web"]),
    ];
    for (name, filter, expected) in cases {
        let names: Vec<String> = archive.runs(&filter).unwrap().into_iter().map(|run| run.name).collect();
        assert_eq!(names, expected, "{name}");
        if filter.limit == 0 {
            assert_eq!(archive.count(&filter).unwrap(), expected.len() as u64, "{name}");
        }
    }
}

#[test]
fn nothing_is_kept_of_a_session_that_is_excluded() {
    let place = Place::new();
    let archive = &place.archive;
    archive.exclude("podman", "web", true).unwrap();
    // An event tells of a run before anybody has looked.
    archive.note_run(&key("c1"), &begun(0)).unwrap().unwrap();
    archive.note_session(&session("c1", "web")).unwrap();
    assert_eq!(archive.note_run(&key("c1"), &begun(0)).unwrap(), None);
    let statistics = archive.statistics().unwrap();
    assert_eq!((statistics.sessions, statistics.runs), (0, 0));
    assert!(place.again().is_excluded("podman", "web").unwrap());
    assert!(!place.again().is_excluded("docker", "web").unwrap());
    // One that is created anew under the name; and one that has another name now.
    for (container, name) in [("c2", "web"), ("c1", "renamed")] {
        archive.note_session(&session(container, name)).unwrap();
        assert_eq!(archive.note_run(&key(container), &begun(9)).unwrap(), None, "{container}");
    }
    archive.exclude("podman", "web", false).unwrap();
    run_of(archive, "c1", "web", 0);
    run_of(archive, "c2", "web", 10);
}

#[test]
fn a_run_that_goes_on_ends_where_its_session_is_excluded_and_goes_on_after() {
    let place = Place::new();
    let archive = &place.archive;
    let run = run_of(archive, "c1", "web", 0);
    archive.append_log(run, b"before\n").unwrap();
    archive.exclude("podman", "web", true).unwrap();
    assert!(!archive.append_log_at(run, 7, b"after\n").unwrap());
    archive.note_session(&session("c1", "web")).unwrap();
    assert_eq!(archive.note_run(&key("c1"), &over(0, 9, 3)).unwrap(), None);
    let kept = archive.run(run).unwrap();
    assert_eq!((kept.ending, kept.log_bytes), (Some(Ending::Unknown), 7));
    archive.exclude("podman", "web", false).unwrap();
    archive.note_session(&session("c1", "web")).unwrap();
    assert_eq!(archive.note_run(&key("c1"), &over(0, 9, 3)).unwrap(), Some(run));
    assert_eq!(archive.run(run).unwrap().exit_code, Some(3));
}

#[test]
fn one_recorder_at_a_time() {
    let place = Place::new();
    let other = place.again();
    assert!(place.archive.watching("podman", "berth 1").unwrap());
    assert!(!other.watching("podman", "berthctl 2").unwrap());
    assert!(other.watching("docker", "berthctl 2").unwrap());
    place.archive.stopped_watching("berth 1").unwrap();
    assert!(other.watching("podman", "berthctl 2").unwrap());
    assert!(!place.archive.watching("podman", "berth 1").unwrap());
}

#[test]
fn what_is_not_among_all_that_there_are_is_gone() {
    let place = Place::new();
    let [there, gone] = ["a", "b"].map(|container| run_of(&place.archive, container, container, 0));
    let other = SessionKey { engine: "docker".to_owned(), container: "b".to_owned() };
    place.archive.note_session(&SessionFacts { key: other.clone(), ..session("b", "b") }).unwrap();
    let elsewhere = place.archive.note_run(&other, &begun(0)).unwrap().unwrap();
    place.archive.note_all("podman", &["a".to_owned(), "c".to_owned()]).unwrap();
    for (run, removed, ending) in
        [(there, false, None), (gone, true, Some(Ending::Unknown)), (elsewhere, false, None)]
    {
        let run = place.archive.run(run).unwrap();
        assert_eq!((run.removed, run.ending), (removed, ending), "{run:?}");
    }
}

#[test]
fn a_run_that_its_machine_cut_off_is_over_and_nobody_knows_how() {
    let place = Place::new();
    let run = run_of(&place.archive, "a", "a", 0);
    let cut_off = RunFacts { cut_off: true, ..begun(0) };
    for _ in 0..2 {
        assert_eq!(place.archive.note_run(&key("a"), &cut_off).unwrap(), Some(run));
        let run = place.archive.run(run).unwrap();
        assert_eq!((run.ending, run.ended_at, run.by), (Some(Ending::Unknown), None, EndedBy::Unknown));
    }
}
