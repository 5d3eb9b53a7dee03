//! Commands on the list of sessions.

use std::sync::Arc;

use tauri::ipc::Channel;
use tauri::{State, WebviewWindow};

use crate::engines::EngineRegistry;
use crate::error::WireError;
use crate::live::{ListEvent, Live};
use crate::subscribers::through;

/// Sends the list to this window: everything once, then every change.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_sessions(
    window: WebviewWindow,
    live: State<'_, Arc<Live>>,
    channel: Channel<ListEvent>,
) -> Result<(), WireError> {
    live.subscribe(window.label(), through(channel));
    Ok(())
}

/// Asks every engine now; done when all have answered. Changes come over the channel.
#[tauri::command]
#[specta::specta]
pub async fn refresh_sessions(
    engines: State<'_, EngineRegistry>,
    live: State<'_, Arc<Live>>,
) -> Result<(), WireError> {
    live.refresh(&engines).await;
    Ok(())
}

/// Whether anybody can see the list; while nobody can, engines are left in peace.
#[tauri::command]
#[specta::specta]
pub fn sessions_hidden(window: WebviewWindow, live: State<'_, Arc<Live>>, hidden: bool) {
    live.set_hidden(window.label(), hidden);
}
