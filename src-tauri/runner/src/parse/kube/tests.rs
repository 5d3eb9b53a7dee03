#![expect(clippy::unwrap_used, reason = "tests")]

use serde_json::{Value, json};

use super::*;
use crate::args::PodContainer;
use crate::session::{LABEL_OWNER, LABEL_TOKEN, OWNER, State};

fn pod(status: Value) -> Value {
    json!({
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {
            "name": "web-0", "namespace": "team", "uid": "0b6a2c1e-8d3f-4a57-9c21-5e7f00aa11bb",
            "creationTimestamp": "2026-11-27T16:00:00Z",
            "labels": { "app": "web" },
        },
        "spec": {
            "nodeName": "n1", "restartPolicy": "Always", "terminationGracePeriodSeconds": 30,
            "containers": [{
                "name": "main", "image": "busybox:1", "command": ["sh"], "args": ["-c", "sleep 9"], "tty": true, "stdin": true,
                "env": [
                    { "name": "A", "value": "1" }, { "name": "EMPTY" },
                    { "name": "S", "valueFrom": { "secretKeyRef": { "name": "s", "key": "k" } } },
                ],
                "ports": [{ "containerPort": 80 }, { "containerPort": 53, "protocol": "UDP", "hostPort": 5353 }],
                "volumeMounts": [
                    { "name": "data", "mountPath": "/data" },
                    { "name": "conf", "mountPath": "/conf", "readOnly": true },
                    { "name": "tmp", "mountPath": "/tmp" },
                ],
            }],
            "volumes": [
                { "name": "data", "persistentVolumeClaim": { "claimName": "claim" } },
                { "name": "conf", "configMap": { "name": "settings" } },
                { "name": "tmp", "emptyDir": {} },
            ],
        },
        "status": status,
    })
}

fn of(state: Value) -> Session {
    let statuses = json!([{ "name": "main", "restartCount": 2, "state": state }]);
    first(&pod(json!({ "phase": "Running", "containerStatuses": statuses })))
}

fn first(pod: &Value) -> Session {
    session("kubernetes:dev", &rows(pod).unwrap().remove(0).row).unwrap()
}

#[test]
fn a_container_that_runs() {
    let session = of(json!({ "running": { "startedAt": "2026-11-27T16:00:02Z" } }));
    assert_eq!((session.state, session.engine_state.as_str()), (State::Running, "running"));
    assert_eq!((session.name.as_str(), session.id.len(), session.restart_count), ("web-0", 64, 2));
    assert!(session.id.starts_with("0b6a2c1e8d3f4a579c215e7f00aa11bb"));
    assert!(session.tty && session.attachable && !session.own && session.pod.is_none());
    assert_eq!(session.command_line, "sh -c 'sleep 9'");
    assert_eq!(session.env, ["A=1", "EMPTY="], "nothing of a Secret");
    assert_eq!((session.restart_policy.as_str(), session.stop_timeout), ("always", 30));
    let mounts: Vec<_> =
        session.mounts.iter().map(|m| (m.kind.as_str(), m.source.as_str(), m.read_only)).collect();
    assert_eq!(
        mounts,
        [("volume", "claim", false), ("configMap", "settings", true), ("emptyDir", "", false)]
    );
    let ports: Vec<_> = session.ports.iter().map(|p| (p.container, p.protocol.as_str(), p.host)).collect();
    assert_eq!(ports, [(53, "udp", Some(5353)), (80, "tcp", None)]);
}

#[test]
fn a_container_that_has_ended() {
    let ended = |code: i64, reason: &str| {
        of(json!({ "terminated": {
            "exitCode": code, "reason": reason, "startedAt": "2026-11-27T16:00:02Z", "finishedAt": "2026-11-27T16:00:05Z",
        } }))
    };
    let plain = ended(3, "Error");
    assert_eq!(
        (plain.state, plain.engine_state.as_str(), plain.exit_code),
        (State::Exited, "Error", Some(3))
    );
    assert!(plain.finished_at.is_some() && !plain.oom_killed && plain.error.is_none());
    let oom = ended(137, "OOMKilled");
    assert!(oom.oom_killed);
    assert_eq!(oom.exit_code, Some(137));
}

