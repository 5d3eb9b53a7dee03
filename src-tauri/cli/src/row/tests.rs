#![expect(clippy::unwrap_used, reason = "tests")]
use super::*;
use serde_json::json;

pub fn session() -> Session {
    serde_json::from_value(json!({
        "engine": "podman", "id": "9f".repeat(32), "name": "bot", "image": "localhost/bb:1", "state": "exited",
        "engineState": "exited", "pid": null, "createdAt": "2026-11-23T12:00:00Z", "startedAt": null, "finishedAt": null,
        "exitCode": 3, "oomKilled": false, "oomWithin": false, "restartCount": 0, "tty": true,
        "attachable": true, "own": true, "protection": null, "prunable": true, "commandLine": "sh -c 'exit 3'",
        "ports": [{"hostIp": "::1", "host": 8080, "container": 80, "protocol": "tcp"}],
        "mounts": [{"kind": "volume", "source": "data", "target": "/d", "readOnly": true},
            {"kind": "tmpfs", "source": "", "target": "/run", "readOnly": false}],
        "command": ["sh", "-c", "exit 3"], "workingDir": "/", "env": ["TOKEN=s3cret"], "labels": {}, "stopSignal": null, "stopTimeout": 10, "infra": false,
        "restartPolicy": "no", "restartsPausable": false, "error": null
    }))
    .unwrap()
}

#[test]
fn json_has_what_is_promised_and_no_environment() {
    let session = session();
    let value = serde_json::to_value(Row::from(&session)).unwrap();
    for (key, expected) in [
        ("name", json!("bot")),
        ("engine", json!("podman")),
        ("image", json!("localhost/bb:1")),
        ("state", json!("exited")),
        ("pid", json!(null)),
        ("exit_code", json!(3)),
        ("created_at", json!("2026-11-23T12:00:00Z")),
        ("ports", json!(["[::1]:8080:80/tcp"])),
        ("mounts", json!(["data:/d:ro", "tmpfs:/run"])),
    ] {
        assert_eq!(value.get(key), Some(&expected), "{key}");
    }
    assert!(!value.to_string().contains("s3cret"));
    let keys: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
    let mut known = KEYS.to_vec();
    known.sort_unstable();
    assert_eq!(keys, known);
}

#[test]
fn memory_that_ran_out_within_is_no_kill_of_it() {
    let within = Session { oom_within: true, exit_code: Some(0), ..session() };
    let killed = Session { oom_killed: true, exit_code: Some(137), ..session() };
    assert!(status(&within).contains("Out of memory  something in it was killed"), "{}", status(&within));
    assert!(status(&killed).contains("Out of memory  yes: the system killed it"), "{}", status(&killed));
}

#[test]
fn health_is_told_with_its_failures_and_its_last_check() {
    let last = vec![Check { ended_at: None, exit_code: 1, output: "no\nanswer".to_owned() }];
    let checks = Some(Checks { status: CheckStatus::Unhealthy, failures: 3, last });
    let session = Session { state: State::Running, exit_code: None, checks, ..session() };
    assert_eq!(state(&session), "running, unhealthy (3 failures)");
    assert!(status(&session).contains("Last check  exited 1: no answer\n"), "{}", status(&session));
    let value = serde_json::to_value(Row::from(&session)).unwrap();
    assert_eq!(value["health"]["status"], "unhealthy");
    assert_eq!(value["health"]["checks"][0]["output"], "no\nanswer");
}

#[test]
fn paused_restarts_are_told_with_the_way_back() {
    assert!(!status(&session()).contains("Restarts paused"));
    let session = Session { paused_policy: Some("always".to_owned()), ..session() };
    let words = "Restarts paused  its policy was always; berthctl resume --restarts bot\n";
    assert!(status(&session).contains(words), "{}", status(&session));
    let value = serde_json::to_value(Row::from(&session)).unwrap();
    assert_eq!((&value["restart_policy"], &value["paused_policy"]), (&json!("no"), &json!("always")));
}

#[test]
fn a_broken_one_says_what_the_engine_said() {
    let session = Session { broken: Some("layer not known".to_owned()), ..session() };
    assert_eq!(state(&session), "exited (3), broken");
    assert!(status(&session).contains("Broken    layer not known\n"), "{}", status(&session));
    let value = serde_json::to_value(Row::from(&session)).unwrap();
    assert_eq!(value.get("broken"), Some(&json!("layer not known")));
}

#[test]
fn tables_line_up() {
    let now = "2026-11-23T14:30:00Z".parse().unwrap();
    assert_eq!(
        list(&[session()], now),
        "NAME  ENGINE  IMAGE           STATE       PID  AGE\nbot   podman  localhost/bb:1  exited (3)       2 h"
    );
    let status = status(&session());
    assert!(status.contains("Command   sh -c 'exit 3'\n") && !status.contains("Pid"), "{status}");
    assert!(!status.contains("s3cret"));
}
