//! Two runs side by side.

use super::*;

fn run(archive: &Archive, container: &str, started: i64, log: &str) -> RunId {
    let id = run_of(archive, container, "web", started);
    archive.append_log(id, log.as_bytes()).unwrap();
    id
}

#[test]
fn runs_that_are_alike_differ_in_nothing() {
    let place = Place::new();
    let archive = &place.archive;
    let ids = [("c1", "\x1b[1ma\x1b[m\r\nb\n"), ("c2", "a\nb")]
        .map(|(container, log)| run(archive, container, 0, log));
    assert_eq!(archive.differences(ids[0], ids[1]).unwrap(), crate::RunDifference::default());
    assert_eq!(archive.differences(ids[0], 99).unwrap_err().code(), "no_such_run");
}

#[test]
fn images_specs_names_and_logs_that_differ() {
    let place = Place::new();
    let archive = &place.archive;
    let log = |changed: &str| -> String {
        (1..=5_000).map(|n| if n == 4_500 { format!("{changed}\n") } else { format!("line {n}\n") }).collect()
    };
    let before = run(archive, "c1", 0, &log("before"));
    let spec = json!({ "Config": { "Env": ["KEY=…", "NEW=…"], "Cmd": ["sh", "-x"] } });
    let image = "docker.io/library/alpine:4".to_owned();
    archive.note_session(&SessionFacts { spec, image, ..session("c2", "web") }).unwrap();
    let after = run_with(archive, "c2", &log("\x1b[31mafter\x1b[m\nmore"));
    let difference = archive.differences(before, after).unwrap();
    let image = difference.image.unwrap();
    assert_eq!(
        (image.before.0.as_str(), image.after.0.as_str()),
        ("docker.io/library/alpine:3", "docker.io/library/alpine:4")
    );
    assert_eq!(difference.spec.len(), 1);
    assert_eq!(difference.spec[0].path, "/Config/Cmd");
    assert_eq!(difference.spec[0].after.as_deref(), Some(r#"["sh","-x"]"#));
    assert_eq!((difference.added, difference.removed), (vec!["NEW".to_owned()], vec![]));
    let log = difference.log.unwrap();
    assert_eq!(log.first, 4_500);
    let shown: Vec<_> =
        log.lines.iter().take(7).map(|line| (line.before, line.after, line.text.as_str())).collect();
    let expected = [
        (Some(4_497), Some(4_497), "line 4497"),
        (Some(4_498), Some(4_498), "line 4498"),
        (Some(4_499), Some(4_499), "line 4499"),
        (Some(4_500), None, "before"),
        (None, Some(4_500), "\x1b[31mafter\x1b[m"),
        (None, Some(4_501), "more"),
        (Some(4_501), Some(4_502), "line 4501"),
    ];
    assert_eq!(shown, expected);
}

fn run_with(archive: &Archive, container: &str, log: &str) -> RunId {
    let id = archive.note_run(&key(container), &begun(100)).unwrap().unwrap();
    archive.append_log(id, log.as_bytes()).unwrap();
    id
}

#[test]
fn a_log_that_is_longer_differs_where_the_other_ends() {
    let place = Place::new();
    let archive = &place.archive;
    let ids = [("c1", "a\nb\n"), ("c2", "a\nb\nc\n"), ("c3", "")]
        .map(|(container, log)| run(archive, container, 0, log));
    let first = |before: usize, after: usize| {
        archive.differences(ids[before], ids[after]).unwrap().log.unwrap().first
    };
    assert_eq!((first(0, 1), first(1, 0), first(0, 2)), (3, 3, 1));
}
