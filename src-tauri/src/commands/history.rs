//! Commands on the archive: runs, what each wrote, searches, and what is kept.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use berth_archive::{
    Archive, ExportFormat, Hit, Past as Erased, Query, Run, RunDifference, RunFilter, RunId,
};
use serde::{Deserialize, Serialize};
use tauri::ipc::{Channel, Response};
use tauri::{State, WebviewWindow};

use crate::error::{AppError, WireError};
use crate::past::Past;
use crate::saving::{self, SaveWords};
use crate::subscribers::through;
use crate::subscriptions::Subscriptions;

/// Runs, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct RunPage {
    pub runs: Vec<Run>,
    #[specta(type = u32)]
    pub total: u64,
}

/// What a search found since, or its end.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum SearchEvent {
    Hits {
        hits: Vec<Hit>,
    },
    /// Nothing follows.
    Ended {
        /// Why not all was searched; `null` when it was.
        failure: Option<WireError>,
    },
}

/// The number of a run, as a window has it.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct RunNumber(#[specta(type = u32)] RunId);

/// What the archive holds, and where it is.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveStatistics {
    pub path: String,
    /// What it takes on the disk.
    #[specta(type = u32)]
    pub bytes: u64,
    /// What programs printed.
    #[specta(type = u32)]
    pub raw_bytes: u64,
    #[specta(type = u32)]
    pub runs: u64,
}

/// Asks the archive where it may block.
async fn ask<T: Send + 'static>(
    archive: &Archive,
    work: impl FnOnce(Archive) -> berth_archive::Result<T> + Send + 'static,
) -> Result<T, WireError> {
    let archive = archive.clone();
    let asked = tauri::async_runtime::spawn_blocking(move || work(archive));
    Ok(asked.await.map_err(AppError::internal)??)
}

/// Tells this window of every change of the archive. Returns the process id that the app has in it.
#[tauri::command]
#[specta::specta]
pub fn subscribe_runs(window: WebviewWindow, past: State<'_, Arc<Past>>, channel: Channel<()>) -> u32 {
    past.subscribe(window.label(), through(channel));
    std::process::id()
}

/// Runs that pass a filter, the latest first.
#[tauri::command]
#[specta::specta]
pub async fn runs(archive: State<'_, Archive>, filter: RunFilter) -> Result<RunPage, WireError> {
    let read =
        move |archive: Archive| Ok(RunPage { runs: archive.runs(&filter)?, total: archive.count(&filter)? });
    ask(&archive, read).await
}

// Numbers of runs are i64, which a command can't have: the window counts in doubles.

/// One run.
#[tauri::command]
#[specta::specta]
pub async fn archived_run(archive: State<'_, Archive>, id: RunNumber) -> Result<Run, WireError> {
    ask(&archive, move |archive| archive.run(id.0)).await
}

/// What the session of a run was created from, as JSON without secrets; `null` where nobody noted it.
#[tauri::command]
#[specta::specta]
pub async fn run_spec(archive: State<'_, Archive>, id: RunNumber) -> Result<Option<String>, WireError> {
    let spec = ask(&archive, move |archive| archive.spec(id.0)).await?;
    Ok(spec.map(|spec| spec.to_string()))
}

/// Lines of a run's log as raw bytes; `from` is the first one's number, counted from 1.
#[tauri::command]
pub async fn run_log(
    archive: State<'_, Archive>,
    id: RunId,
    from: u64,
    count: u64,
) -> Result<Response, WireError> {
    let lines = from..from.saturating_add(count);
    Ok(Response::new(ask(&archive, move |archive| archive.read_log(id, lines)).await?))
}

/// A run's last screen: its columns and rows, two bytes each and the lower first, then what draws it.
/// Nothing where none is kept.
#[tauri::command]
pub async fn run_screen(archive: State<'_, Archive>, id: RunId) -> Result<Response, WireError> {
    let screen = ask(&archive, move |archive| archive.screen(id)).await?;
    let bytes = screen.map(|screen| {
        let [columns, rows] = [screen.columns, screen.rows].map(u16::to_le_bytes);
        [&columns[..], &rows[..], &screen.bytes[..]].concat()
    });
    Ok(Response::new(bytes.unwrap_or_default()))
}

/// The first hit is sent at once, and then what was found in so long a time.
const HITS_INTERVAL: Duration = Duration::from_millis(60);

