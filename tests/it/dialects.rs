//! What many versions of both engines print (`tests/fixtures`), read by every parser:
//! whole, and cut off anywhere.

mod cut;
mod expected;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use berth_runner::testing::parse::events::{EventLine, What, parse_event};
use berth_runner::testing::parse::stderr::{self, StderrClass};
use berth_runner::testing::parse::{inspect, rows, version};
use berth_runner::{EngineKind, Session};
use expected::SCENE;
use serde::Deserialize;

/// One folder of fixtures.
struct Dialect {
    folder: &'static str,
    kind: EngineKind,
    /// What `version` names.
    version: &'static str,
}

const fn podman(folder: &'static str, version: &'static str) -> Dialect {
    Dialect { folder, kind: EngineKind::Podman, version }
}

const fn docker(folder: &'static str, version: &'static str) -> Dialect {
    Dialect { folder, kind: EngineKind::Docker, version }
}

const DIALECTS: &[Dialect] = &[
    docker("docker-19.03", "19.03.15"),
    docker("docker-20.10", "20.10.24+dfsg1"),
    docker("docker-23", "23.0.6"),
    docker("docker-24", "24.0.9"),
    docker("docker-27", "27.5.1"),
    docker("docker-28", "28.5.2"),
    docker("docker-28.2-on-20.10", "20.10.24+dfsg1"),
    podman("podman-3.4", "3.4.4"),
    podman("podman-4.3", "4.3.1"),
    podman("podman-4.9", "4.9.4"),
    podman("podman-5.4", "5.4.2"),
];

/// A call that failed, as recorded.
#[derive(Deserialize)]
struct Refusal {
    /// `what-is-wrong/verb`.
    case: String,
    status: i32,
    stderr: String,
}

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

impl Dialect {
    fn read(&self, file: &str) -> Vec<u8> {
        let path = fixtures().join(self.folder).join(file);
        std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    fn refusals(&self) -> Vec<Refusal> {
        serde_json::from_slice(&self.read("errors.json")).unwrap()
    }
}

fn sessions(printed: &[u8]) -> Vec<Session> {
    rows::parse(printed).rows.iter().filter_map(|row| inspect::session("e", row)).collect()
}

fn changes(printed: &[u8]) -> Vec<EventLine> {
    printed.split(|byte| *byte == b'\n').filter_map(parse_event).collect()
}

#[test]
fn every_folder_is_read() {
    let folders: BTreeSet<String> = std::fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    // The runner's own tests read what kubectl printed.
    let others = ["kubernetes-1.20"].into_iter();
    let read = DIALECTS.iter().map(|dialect| dialect.folder).chain(others);
    assert_eq!(folders, read.map(str::to_owned).collect());
}

#[test]
fn containers_are_read_as_they_were() {
    for dialect in DIALECTS {
        let printed = dialect.read("inspect.json");
        assert_eq!(rows::parse(&printed).skipped, 0, "{}", dialect.folder);
        let mut sessions: BTreeMap<String, Session> =
            sessions(&printed).into_iter().map(|session| (session.name.clone(), session)).collect();
        for expected in SCENE.iter().filter(|expected| expected.on(dialect.kind)) {
            let session = sessions.remove(expected.name);
            let session = session.unwrap_or_else(|| panic!("{} has no {}", dialect.folder, expected.name));
            expected.met_by(dialect.folder, &session);
        }
        assert_eq!(sessions.keys().collect::<Vec<_>>(), Vec::<&String>::new(), "{}", dialect.folder);
    }
}

#[test]
fn ps_names_the_containers_that_inspect_describes() {
    for dialect in DIALECTS {
        let (ids, skipped) = rows::ids(rows::parse(&dialect.read("ps.json")));
        assert_eq!(skipped, 0, "{}", dialect.folder);
        let described: BTreeSet<String> =
            sessions(&dialect.read("inspect.json")).into_iter().map(|session| session.id).collect();
        assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), described, "{}", dialect.folder);
    }
}

#[test]
fn the_engine_is_told_by_its_version() {
    for dialect in DIALECTS {
        let version = version::parse(&dialect.read("version.json"), dialect.kind == EngineKind::Podman);
        let version = version.unwrap_or_else(|| panic!("{} has no version", dialect.folder));
        assert_eq!(
            (version.version.as_str(), version.is_podman),
            (dialect.version, false),
            "{}",
            dialect.folder
        );
    }
}

#[test]
fn images_are_rows() {
    for dialect in DIALECTS {
        let read = rows::parse(&dialect.read("images.json"));
        assert_eq!((read.rows.len(), read.skipped), (1, 0), "{}", dialect.folder);
    }
}

/// podman indents it over many lines, docker does not.
#[test]
fn info_is_one_object_and_no_list_of_containers() {
    for dialect in DIALECTS {
        let printed = dialect.read("info.json");
        let info: serde_json::Value = serde_json::from_slice(&printed).unwrap();
        let version = info.pointer("/version/Version").or(info.pointer("/ServerVersion"));
        assert_eq!(version.and_then(|v| v.as_str()), Some(dialect.version), "{}", dialect.folder);
        assert_eq!(rows::ids(rows::parse(&printed)).0, Vec::<String>::new(), "{}", dialect.folder);
    }
}

