//! What is kept of sessions from one start of the app to the next: what each did, since when, and what
//! the person has not seen of it.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use berth_activity::Tracker;
use berth_archive::SessionKey;
use berth_runner::atomic_write;
use berth_terminal::Size;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::wire::Away;

/// Of one session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    #[serde(flatten)]
    pub key: SessionKey,
    /// The start of the run that it is of.
    pub began: Option<Timestamp>,
    /// Since when it does what the tracker says.
    pub since: Timestamp,
    pub tracker: Tracker,
    pub away: Option<Away>,
    /// Columns and rows that its terminal had last.
    pub size: Option<(u16, u16)>,
}

/// The file.
#[derive(Debug, Serialize, Deserialize)]
struct File {
    version: u32,
    sessions: Vec<Mark>,
}

/// A file of another version begins anew: it is worth a question's age, and no more.
const VERSION: u32 = 1;

impl Mark {
    pub fn size(&self) -> Option<Size> {
        self.size.map(|(cols, rows)| Size { cols, rows })
    }
}

/// Where it is, beside the archive.
pub fn place(archive: &Path) -> PathBuf {
    archive.with_file_name("activity.json")
}

/// What was kept; nothing where there is no such file, or it can't be read.
pub fn read(path: &Path) -> HashMap<SessionKey, Mark> {
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return HashMap::new(),
        Err(error) => {
            tracing::warn!(%error, "what sessions did is not known");
            return HashMap::new();
        }
    };
    match serde_json::from_slice::<File>(&text) {
        Ok(File { version: VERSION, sessions }) => {
            sessions.into_iter().map(|mark| (mark.key.clone(), mark)).collect()
        }
        Ok(_) => HashMap::new(),
        Err(error) => {
            tracing::warn!(%error, "what sessions did can't be read, and begins anew");
            HashMap::new()
        }
    }
}

/// Replaces what was kept. Only this user can read it: evidence is text of a screen.
pub fn write(path: &Path, sessions: Vec<Mark>) -> std::io::Result<()> {
    let text = serde_json::to_vec(&File { version: VERSION, sessions })?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    atomic_write(path, &text, None)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_activity::{Activity, RuleSource, Verdict};

    use super::*;

    #[test]
    fn marks_come_back_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let path = place(&folder.path().join("state/history.db"));
        assert!(read(&path).is_empty());
        let at = Timestamp::constant(1000, 0);
        let mut tracker = Tracker::new(at);
        let evidence = "Go on? [y/N]".to_owned();
        let source = RuleSource::Shipped;
        let (rule, choices, line) = ("ask.yes-no".to_owned(), Vec::new(), Some(3));
        let activity = Activity::Asks;
        tracker.observe(Some(Verdict { activity, rule, source, line, evidence, choices }), at);
        let key = SessionKey { engine: "podman".into(), container: "a".into() };
        let away = Some(Away { since: at, lines: 7, asked: 1, errors: 0, restarts: 2 });
        let mark =
            Mark { key: key.clone(), began: Some(at), since: at, tracker, away, size: Some((120, 40)) };
        write(&path, vec![mark.clone()]).unwrap();
        let mut kept = read(&path);
        let back = kept.remove(&key).unwrap();
        assert_eq!(back, mark);
        assert_eq!(back.size().unwrap().cols, 120);
        assert_eq!(back.tracker.reading().since, at);
        // What is done stays unseen.
        let mut tracker = back.tracker;
        let idle = Verdict { activity: Activity::Idle, ..tracker.reading().verdict.clone().unwrap() };
        assert_eq!(tracker.observe(Some(idle), at).unwrap().activity, Activity::Done);
    }

    #[test]
    fn a_file_that_is_none_of_ours_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("activity.json");
        for text in ["", "{", "{\"version\":2,\"sessions\":[]}", "{\"version\":1,\"sessions\":[{}]}"] {
            std::fs::write(&path, text).unwrap();
            assert!(read(&path).is_empty(), "{text}");
        }
    }
}
