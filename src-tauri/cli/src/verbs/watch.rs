//! Watch: prints every change on every engine, one line each.

use std::collections::HashMap;
use std::process::ExitCode;
use std::time::Duration;

use berth_activity::Activity;
use berth_archive::Archive;
use berth_control::Status;
use berth_runner::{EngineUpdate, HistorySettings, Recorder, Runner, Session, State, WatchIntervals};
use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use crate::activity::Activities;
use crate::exit::Stop;
use crate::print;
use crate::row::{self, Row};

/// The shape of `--json`. Fields and changes are added, never taken away.
#[derive(Debug, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
enum Line<'a> {
    /// All sessions of the engine; replaces everything before.
    Snapshot { engine: &'a str, sessions: Vec<Row<'a>>, skipped: u32 },
    /// Sessions that are new or different, and the ids of those that are gone.
    Updated { engine: &'a str, sessions: Vec<Row<'a>>, gone: &'a [String] },
    /// The engine does not answer; a snapshot follows when it does again.
    Away { engine: &'a str, code: &'a str, message: String, since: Timestamp },
    /// What a session does, as its screen tells.
    Activity {
        name: &'a str,
        #[serde(flatten)]
        status: &'a Status,
    },
}

/// With `history` all that happens is kept, too; with `doing` it is said what sessions do.
pub async fn watch(
    runners: Vec<Runner>,
    json: bool,
    history: Option<HistorySettings>,
    mut activities: Option<Activities>,
) -> Result<ExitCode, Stop> {
    let (sender, mut changes) = mpsc::channel(16);
    let _recording = history.as_ref().and_then(|settings| Recording::begin(&runners, settings));
    for runner in runners {
        let sender = sender.clone();
        let recorder = history.clone().map(|settings| Recorder::start(&runner, settings));
        tokio::spawn(async move {
            let engine = runner.engine().id.clone();
            let mut watch = match recorder {
                Some(recorder) => {
                    let shown = watch::channel(false).1;
                    runner.watch_recorded(WatchIntervals::default(), shown, recorder)
                }
                None => runner.watch(),
            };
            while let Some(change) = watch.next().await {
                if sender.send((engine.clone(), change)).await.is_err() {
                    return;
                }
            }
        });
    }
    drop(sender);
    let mut names = HashMap::new();
    loop {
        let mut text = String::new();
        tokio::select! {
            change = changes.recv() => {
                let Some((engine, change)) = change else { break };
                text += &if json { line(&engine, &change)? } else { plain_text(&engine, &change, &mut names) };
                activities.iter_mut().for_each(|activities| activities.see(&engine, &change));
            }
            () = changed(&mut activities) => {}
        }
        for (name, status) in activities.iter_mut().flat_map(Activities::news) {
            let activity = Line::Activity { name: &name, status: &status };
            text += &if json { print::json_line(&activity)? } else { sentence(&name, &status) };
        }
        if !text.is_empty() && !print::out_while_read(text.as_bytes())? {
            break;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn changed(activities: &mut Option<Activities>) {
    match activities {
        Some(activities) => activities.changed().await,
        None => std::future::pending().await,
    }
}

/// What a session does, for people; with the line that says so.
fn sentence(name: &str, Status { session, activity, why, .. }: &Status) -> String {
    let line = why.as_ref().map(|why| why.evidence.trim()).filter(|line| !line.is_empty());
    let line = line.map_or_else(String::new, |line| format!(": {line}"));
    match activity {
        Activity::Unknown => format!("{}: what {name} does is not known\n", session.engine),
        _ => format!("{}: {name} {activity}{line}\n", session.engine),
    }
}

/// Keeps the archive small while runs go into it, and lets others record at the end.
struct Recording {
    archive: Archive,
    upkeep: JoinHandle<()>,
}

impl Recording {
    fn begin(runners: &[Runner], settings: &HistorySettings) -> Option<Self> {
        const INTERVAL: Duration = Duration::from_secs(3600);
        let archive = runners.first()?.archive().clone();
        let engines: Vec<&str> = runners.iter().map(|runner| runner.engine().id.as_str()).collect();
        print::err(&format!(
            "Keeps every run on {} in {}; see them with: berthctl history",
            engines.join(", "),
            archive.path().display()
        ));
        let (tidied, rules) = (archive.clone(), settings.keep_rules());
        let upkeep = tokio::spawn(async move {
            loop {
                let (archive, rules) = (tidied.clone(), rules.clone());
                let done = tokio::task::spawn_blocking(move || archive.apply_keep_rules(&rules)).await;
                if let Ok(Err(error)) = done {
                    print::err(&format!("berthctl: {error}"));
                }
                tokio::time::sleep(INTERVAL).await;
            }
        });
        Some(Self { archive, upkeep })
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        self.upkeep.abort();
        Recorder::hand_over(&self.archive);
    }
}

fn line(engine: &str, change: &EngineUpdate) -> Result<String, Stop> {
    let line = match change {
        EngineUpdate::Snapshot(listing) => {
            Line::Snapshot { engine, sessions: rows(&listing.sessions), skipped: listing.skipped }
        }
        EngineUpdate::Updated { sessions, gone } => Line::Updated { engine, sessions: rows(sessions), gone },
        EngineUpdate::Away { error, since } => {
            Line::Away { engine, code: error.code(), message: error.to_string(), since: *since }
        }
    };
    print::json_line(&line)
}

fn rows(sessions: &[Session]) -> Vec<Row<'_>> {
    sessions.iter().map(Row::from).collect()
}

/// One line for each session, for people. One that is gone has its last known name.
fn plain_text(engine: &str, change: &EngineUpdate, names: &mut HashMap<String, String>) -> String {
    let mut text = String::new();
    let mut say = |what: String| text.push_str(&format!("{engine}: {what}\n"));
    match change {
        EngineUpdate::Snapshot(listing) => {
            let running = listing.sessions.iter().filter(|s| s.state == State::Running).count();
            say(format!("{} sessions, {running} running", listing.sessions.len()));
            names.extend(listing.sessions.iter().map(|s| (s.id.clone(), s.name.clone())));
        }
        EngineUpdate::Updated { sessions, gone } => {
            for session in sessions {
                say(format!("{} is {}", session.name, row::state(session)));
                names.insert(session.id.clone(), session.name.clone());
            }
            for id in gone {
                say(format!("{} is gone", names.remove(id).unwrap_or_else(|| id.clone())));
            }
        }
        EngineUpdate::Away { error, .. } => say(error.to_string()),
    }
    text
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use berth_runner::{Error, Listing};

    #[test]
    fn what_a_session_does_is_one_line() {
        let status: Status = serde_json::from_value(serde_json::json!({
            "engine": "docker:far", "id": "9f", "activity": "asks", "since": "2026-11-26T12:00:00Z",
            "why": {"activity": "asks", "rule": "general.yes-no", "source": {"kind": "shipped"}, "line": 3,
                "evidence": "Go on? [y/N] ", "choices": []},
        }))
        .unwrap();
        let text = print::json_line(&Line::Activity { name: "two\nlines", status: &status }).unwrap();
        assert_eq!(text.matches('\n').count(), 1, "{text}");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        for (key, expected) in
            [("change", "activity"), ("engine", "docker:far"), ("id", "9f"), ("activity", "asks")]
        {
            assert_eq!(value[key], expected, "{text}");
        }
        assert_eq!((&value["name"], &value["why"]["rule"]), (&"two\nlines".into(), &"general.yes-no".into()));
        assert_eq!(sentence("bot", &status), "docker:far: bot asks: Go on? [y/N]\n");
        let unknown = Status { activity: Activity::Unknown, why: None, ..status };
        assert_eq!(sentence("bot", &unknown), "docker:far: what bot does is not known\n");
    }

    #[test]
    fn a_change_is_one_line_of_json() {
        let away = EngineUpdate::Away {
            error: Error::SessionNotFound { engine: "e".to_owned(), name: "two\nlines".to_owned() },
            since: "2026-11-23T12:00:00Z".parse().unwrap(),
        };
        let snapshot = EngineUpdate::Snapshot(Listing::default());
        let updated = EngineUpdate::Updated { sessions: Vec::new(), gone: vec!["9f".repeat(32)] };
        for (change, word) in [(away, "away"), (snapshot, "snapshot"), (updated, "updated")] {
            let text = line("docker:far", &change).unwrap();
            assert_eq!(text.matches('\n').count(), 1, "{text}");
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(
                (value["change"].as_str(), value["engine"].as_str()),
                (Some(word), Some("docker:far"))
            );
        }
    }
}
