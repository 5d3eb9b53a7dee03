//! Commands on the archive: runs, what each wrote, and what is kept.

use std::sync::Arc;

use berth_archive::{Archive, EraseTarget, ExportFormat, Run, RunDifference, RunFilter, RunId};
use berth_runner::Recorder;
use serde::{Deserialize, Serialize};
use tauri::ipc::{Channel, Response};
use tauri::{State, WebviewWindow};

use crate::archive_changes::ArchiveChanges;
use crate::error::{AppError, WireError};
use crate::grants::Grants;
use crate::saving::{self, SaveWords};
use crate::subscribers::through;

/// Runs, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct RunPage {
    pub runs: Vec<Run>,
    #[specta(type = u32)]
    pub total: u64,
    /// Why nothing new is kept; `null` where it is.
    pub unwritable: Option<WireError>,
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
    /// How many logs the app follows now.
    pub following: u32,
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
pub fn subscribe_runs(
    window: WebviewWindow,
    changes: State<'_, Arc<ArchiveChanges>>,
    channel: Channel<()>,
) -> u32 {
    changes.subscribe(window.label(), through(channel));
    std::process::id()
}

/// Runs that pass a filter, the latest first.
#[tauri::command]
#[specta::specta]
pub async fn runs(archive: State<'_, Archive>, filter: RunFilter) -> Result<RunPage, WireError> {
    let read = move |archive: Archive| {
        let (runs, total) = (archive.runs(&filter)?, archive.count(&filter)?);
        Ok(RunPage { runs, total, unwritable: archive.unwritable().as_deref().map(WireError::from) })
    };
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

/// Erases all runs of the sessions of a name on an engine, for good.
#[tauri::command]
#[specta::specta]
pub async fn erase_session(
    archive: State<'_, Archive>,
    engine: String,
    name: String,
) -> Result<(), WireError> {
    let target = EraseTarget::Name { engine: Some(engine), name };
    ask(&archive, move |archive| archive.erase(&target)).await?;
    Ok(())
}

/// Writes a run where the person says, and returns the path; `null` when they chose none.
#[tauri::command]
#[specta::specta]
pub async fn export_run(
    window: WebviewWindow,
    grants: State<'_, Grants>,
    archive: State<'_, Archive>,
    id: RunNumber,
    format: ExportFormat,
    words: SaveWords,
) -> Result<Option<String>, WireError> {
    let run = ask(&archive, move |archive| archive.run(id.0)).await?;
    let Some(path) = saving::place_of_run(&window, &run, format, words).await? else { return Ok(None) };
    let written = grants.give(&path);
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
    let following = Recorder::following();
    Ok(ArchiveStatistics {
        path,
        bytes: found.file_bytes,
        raw_bytes: found.log_bytes,
        runs: found.runs,
        following,
    })
}
