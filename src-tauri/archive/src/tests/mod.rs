//! The archive on a real file.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod boots;
mod changes;
mod clocks;
mod differences;
mod export;
mod hostile;
mod keeping;
mod killed;
mod logs;
mod runs;
mod search;
mod versions;

use jiff::Timestamp;
use serde_json::json;
use tempfile::TempDir;

use crate::{Archive, RunFacts, RunId, SessionFacts, SessionKey};

/// An archive in a folder that goes with it.
struct Place {
    archive: Archive,
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { archive: Archive::new(folder.path().join("deep/state")), folder }
    }

    /// What another process would see.
    fn again(&self) -> Archive {
        Archive::new(self.folder.path().join("deep/state"))
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + seconds).unwrap()
}

fn key(container: &str) -> SessionKey {
    SessionKey { engine: "podman".to_owned(), container: container.to_owned() }
}

fn session(container: &str, name: &str) -> SessionFacts {
    SessionFacts {
        key: key(container),
        name: name.to_owned(),
        own: true,
        image: "docker.io/library/alpine:3".to_owned(),
        image_id: Some("sha256:1234".to_owned()),
        created_at: Some(at(-5)),
        spec: json!({ "Config": { "Env": ["KEY=…"], "Cmd": ["sh"] } }),
    }
}

/// A run that goes on.
fn begun(started: i64) -> RunFacts {
    RunFacts {
        started_at: at(started),
        exact: true,
        told_at: None,
        ended_at: None,
        exit_code: None,
        cut_off: false,
        oom_killed: false,
        oom_within: false,
        restarts: 0,
        error: None,
    }
}

fn over(started: i64, ended: i64, exit_code: i64) -> RunFacts {
    RunFacts { ended_at: Some(at(ended)), exit_code: Some(exit_code), ..begun(started) }
}

/// A run of a session of this name that goes on.
fn run_of(archive: &Archive, container: &str, name: &str, started: i64) -> RunId {
    archive.note_session(&session(container, name)).unwrap();
    archive.note_run(&key(container), &begun(started)).unwrap().unwrap()
}