#[test]
fn a_container_that_waits_says_why() {
    let waits =
        |reason: &str, message: &str| of(json!({ "waiting": { "reason": reason, "message": message } }));
    let pull = waits("ImagePullBackOff", "Back-off pulling image \"nope\"");
    assert_eq!((pull.state, pull.engine_state.as_str()), (State::Created, "ImagePullBackOff"));
    assert_eq!(pull.error.as_deref(), Some("Back-off pulling image \"nope\""));
    let creating = of(json!({ "waiting": { "reason": "ContainerCreating" } }));
    assert_eq!((creating.state, creating.error), (State::Created, None));
    let crash = json!({ "phase": "Running", "containerStatuses": [{
        "name": "main", "restartCount": 4,
        "state": { "waiting": { "reason": "CrashLoopBackOff", "message": "back-off 40s restarting failed container" } },
        "lastState": { "terminated": {
            "exitCode": 1, "reason": "Error", "startedAt": "2026-11-27T16:00:02Z", "finishedAt": "2026-11-27T16:00:05Z",
        } },
    }] });
    let crash = first(&pod(crash));
    assert_eq!((crash.state, crash.engine_state.as_str()), (State::Restarting, "CrashLoopBackOff"));
    assert_eq!(crash.error.as_deref(), Some("back-off 40s restarting failed container"));
    let nowhere = first(&pod(json!({ "phase": "Pending", "conditions": [{
        "type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/1 nodes are available",
    }] })));
    assert_eq!((nowhere.state, nowhere.engine_state.as_str()), (State::Created, "Unschedulable"));
    assert_eq!(nowhere.error.as_deref(), Some("0/1 nodes are available"));
}

#[test]
fn what_prepares_a_pod_is_told_of_its_containers() {
    let with = |state: Value| {
        let main = json!([{ "name": "main", "restartCount": 0, "state": { "waiting": { "reason": "PodInitializing" } } }]);
        let init = json!([{ "name": "first", "restartCount": 0, "ready": false, "state": state }]);
        first(&pod(json!({ "phase": "Pending", "initContainerStatuses": init, "containerStatuses": main })))
    };
    let goes_on = with(json!({ "running": {} }));
    assert_eq!((goes_on.engine_state.as_str(), goes_on.error), ("PodInitializing", None));
    let failed = with(json!({ "waiting": { "reason": "CrashLoopBackOff", "message": "back-off 10s" } }));
    assert_eq!(
        (failed.engine_state.as_str(), failed.error.as_deref()),
        ("CrashLoopBackOff", Some("back-off 10s"))
    );
    let failed = with(json!({ "terminated": { "exitCode": 1, "reason": "Error" } }));
    assert_eq!((failed.engine_state.as_str(), failed.error.as_deref()), ("Error", Some("Error")));
}

#[test]
fn a_pod_that_goes_was_evicted_or_is_lost() {
    let running = json!([{ "name": "main", "restartCount": 0, "state": { "running": { "startedAt": "2026-11-27T16:00:02Z" } } }]);
    let mut going = pod(json!({ "phase": "Running", "containerStatuses": running }));
    going["metadata"]["deletionTimestamp"] = "2026-11-27T16:10:00Z".into();
    assert_eq!(first(&going).state, State::Stopping);
    let lost = first(&pod(json!({ "phase": "Unknown", "reason": "NodeLost", "containerStatuses": running })));
    assert_eq!((lost.state, lost.engine_state.as_str()), (State::Unknown, "Unknown"));
    let evicted = first(&pod(json!({
        "phase": "Failed", "reason": "Evicted", "message": "The node was low on resource: memory.",
    })));
    assert_eq!(
        (evicted.state, evicted.exit_code, evicted.engine_state.as_str()),
        (State::Exited, None, "Evicted")
    );
    assert_eq!(evicted.error.as_deref(), Some("The node was low on resource: memory."));
}

#[test]
fn several_containers_are_several_sessions() {
    let mut two = pod(json!({ "phase": "Pending" }));
    two["spec"]["containers"].as_array_mut().unwrap().push(json!({ "name": "side", "image": "x" }));
    two["metadata"]["ownerReferences"] =
        json!([{ "kind": "ReplicaSet", "name": "web-5d", "controller": true }]);
    let rows = rows(&two).unwrap();
    let sessions: Vec<_> = rows.iter().map(|row| session("kubernetes:dev", &row.row).unwrap()).collect();
    let names: Vec<_> = sessions.iter().map(|session| session.name.as_str()).collect();
    assert_eq!(names, ["web-0/main", "web-0/side"]);
    assert_ne!(sessions[0].id, sessions[1].id);
    assert_eq!(sessions[1].pod.as_deref(), Some("web-0"));
    let place = PodContainer {
        namespace: "team".to_owned(),
        pod: "web-0".to_owned(),
        uid: "0b6a2c1e-8d3f-4a57-9c21-5e7f00aa11bb".to_owned(),
        container: "side".to_owned(),
        secret: None,
    };
    assert_eq!(rows[1].place, place);
    assert!(sessions[0].protection.as_ref().unwrap().to_string().contains("ReplicaSet web-5d"));
}