/// Ends a search, which can't be dropped while it blocks.
struct Stop(Arc<AtomicBool>);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Looks through all logs and last screens, and sends what it finds as it goes on. Returns the number to
/// `unsubscribe` with, which ends the search.
#[tauri::command]
#[specta::specta]
pub fn search_runs(
    window: WebviewWindow,
    archive: State<'_, Archive>,
    subscriptions: State<'_, Subscriptions>,
    query: Query,
    channel: Channel<SearchEvent>,
) -> u32 {
    let archive = archive.inner().clone();
    subscriptions.start(window.label(), async move {
        let stop = Stop(Arc::default());
        let stopped = Arc::clone(&stop.0);
        let search = move || search(&archive, &query, &stopped, |event| channel.send(event).is_ok());
        // Dropped in between, it says stop.
        drop(tauri::async_runtime::spawn_blocking(search).await);
    })
}

/// Searches until it is stopped, or nobody hears any more.
fn search(archive: &Archive, query: &Query, stopped: &AtomicBool, send: impl Fn(SearchEvent) -> bool) {
    let mut waiting = Vec::new();
    let mut sent = None::<Instant>;
    let mut heard = true;
    let searched = archive.search(query, |hit| {
        if stopped.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        waiting.push(hit);
        if sent.is_some_and(|sent| sent.elapsed() < HITS_INTERVAL) {
            return ControlFlow::Continue(());
        }
        sent = Some(Instant::now());
        heard = send(SearchEvent::Hits { hits: std::mem::take(&mut waiting) });
        if heard { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if stopped.load(Ordering::Relaxed) || !heard {
        return;
    }
    if !waiting.is_empty() && !send(SearchEvent::Hits { hits: waiting }) {
        return;
    }
    // A window that is gone needs no end.
    send(SearchEvent::Ended { failure: searched.err().map(WireError::from) });
}

/// What differs between an earlier run and a later one.
#[tauri::command]
#[specta::specta]
pub async fn compare_runs(
    archive: State<'_, Archive>,
    before: RunNumber,
    after: RunNumber,
) -> Result<RunDifference, WireError> {
    ask(&archive, move |archive| archive.differences(before.0, after.0)).await
}

/// Erases the past of the sessions of a name on an engine, for good.
#[tauri::command]
#[specta::specta]
pub async fn erase_session(
    archive: State<'_, Archive>,
    engine: String,
    name: String,
) -> Result<(), WireError> {
    let past = Erased::Name { engine: Some(engine), name };
    ask(&archive, move |archive| archive.erase(&past)).await?;
    Ok(())
}

/// Writes a run where the person says, and returns the path; `null` when they chose none.
#[tauri::command]
#[specta::specta]
pub async fn export_run(
    window: WebviewWindow,
    archive: State<'_, Archive>,
    id: RunNumber,
    format: ExportFormat,
    words: SaveWords,
) -> Result<Option<String>, WireError> {
    let run = ask(&archive, move |archive| archive.run(id.0)).await?;
    let Some(path) = saving::place_of_run(&window, &run, format, words).await? else { return Ok(None) };
    let written = path.display().to_string();
    ask(&archive, move |archive| {
        // The dialog has asked whether one that is there is to be replaced, and so it is once the new is whole.
        let place = saving::free_name(&path);
        archive.export(id.0, &place, format)?;
        let replaced = if place == path { Ok(()) } else { std::fs::rename(&place, &path) };
        replaced.map_err(|source| berth_archive::Error::ExportFailed { path, source })
    })
    .await?;
    Ok(Some(written))
}

/// Has keep rules leave a run alone, or no longer.
#[tauri::command]
#[specta::specta]
pub async fn pin_run(archive: State<'_, Archive>, id: RunNumber, pinned: bool) -> Result<(), WireError> {
    ask(&archive, move |archive| archive.pin(id.0, pinned)).await
}

/// Has nothing kept from now on of sessions of a name on an engine, or has them kept again.
#[tauri::command]
#[specta::specta]
pub async fn exclude_session(
    archive: State<'_, Archive>,
    engine: String,
    name: String,
    excluded: bool,
) -> Result<(), WireError> {
    ask(&archive, move |archive| archive.exclude(&engine, &name, excluded)).await
}

/// Whether nothing is kept of sessions of a name on an engine.
#[tauri::command]
#[specta::specta]
pub async fn session_excluded(
    archive: State<'_, Archive>,
    engine: String,
    name: String,
) -> Result<bool, WireError> {
    ask(&archive, move |archive| archive.is_excluded(&engine, &name)).await
}

/// What the archive holds, and what it costs.
#[tauri::command]
#[specta::specta]
pub async fn archive_statistics(archive: State<'_, Archive>) -> Result<ArchiveStatistics, WireError> {
    let path = archive.path().display().to_string();
    let found = ask(&archive, |archive| archive.statistics()).await?;
    Ok(ArchiveStatistics { path, bytes: found.file_bytes, raw_bytes: found.log_bytes, runs: found.runs })
}

#[cfg(test)]
#[expect(clippy::panic, clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::cell::RefCell;

    use berth_archive::{LogState, Pattern, RunFacts, SessionFacts, SessionKey};
    use jiff::Timestamp;

    use super::*;

    /// An archive with one run of `lines` lines that say which they are.
    fn archive(lines: usize) -> (tempfile::TempDir, Archive, RunId) {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::new(folder.path());
        let key = SessionKey { engine: "podman".to_owned(), container: "a".repeat(64) };
        let spec = serde_json::Value::Null;
        let (name, image) = ("bot".to_owned(), "alpine".to_owned());
        let session =
            SessionFacts { key: key.clone(), name, own: true, image, image_id: None, created_at: None, spec };
        archive.note_session(&session).unwrap();
        let facts = RunFacts {
            started_at: Timestamp::from_second(1_700_000_000).unwrap(),
            exact: true,
            ended_at: None,
            exit_code: None,
            oom_killed: false,
            oom_within: false,
            restarts: 0,
            error: None,
        };
        let run = archive.note_run(&key, &facts).unwrap().unwrap();
        let log: String = (1..=lines).map(|line| format!("line {line} of it\n")).collect();
        archive.append_log(run, log.as_bytes()).unwrap();
        archive.finish_log(run, &LogState::Whole).unwrap();
        (folder, archive, run)
    }

    fn query(pattern: Pattern) -> Query {
        Query { pattern, runs: RunFilter::default(), limit: 500, context: 1 }
    }

    #[test]
    fn a_search_sends_what_it_finds_and_then_its_end() {
        let (_folder, archive, run) = archive(300);
        let events = RefCell::new(Vec::new());
        let query = query(Pattern::Text("OF it".to_owned()));
        search(&archive, &query, &AtomicBool::new(false), |event| {
            events.borrow_mut().push(event);
            true
        });
        let mut events = events.into_inner();
        assert_eq!(events.pop(), Some(SearchEvent::Ended { failure: None }));
        let Some(SearchEvent::Hits { hits: first }) = events.first() else { panic!("no hits: {events:?}") };
        assert_eq!(first.len(), 1, "the first comes at once");
        let hits: Vec<_> = events
            .iter()
            .flat_map(|event| match event {
                SearchEvent::Hits { hits } => hits.clone(),
                SearchEvent::Ended { .. } => panic!("two ends"),
            })
            .collect();
        assert_eq!(hits.len(), 300);
        assert!(hits.iter().all(|hit| hit.run == run && hit.text.contains("of it")));
    }

    #[test]
    fn a_search_that_is_stopped_or_that_nobody_hears_says_nothing_more() {
        let (_folder, archive, _) = archive(300);
        let query = query(Pattern::Text("line".to_owned()));
        search(&archive, &query, &AtomicBool::new(true), |event| panic!("said {event:?}"));
        let heard = RefCell::new(0);
        search(&archive, &query, &AtomicBool::new(false), |_| {
            *heard.borrow_mut() += 1;
            false
        });
        assert_eq!(heard.into_inner(), 1);
    }

    #[test]
    fn a_pattern_that_is_none_is_the_end_of_its_search() {
        let (_folder, archive, _) = archive(3);
        let ended = RefCell::new(None);
        search(&archive, &query(Pattern::Regex("(".to_owned())), &AtomicBool::new(false), |event| {
            ended.replace(Some(event));
            true
        });
        let Some(SearchEvent::Ended { failure: Some(failure) }) = ended.into_inner() else {
            panic!("no end")
        };
        assert_eq!((failure.code.as_str(), failure.args["pattern"].as_str()), ("bad_pattern", "("));
    }
}
