//! A row of `ps` -> [`Session`], for a container that `container inspect` can't describe.
//!
//! `Status` tells the state: docker's 19.03 has no `State` in a format, and podman 4.3 has
//! the same text in both.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use super::rows;
use crate::protect::protection;
use crate::session::{DEFAULT_STOP_TIMEOUT, LABEL_OWNER, OWNER, Session, State};

/// What is known of a broken container, with the engine's `words` about it. `None` when the
/// row has no full id or no name.
pub fn session(engine: &str, row: &Value, words: &str) -> Option<Session> {
    let text = |key: &str| row.get(key).and_then(Value::as_str);
    let id = text("ID").filter(|id| rows::is_id(id))?;
    // docker lists the names of its links too.
    let name = text("Names")?.split(',').find(|name| !name.contains('/')).filter(|name| !name.is_empty())?;
    let status = text("Status").unwrap_or_default();
    let state = state(status);
    let labels: BTreeMap<String, String> = row
        .get("Labels")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        // A label that docker does not have is an empty one.
        .filter(|(_, value)| !value.is_empty())
        .collect();
    Some(Session {
        engine: engine.to_owned(),
        id: id.to_owned(),
        name: name.to_owned(),
        image: text("Image").unwrap_or_default().to_owned(),
        state,
        engine_state: status.to_owned(),
        pid: None,
        created_at: text("CreatedAt").and_then(time),
        started_at: None,
        finished_at: None,
        exit_code: exit_code(status).filter(|_| state.has_ended()),
        oom_killed: false,
        oom_within: false,
        restart_count: 0,
        tty: false,
        attachable: false,
        own: labels.get(LABEL_OWNER).is_some_and(|owner| owner == OWNER),
        protection: protection(name, &labels),
        prunable: false,
        ports: Vec::new(),
        mounts: Vec::new(),
        command: Vec::new(),
        command_line: String::new(),
        working_dir: String::new(),
        env: Vec::new(),
        labels,
        pod: None,
        infra: false,
        stop_signal: None,
        stop_timeout: DEFAULT_STOP_TIMEOUT,
        restart_policy: "no".to_owned(),
        paused_policy: None,
        restarts_pausable: false,
        error: None,
        checks: None,
        broken: Some(words.to_owned()),
    })
}

/// `Up 3 minutes`, `Up 3 minutes (Paused)`, `Exited (3) 4 seconds ago`, `Created`, `Dead`,
/// `Restarting (1) 2 seconds ago`, `Removal In Progress` on docker; `Paused`, `Stopping`,
/// `Initialized` too on podman.
fn state(status: &str) -> State {
    let word = status.split([' ', '(']).next().unwrap_or_default();
    match word.to_ascii_lowercase().as_str() {
        "up" if status.ends_with("(Paused)") => State::Paused,
        "up" | "running" => State::Running,
        "paused" => State::Paused,
        "exited" | "stopped" => State::Exited,
        "created" | "configured" | "initialized" => State::Created,
        "restarting" => State::Restarting,
        "stopping" | "removal" | "removing" => State::Stopping,
        "dead" => State::Dead,
        _ => State::Unknown,
    }
}

fn exit_code(status: &str) -> Option<i64> {
    status.split_once('(')?.1.split_once(')')?.0.parse().ok()
}

/// `2026-11-26 05:01:06.323058247 +0000 UTC` on podman, without the fraction on docker. The
/// zone's name comes last, and need not be one.
fn time(text: &str) -> Option<Timestamp> {
    let end = text.match_indices(' ').nth(2).map_or(text.len(), |(at, _)| at);
    Timestamp::strptime("%Y-%m-%d %H:%M:%S%.f %z", text.get(..end)?).ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// podman 4.3.1, whose storage has lost the container.
    const PODMAN: &str = r#"{"ID":"dbf054139da92de77f254e2c6570c59ba7b8cfc29529711527f9e872fe70bdac","Names":"r-b","Image":"localhost/berth-test:latest","Status":"Exited (137) 1 second ago","CreatedAt":"2026-11-26 05:01:43.389510701 +0000 UTC","Labels":{"dev.berth.owner":"berth"}}"#;
    /// docker 20.10.24.
    const DOCKER: &str = r#"{"ID":"4a7ad238d39e13f5ca7ddbbaf301902b0973b9982fd94b314272137267b4a7b3","Names":"web/db,r-a","Image":"berth-test","Status":"Created","CreatedAt":"2026-11-26 06:01:06 +0100 CET","Labels":{"dev.berth.owner":"berth","dev.berth.token":"","PODMAN_SYSTEMD_UNIT":"","manager":""}}"#;

    fn read(row: &str) -> Session {
        session("engine", &serde_json::from_str(row).unwrap(), "broken").unwrap()
    }

    #[test]
    fn a_row_is_a_session_that_is_broken() {
        let of_podman = read(PODMAN);
        assert_eq!((of_podman.name.as_str(), of_podman.state), ("r-b", State::Exited));
        assert_eq!(of_podman.exit_code, Some(137));
        assert_eq!(of_podman.created_at, "2026-11-26T05:01:43.389510701Z".parse().ok());
        let of_docker = read(DOCKER);
        assert_eq!((of_docker.name.as_str(), of_docker.state), ("r-a", State::Created));
        assert_eq!(of_docker.exit_code, None);
        assert_eq!(of_docker.created_at, "2026-11-26T05:01:06Z".parse().ok());
        for session in [of_podman, of_docker] {
            assert_eq!(session.broken.as_deref(), Some("broken"));
            assert!(session.own && !session.prunable && session.protection.is_none());
            assert_eq!(session.labels.len(), 1);
        }
    }

    #[test]
    fn the_status_tells_the_state() {
        for (status, expected) in [
            ("Up 3 minutes", State::Running),
            ("Up 3 minutes (healthy)", State::Running),
            ("Up 3 minutes (Paused)", State::Paused),
            ("Paused", State::Paused),
            ("Exited (3) 4 seconds ago", State::Exited),
            ("Restarting (1) 2 seconds ago", State::Restarting),
            ("Removal In Progress", State::Stopping),
            ("Stopping", State::Stopping),
            ("Dead", State::Dead),
            ("Initialized", State::Created),
            ("", State::Unknown),
        ] {
            assert_eq!(state(status), expected, "{status}");
        }
        assert_eq!(exit_code("Exited (-1) 4 seconds ago"), Some(-1));
    }

    #[test]
    fn a_protected_one_stays_protected_and_half_a_row_is_none() {
        let quadlet = DOCKER.replace("\"PODMAN_SYSTEMD_UNIT\":\"\"", "\"PODMAN_SYSTEMD_UNIT\":\"a.service\"");
        assert!(read(&quadlet).protection.is_some());
        for row in ["{}", r#"{"ID":"ab","Names":"x"}"#, &PODMAN.replace("r-b", "")] {
            assert_eq!(session("engine", &serde_json::from_str(row).unwrap(), ""), None, "{row}");
        }
    }
}
