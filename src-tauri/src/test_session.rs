//! A session for tests, as the runner describes one.

#![expect(clippy::panic, reason = "tests")]

use berth_runner::Session;
use serde_json::{Value, json};

/// A running session named `bot` on podman, but for the fields of `other`.
pub(crate) fn session(other: &Value) -> Session {
    let mut fields = json!({
        "engine": "podman", "id": "c", "name": "bot", "image": "debian:12", "state": "running", "engineState": "",
        "restartCount": 0, "oomKilled": false, "oomWithin": false, "stopTimeout": 10, "infra": false, "tty": true,
        "own": true, "ports": [], "mounts": [], "command": [], "workingDir": "/", "env": [], "labels": {},
        "restartPolicy": "no", "restartsPausable": false, "attachable": true, "prunable": false,
        "commandLine": ""
    });
    if let (Value::Object(fields), Value::Object(other)) = (&mut fields, other) {
        fields.extend(other.clone());
    }
    serde_json::from_value(fields).unwrap_or_else(|error| panic!("a session from JSON: {error}"))
}
