//! Commands on log views: the lines of sessions, held here; a window asks for those that it shows.

use std::sync::Arc;

use berth_logs::{
    Followed, Limits, LogLine, LogPattern, LogQuery, LogRows, LogSource, LogTimes, Result as LogResult, View,
};
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow};

use crate::engines::EngineRegistry;
use crate::error::{AppError, WireError};
use crate::grants::Grants;
use crate::live::Live;
use crate::logs::{LineNumber, LogViewEvent, LogViews};
use crate::saving::{self, SaveWords};
use crate::subscriptions::Subscriptions;

/// The most sessions of one view.
const MOST_SOURCES: usize = 8;

/// Opens a view of the logs of some sessions, of eight at most, and follows them: what was written before, by
/// earlier sessions of their names too, and what comes. Returns its number, to `unsubscribe` with.
#[tauri::command]
#[specta::specta]
pub async fn open_log_view(
    window: WebviewWindow,
    engines: State<'_, EngineRegistry>,
    live: State<'_, Arc<Live>>,
    subscriptions: State<'_, Subscriptions>,
    views: State<'_, LogViews>,
    sources: Vec<LogSource>,
    channel: Channel<LogViewEvent>,
) -> Result<u32, WireError> {
    if sources.len() > MOST_SOURCES {
        return Err(AppError::TooManyLogs { most: MOST_SOURCES }.into());
    }
    let mut followed = Vec::new();
    for LogSource { engine, id } in sources {
        let runner = engines.runner(&engine).await?;
        let watch = live.listen(&runner.engine().id);
        followed.push(Followed { runner, watch, id });
    }
    let view = View::new(followed.len(), Limits::default());
    let work = {
        let view = Arc::clone(&view);
        async move { view.follow(followed, |event| channel.send(event.into()).is_ok()).await }
    };
    let number = subscriptions.start(window.label(), work);
    views.add(number, &view);
    Ok(number)
}

/// Has the rows of a view be those of a query from now on. Its `changed` events tell how far it is.
#[tauri::command]
#[specta::specta]
pub async fn set_log_query(views: State<'_, LogViews>, view: u32, query: LogQuery) -> Result<(), WireError> {
    Ok(views.get(view)?.ask(&query)?)
}

/// Reads lines where it may block.
async fn read<T: Send + 'static>(
    views: &LogViews,
    view: u32,
    work: impl FnOnce(&View) -> T + Send + 'static,
) -> Result<T, WireError> {
    let view = views.get(view)?;
    Ok(tauri::async_runtime::spawn_blocking(move || work(&view)).await.map_err(AppError::internal)?)
}

async fn ask<T: Send + 'static>(
    views: &LogViews,
    view: u32,
    work: impl FnOnce(&View) -> LogResult<T> + Send + 'static,
) -> Result<T, WireError> {
    Ok(read(views, view, work).await??)
}

/// Rows of a view, 500 at most; none where the revision is not the one that was asked for.
#[tauri::command]
#[specta::specta]
pub async fn log_rows(
    views: State<'_, LogViews>,
    view: u32,
    revision: u32,
    first: u32,
    count: u32,
) -> Result<LogRows, WireError> {
    read(&views, view, move |view| view.rows(revision, first, count)).await
}

/// A line of a view, whole; `null` where the view holds it no longer.
#[tauri::command]
#[specta::specta]
pub async fn log_line(
    views: State<'_, LogViews>,
    view: u32,
    line: LineNumber,
) -> Result<Option<LogLine>, WireError> {
    read(&views, view, move |view| view.line(line.0)).await
}

/// The first row with something in it, from row `from` on, itself included, and around the end; `null` where
/// there is none, or the revision is another.
#[tauri::command]
#[specta::specta]
pub async fn find_in_log(
    views: State<'_, LogViews>,
    view: u32,
    revision: u32,
    pattern: LogPattern,
    from: u32,
    backwards: bool,
) -> Result<Option<u32>, WireError> {
    ask(&views, view, move |view| view.find(revision, &pattern, from, backwards)).await
}

/// How many rows have something in them; 0 where the revision is another.
#[tauri::command]
#[specta::specta]
pub async fn count_in_log(
    views: State<'_, LogViews>,
    view: u32,
    revision: u32,
    pattern: LogPattern,
) -> Result<u32, WireError> {
    ask(&views, view, move |view| view.count(revision, &pattern)).await
}

/// The text of rows, from the first of `rows` up to the second, or of all; without escape sequences. At most
/// 16 MiB.
#[tauri::command]
#[specta::specta]
pub async fn log_text(
    views: State<'_, LogViews>,
    view: u32,
    revision: u32,
    rows: Option<(u32, u32)>,
    times: LogTimes,
) -> Result<String, WireError> {
    let rows = rows.map(|(first, end)| first..end);
    ask(&views, view, move |view| view.text(revision, rows, times)).await
}

/// Saves all rows to a file that the person chooses, without escape sequences; `null` when they chose none. `name`
/// begins the name of the file.
#[tauri::command]
#[specta::specta]
pub async fn save_log_view(
    window: WebviewWindow,
    grants: State<'_, Grants>,
    views: State<'_, LogViews>,
    view: u32,
    name: String,
    times: LogTimes,
    words: SaveWords,
) -> Result<Option<String>, WireError> {
    let view = views.get(view)?;
    let Some(path) = saving::place_of_log(&window, &name, words).await? else { return Ok(None) };
    let written = grants.give(&path);
    let save = move || saving::write_log(&path, |out| view.write_all(times, out));
    tauri::async_runtime::spawn_blocking(save).await.map_err(AppError::internal)??;
    Ok(Some(written))
}
