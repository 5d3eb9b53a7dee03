//! Commands on what `sessions.toml` defines.

use std::sync::Arc;

use berth_runner::{SessionSpec, StartOptions, StartOutcome};
use berth_terminal::Size;
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow, async_runtime};

use super::sessions::launching;
use crate::definitions::{Definitions, DefinitionsNow, SessionDefined};
use crate::engines::EngineRegistry;
use crate::error::{AppError, WireError};
use crate::subscribers::through;
use crate::terminals::Terminals;

/// Sends what is defined to this window: at once, then after every change.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_definitions(
    window: WebviewWindow,
    definitions: State<'_, Arc<Definitions>>,
    channel: Channel<DefinitionsNow>,
) -> Result<(), WireError> {
    definitions.subscribe(window.label(), through(channel));
    Ok(())
}

/// Creates a session as it is defined, and starts it.
#[tauri::command]
#[specta::specta]
pub async fn start_defined(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    definitions: State<'_, Arc<Definitions>>,
    name: String,
    options: StartOptions,
    size: Option<Size>,
) -> Result<StartOutcome, WireError> {
    let (engine, definition) = definitions.find(&name)?;
    let runner = engines.runner(&engine).await?;
    let kind = runner.engine().kind;
    let resolved = async_runtime::spawn_blocking(move || definition.resolved(kind)).await;
    let spec = resolved
        .map_err(AppError::internal)?
        .map_err(|error| AppError::DefinitionUnresolved { name, words: error.to_string() })?;
    let runner = launching(runner, &terminals, size);
    Ok(runner.start(&spec, options).await?)
}

/// Writes a session into the file, as a form says.
#[tauri::command]
#[specta::specta]
pub async fn save_definition(
    definitions: State<'_, Arc<Definitions>>,
    engine: String,
    spec: SessionSpec,
) -> Result<(), WireError> {
    let definitions = Arc::clone(&definitions);
    async_runtime::spawn_blocking(move || definitions.save(&spec, &engine))
        .await
        .map_err(AppError::internal)?
}

/// Writes a layout into the file: columns of names of sessions, from left to right.
#[tauri::command]
#[specta::specta]
pub async fn save_layout(
    definitions: State<'_, Arc<Definitions>>,
    name: String,
    columns: Vec<Vec<String>>,
) -> Result<(), WireError> {
    let definitions = Arc::clone(&definitions);
    async_runtime::spawn_blocking(move || definitions.save_layout(&name, &columns))
        .await
        .map_err(AppError::internal)?
}

/// What a session is created from, with the variables of its files and without its secrets.
#[tauri::command]
#[specta::specta]
pub async fn defined_spec(
    definitions: State<'_, Arc<Definitions>>,
    name: String,
) -> Result<SessionSpec, WireError> {
    let (_, definition) = definitions.find(&name)?;
    let spec = async_runtime::spawn_blocking(move || definition.without_secrets()).await;
    Ok(spec
        .map_err(AppError::internal)?
        .map_err(|error| AppError::DefinitionUnresolved { name, words: error.to_string() })?)
}

/// Writes what a container is into the file: of one that is defined only what differs.
#[tauri::command]
#[specta::specta]
pub async fn define_session(
    engines: State<'_, EngineRegistry>,
    definitions: State<'_, Arc<Definitions>>,
    engine: String,
    id: String,
) -> Result<SessionDefined, WireError> {
    definitions.define(&engines.runner(&engine).await?, &id).await
}

/// Removes a session from the file; its container stays.
#[tauri::command]
#[specta::specta]
pub async fn remove_definition(
    definitions: State<'_, Arc<Definitions>>,
    name: String,
) -> Result<(), WireError> {
    let definitions = Arc::clone(&definitions);
    async_runtime::spawn_blocking(move || definitions.remove(&name)).await.map_err(AppError::internal)?
}

/// Opens the file in the person's editor.
#[tauri::command]
#[specta::specta]
pub async fn open_definitions(definitions: State<'_, Arc<Definitions>>) -> Result<(), WireError> {
    let path = definitions.path().display().to_string();
    let opened = async_runtime::spawn_blocking(move || {
        tauri_plugin_opener::open_path(&path, None::<&str>).map_err(|error| (path, error.to_string()))
    });
    match opened.await.map_err(AppError::internal)? {
        Ok(()) => Ok(()),
        Err((path, words)) => Err(AppError::Show { path, words }.into()),
    }
}