#[test]
fn failures_are_told_by_their_words() {
    for dialect in DIALECTS {
        for Refusal { case, status, stderr } in dialect.refusals() {
            let failure = stderr::classify(dialect.kind, &stderr);
            let at = format!("{} {case}: {failure:?}", dialect.folder);
            assert_ne!(status, 0, "{at}");
            match case.split('/').next().unwrap() {
                "no-container" => assert_eq!(failure, StderrClass::NoSuchContainer, "{at}"),
                "no-image" => assert_eq!(failure, StderrClass::NoSuchImage, "{at}"),
                "name-in-use" => assert_eq!(failure, StderrClass::NameInUse, "{at}"),
                "engine-away" if case.ends_with("/tcp") || case.ends_with("/ssh") => assert!(
                    matches!(failure, StderrClass::Unavailable(reason) if reason.to_string().contains("machine")),
                    "{at}"
                ),
                "engine-away" => assert!(
                    matches!(failure, StderrClass::Unavailable(reason) if reason.to_string().contains("is not running. ")),
                    "{at}"
                ),
                "engine-denied" => assert!(
                    matches!(failure, StderrClass::Unavailable(reason) if reason.to_string().contains("may not talk")),
                    "{at}"
                ),
                _ => assert!(matches!(failure, StderrClass::Other(_)), "{at}"),
            }
        }
    }
}

#[test]
fn what_did_not_start_is_named() {
    for dialect in DIALECTS {
        let refusals = dialect.refusals();
        for (case, argv, reason) in [
            ("command-absent/start", "/nope", "the command \"/nope\" does not exist in the image (127)"),
            ("not-executable/start", "/etc/passwd", "the command \"/etc/passwd\" is not executable (126)"),
            ("port-taken/start", "true", "port 38081 is already taken on this machine"),
        ] {
            let refusal = refusals.iter().find(|refusal| refusal.case == case).unwrap();
            let said = stderr::start_reason(&refusal.stderr, &[argv.to_owned()]);
            assert_eq!(said.to_string(), reason, "{}", dialect.folder);
        }
    }
}

#[test]
fn events_tell_what_happened_to_whom() {
    for dialect in DIALECTS {
        let changes = changes(&dialect.read("events.jsonl"));
        let sessions = sessions(&dialect.read("inspect.json"));
        let id = |name: &str| sessions.iter().find(|session| session.name == name).map(|session| &session.id);
        let story = |name: &str| -> Vec<&What> {
            let id = id(name);
            let of_it = changes.iter().filter(|change| Some(&change.id) == id);
            let lesser = |what: &&What| !matches!(what, What::Other(_) | What::Signalled | What::Stopped);
            of_it.map(|change| &change.what).filter(lesser).collect()
        };
        let folder = dialect.folder;
        use What::{Created, Ended, Paused, Removed, Renamed, Resumed, Started};
        assert_eq!(story("c-created"), [&Created], "{folder}");
        assert_eq!(story("c-running"), [&Created, &Started], "{folder}");
        assert_eq!(story("c-exit0"), [&Created, &Started, &Ended, &Renamed, &Renamed], "{folder}");
        assert_eq!(
            story("c-paused"),
            [&Created, &Started, &Paused, &Resumed, &Ended, &Started, &Paused],
            "{folder}"
        );
        let gone = changes.iter().filter(|change| change.name.as_deref() == Some("c-gone"));
        assert_eq!(gone.map(|change| &change.what).collect::<Vec<_>>(), [&Created, &Removed], "{folder}");
        let renamed = changes.iter().filter(|change| change.what == Renamed);
        let names: Vec<_> = renamed.map(|change| change.name.as_deref()).collect();
        assert_eq!(names, [Some("c-renamed"), Some("c-exit0")], "{folder}");
    }
}

#[test]
fn every_event_has_its_time_and_every_end_its_code() {
    for dialect in DIALECTS {
        let changes = changes(&dialect.read("events.jsonl"));
        let sessions = sessions(&dialect.read("inspect.json"));
        assert!(changes.iter().all(|change| change.at.is_some()), "{}", dialect.folder);
        for session in &sessions {
            let mut ends =
                changes.iter().filter(|change| change.id == session.id && change.what == What::Ended);
            let Some(last) = ends.next_back() else { continue };
            // One that was killed and runs again has the code of no run that it could be held to.
            if let Some(code) = session.exit_code {
                assert_eq!(last.exit_code, Some(code), "{}: {}", dialect.folder, session.name);
            }
        }
    }
}

#[test]
fn what_exec_runs_does_not_leave_the_parser() {
    for dialect in DIALECTS {
        let changes = changes(&dialect.read("events.jsonl"));
        let execs: Vec<_> = changes
            .iter()
            .filter(|change| matches!(&change.what, What::Other(word) if word.starts_with("exec")))
            .collect();
        assert!(execs.len() >= 2, "{}: {execs:?}", dialect.folder);
        for exec in execs {
            assert!(!format!("{exec:?}").contains("/bin/sh"), "{}: {exec:?}", dialect.folder);
            assert!(!exec.what.changes_a_session(), "{}: {exec:?}", dialect.folder);
        }
    }
}
