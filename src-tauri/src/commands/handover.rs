//! Commands on sessions in the person's own terminal program.

use std::sync::Arc;

use tauri::ipc::Channel;
use tauri::{AppHandle, State, WebviewWindow};

use crate::engines::EngineRegistry;
use crate::error::{AppError, WireError};
use crate::handover::{self, HandOver, HandedOver, HandedOvers};
use crate::subscribers::through;
use crate::terminals::SessionKey;

/// Opens the session in the person's own terminal program.
#[tauri::command]
#[specta::specta]
pub async fn hand_over(
    app: AppHandle,
    engines: State<'_, EngineRegistry>,
    handed: State<'_, Arc<HandedOvers>>,
    engine: String,
    id: String,
) -> Result<HandOver, WireError> {
    let runner = engines.runner(&engine).await?;
    // Says here what that terminal would say and be gone.
    runner.attach_command(&id).await?;
    let session = runner.status(&id).await?;
    let folder = handed.folder().map_err(AppError::internal)?;
    let path = folder.path().to_owned();
    let key = SessionKey { engine: session.engine.clone(), id: session.id.clone() };
    let opening = tauri::async_runtime::spawn_blocking(move || handover::open(&session, &path));
    let opened = opening.await.map_err(AppError::internal)?;
    if let HandOver::Opened { program } = &opened {
        let on_size = handover::on_size(&app, &key);
        handed.follow(key, program.clone(), folder, on_size).map_err(AppError::internal)?;
    }
    Ok(opened)
}

/// Sends the sessions that the person's own terminal programs have, now and after every change.
#[tauri::command]
#[specta::specta]
pub fn subscribe_handed_over(
    window: WebviewWindow,
    handed: State<'_, Arc<HandedOvers>>,
    channel: Channel<Vec<HandedOver>>,
) {
    handed.subscribe(window.label(), through(channel));
}

/// Has the person's own terminal program leave a session; it keeps running. `false` when that program does not
/// leave it.
#[tauri::command]
#[specta::specta]
pub async fn take_back(handed: State<'_, Arc<HandedOvers>>, session: SessionKey) -> Result<bool, WireError> {
    let handed = Arc::clone(&handed);
    let taking = tauri::async_runtime::spawn_blocking(move || handed.take_back(&session));
    Ok(taking.await.map_err(AppError::internal)?)
}
