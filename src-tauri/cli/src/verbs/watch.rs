//! Watch: prints every change on every engine, one line each.

use std::collections::HashMap;
use std::process::ExitCode;
use std::time::Duration;

use berth_archive::Archive;
use berth_runner::{EngineUpdate, HistorySettings, Recorder, Runner, Session, State, WatchIntervals};
use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

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
}

/// With `history` all that happens is kept, too.
pub async fn watch(
    runners: Vec<Runner>,
    json: bool,
    history: Option<HistorySettings>,
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
    while let Some((engine, change)) = changes.recv().await {
        let text = if json { line(&engine, &change)? } else { plain_text(&engine, &change, &mut names) };
        if !print::out_while_read(text.as_bytes())? {
            break;
        }
    }
    Ok(ExitCode::SUCCESS)
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