#[test]
fn the_secret_of_a_pod_is_that_of_its_own_start() {
    let of = |labels: Value, secret: &str| {
        let mut own = pod(json!({}));
        own["metadata"]["labels"] = labels;
        own["spec"]["containers"][0]["env"][2]["valueFrom"]["secretKeyRef"]["name"] = secret.into();
        rows(&own).unwrap().remove(0).place.secret
    };
    let (token, secret) = ("0123456789abcdef", "web-0-env-01234567");
    let ours = json!({ LABEL_OWNER: OWNER, LABEL_TOKEN: token });
    assert_eq!(of(ours.clone(), secret).as_deref(), Some(secret));
    for (labels, secret) in [
        (ours, "web-0-env"),
        (json!({ LABEL_TOKEN: token }), secret),
        (json!({ LABEL_OWNER: OWNER }), secret),
    ] {
        assert_eq!(of(labels, secret), None);
    }
}

#[test]
fn pages_are_lists_and_single_pods() {
    let list = json!({ "kind": "PodList", "metadata": { "continue": "abc" }, "items": [pod(json!({})), { "kind": "Pod" }, 7] });
    let found = page(list.to_string().as_bytes()).unwrap();
    assert_eq!((found.rows.len(), found.skipped, found.next.as_deref()), (1, 2, Some("abc")));
    let last = page(br#"{"kind":"PodList","metadata":{"continue":""},"items":null}"#).unwrap();
    assert_eq!((last.rows.len(), last.next), (0, None));
    assert_eq!(page(pod(json!({})).to_string().as_bytes()).unwrap().rows.len(), 1);
    for printed in [&b""[..], b"{}", b"[]", br#"{"kind":"Status"}"#, b"\xff"] {
        assert!(page(printed).is_none());
    }
}

#[test]
fn a_watch_tells_what_is_and_what_is_gone() {
    let line =
        |word: &str, object: Value| event(json!({ "type": word, "object": object }).to_string().as_bytes());
    assert!(matches!(line("ADDED", pod(json!({}))), Some(Told::Is(rows)) if rows.len() == 1));
    assert!(matches!(line("DELETED", pod(json!({}))), Some(Told::Gone(rows)) if rows[0].id().len() == 64));
    assert_eq!(line("BOOKMARK", json!({ "kind": "Pod", "metadata": { "resourceVersion": "9" } })), None);
    let over =
        line("ERROR", json!({ "kind": "Status", "code": 410, "message": "too old resource version: 1 (2)" }));
    assert_eq!(over, Some(Told::Over("too old resource version: 1 (2)".to_owned())));
    assert_eq!(event(b"{\"type\":\"ADDED\""), None);
}

#[test]
fn contexts_have_servers_and_namespaces() {
    // kubectl 1.20.2 and 1.32.4.
    let printed = br#"[{"context":{"cluster":"c2","user":"u2"},"name":"arn:aws:eks:eu:1:cluster/x"},{"context":{"cluster":"c1","namespace":"team","user":"u1"},"name":"dev"}]
[{"cluster":{"server":"https://10.1.2.3:6443"},"name":"c1"},{"cluster":{"server":"https://k.example:443"},"name":"c2"}]
dev"#;
    let found = contexts(printed);
    let shown: Vec<_> =
        found.iter().map(|c| (c.name.as_str(), c.namespace.as_str(), c.server.as_str(), c.current)).collect();
    assert_eq!(
        shown,
        [
            ("arn:aws:eks:eu:1:cluster/x", "default", "https://k.example:443", false),
            ("dev", "team", "https://10.1.2.3:6443", true)
        ]
    );
    // Without any file.
    assert_eq!(contexts(b"null\nnull\n"), []);
    assert_eq!(contexts(b"\n\n"), []);
}

#[test]
fn the_server_has_a_version() {
    let found = version(br#"{"major":"1","minor":"20","gitVersion":"v1.20.2"}"#).unwrap();
    assert_eq!((found.version.as_str(), found.is_podman), ("1.20.2", false));
    assert_eq!(version(b"ok"), None);
    let found = client(br#"{"clientVersion":{"gitVersion":"v1.32.4-dispatcher"}}"#).unwrap();
    assert!(found.is_at_least(1, 22) && !found.is_at_least(1, 33));
    assert_eq!(client(b"{}"), None);
}
