//! What kubectl 1.20 printed on a cluster (`tests/fixtures/kubernetes-1.20`).
#![expect(clippy::unwrap_used, reason = "tests")]

use serde::Deserialize;

use super::*;
use crate::kind::EngineKind;
use crate::parse::stderr::{StderrClass, classify};
use crate::reason::Unavailable;
use crate::session::State;

const PODS: &[u8] = include_bytes!("../../../../../tests/fixtures/kubernetes-1.20/pods.json");
const WATCH: &[u8] = include_bytes!("../../../../../tests/fixtures/kubernetes-1.20/watch-raw.jsonl");
const RIGHTS: &str = include_str!("../../../../../tests/fixtures/kubernetes-1.20/can-i.txt");
const ERRORS: &[u8] = include_bytes!("../../../../../tests/fixtures/kubernetes-1.20/errors.json");

/// Name, state, the cluster's word and the exit code.
type Shown<'a> = (&'a str, State, &'a str, Option<i64>);

const SCENE: [Shown<'_>; 27] = [
    ("c-absent", State::Exited, "StartError", Some(128)),
    ("c-bad-name", State::Created, "InvalidImageName", None),
    ("c-crash", State::Restarting, "CrashLoopBackOff", None),
    ("c-each-6mf7w/main", State::Running, "running", None),
    ("c-each-6mf7w/beside", State::Exited, "Error", Some(4)),
    ("c-evicted", State::Exited, "Evicted", None),
    ("c-exit0", State::Exited, "Completed", Some(0)),
    ("c-exit3", State::Exited, "Error", Some(3)),
    ("c-going", State::Stopping, "Terminating", None),
    ("c-init", State::Created, "PodInitializing", None),
    ("c-init-fails", State::Exited, "Error", None),
    ("c-job-8x7px", State::Exited, "Error", Some(4)),
    ("c-late", State::Exited, "DeadlineExceeded", None),
    ("c-never", State::Created, "ErrImageNeverPull", None),
    ("c-no-config", State::Created, "CreateContainerConfigError", None),
    ("c-no-volume", State::Created, "ContainerCreating", None),
    ("c-oom", State::Exited, "OOMKilled", Some(137)),
    ("c-pull", State::Created, "ImagePullBackOff", None),
    ("c-running", State::Running, "running", None),
    ("c-set-0/main", State::Running, "running", None),
    ("c-set-0/beside", State::Exited, "Error", Some(4)),
    ("c-signal", State::Exited, "Error", Some(137)),
    ("c-too-big", State::Created, "Unschedulable", None),
    ("c-unready", State::Running, "running", None),
    ("c-unschedulable", State::Created, "Unschedulable", None),
    ("c-web-5d4d9678c4-cfdt6/main", State::Running, "running", None),
    ("c-web-5d4d9678c4-cfdt6/beside", State::Exited, "Error", Some(4)),
];

#[derive(Deserialize)]
struct Call {
    case: String,
    status: i32,
    stderr: String,
}

fn sessions(rows: &[Row]) -> Vec<Session> {
    rows.iter().map(|row| session("kubernetes:tests", &row.row).unwrap()).collect()
}

#[test]
fn pods_in_every_state_are_sessions() {
    let page = page(PODS).unwrap();
    assert_eq!((page.skipped, page.next), (0, None));
    let sessions = sessions(&page.rows);
    let shown: Vec<Shown<'_>> = sessions
        .iter()
        .map(|one| (one.name.as_str(), one.state, one.engine_state.as_str(), one.exit_code))
        .collect();
    for expected in &SCENE {
        assert!(shown.contains(expected), "{expected:?} is not in {shown:#?}");
    }
    assert_eq!(shown.len(), SCENE.len());
    let of = |name: &str| sessions.iter().find(|session| session.name.starts_with(name)).unwrap();
    for (name, owner) in
        [("c-web", "ReplicaSet"), ("c-set", "StatefulSet"), ("c-job", "Job"), ("c-each", "DaemonSet")]
    {
        assert!(of(name).protection.as_ref().unwrap().to_string().contains(owner), "{name}");
    }
    assert!(of("c-oom").oom_killed && !of("c-running").own);
    assert!(of("c-too-big").error.as_ref().unwrap().contains("Insufficient memory"));
    assert_eq!(of("c-running").env, ["K=v"], "nothing of a Secret");
}

#[test]
fn a_watch_tells_with_the_removal_how_a_container_ended() {
    let told: Vec<Told> = WATCH.split(|byte| *byte == b'\n').filter_map(event).collect();
    let gone = told.iter().filter_map(|told| match told {
        Told::Gone(rows) => sessions(rows).pop(),
        _ => None,
    });
    let ends: Vec<_> = gone.map(|gone| (gone.name, gone.state, gone.exit_code)).collect();
    let expected =
        [("c-exit0".to_owned(), State::Exited, Some(0)), ("c-running".to_owned(), State::Exited, Some(137))];
    assert_eq!(ends, expected);
    // Two bookmarks tell nothing.
    assert_eq!(told.len(), 14);
}

#[test]
fn users_lack_what_their_table_does_not_give() {
    let lacks = |user: &str| {
        let table = RIGHTS.split("# ").find(|table| table.starts_with(user)).unwrap();
        lacking(table.as_bytes())
    };
    assert_eq!((lacks("tests"), lacks("rbac")), (Vec::new(), Vec::new()));
    assert_eq!(lacks("reader"), [Right::Attach, Right::Exec, Right::Create, Right::Delete]);
    assert_eq!(lacks("nobody").len(), 7);
}

#[test]
fn calls_that_fail_have_a_class() {
    let calls: Vec<Call> = serde_json::from_slice(ERRORS).unwrap();
    let mut seen = 0;
    for Call { case, status, stderr } in calls.iter().filter(|call| call.status != 0) {
        let class = classify(EngineKind::Kubernetes, stderr);
        let (what, _) = case.split_once('/').unwrap();
        let fits = match what {
            "no-container" => class == StderrClass::NoSuchContainer,
            "name-in-use" => class == StderrClass::NameInUse,
            "expired" => matches!(class, StderrClass::Unavailable(Unavailable::ClusterLogin {})),
            "unreachable" | "slow" => matches!(class, StderrClass::Unavailable(Unavailable::NoAnswer {})),
            "no-context" => matches!(class, StderrClass::Unavailable(Unavailable::ContextGone {})),
            _ => matches!(class, StderrClass::Other(_)),
        };
        assert!(fits, "{case} ({status}) is {class:?}: {stderr}");
        seen += 1;
    }
    assert!(seen > 40);
}
