//! Commands on what the person marks sessions with.

use std::sync::Arc;

use berth_marks::MarkChange;
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow, async_runtime};

use crate::error::{AppError, WireError};
use crate::marks::{Marks, MarksNow};
use crate::subscribers::through;

/// Sends the marks to this window: at once, then after every change.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_marks(
    window: WebviewWindow,
    marks: State<'_, Arc<Marks>>,
    channel: Channel<MarksNow>,
) -> Result<(), WireError> {
    marks.subscribe(window.label(), through(channel));
    Ok(())
}

/// Pins a session, gives it a colour or a note, or takes that away.
#[tauri::command]
#[specta::specta]
pub async fn mark_session(
    marks: State<'_, Arc<Marks>>,
    engine: String,
    name: String,
    change: MarkChange,
) -> Result<(), WireError> {
    let marks = Arc::clone(&marks);
    async_runtime::spawn_blocking(move || marks.change(&engine, &name, &change))
        .await
        .map_err(AppError::internal)?
}

/// Writes the order by hand: keys as those of marks.
#[tauri::command]
#[specta::specta]
pub async fn order_sessions(marks: State<'_, Arc<Marks>>, order: Vec<String>) -> Result<(), WireError> {
    let marks = Arc::clone(&marks);
    async_runtime::spawn_blocking(move || marks.set_order(&order)).await.map_err(AppError::internal)?
}
