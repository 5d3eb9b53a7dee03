//! Commands on texts of other tools: run lines, compose files, units.

use std::sync::Arc;

use berth_convert::{ExportForm, Exported, Imported};
use berth_runner::{Error, Lost, Runner, SessionSpec};
use tauri::{State, WebviewWindow, async_runtime};

use crate::definitions::Definitions;
use crate::engines::EngineRegistry;
use crate::error::{AppError, WireError};
use crate::grants::Grants;
use crate::saving::{self, SaveWords};

/// Reads a text that was pasted; nothing is started.
#[tauri::command]
#[specta::specta]
pub async fn import_text(text: String) -> Result<Imported, WireError> {
    let read = async_runtime::spawn_blocking(move || berth_convert::import(&text, None, None));
    Ok(read.await.map_err(AppError::internal)?)
}

/// A session as a text for another tool.
#[tauri::command]
#[specta::specta]
pub async fn export_session(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
    form: ExportForm,
) -> Result<Exported, WireError> {
    let runner = engines.runner(&engine).await?;
    let (spec, lost) = runner.spec(&id).await?;
    written(&runner, spec, &lost, form)
}

/// What is defined, as a text for another tool.
#[tauri::command]
#[specta::specta]
pub async fn export_definition(
    engines: State<'_, EngineRegistry>,
    definitions: State<'_, Arc<Definitions>>,
    name: String,
    form: ExportForm,
) -> Result<Exported, WireError> {
    let (engine, definition) = definitions.find(&name)?;
    let resolved = async_runtime::spawn_blocking(move || definition.with_secrets_named()).await;
    let spec = resolved
        .map_err(AppError::internal)?
        .map_err(|error| AppError::DefinitionUnresolved { name, words: error.to_string() })?;
    written(&engines.runner(&engine).await?, spec, &[], form)
}

/// Has the person choose a file, and writes the text to it; nothing where they chose none.
#[tauri::command]
#[specta::specta]
pub async fn save_text(
    window: WebviewWindow,
    grants: State<'_, Grants>,
    name: String,
    text: String,
    words: SaveWords,
) -> Result<Option<String>, WireError> {
    let path = saving::save_text(&window, &name, words, &text).await?;
    Ok(path.map(|path| grants.give(&path)))
}

fn written(
    runner: &Runner,
    spec: SessionSpec,
    lost: &[Lost],
    form: ExportForm,
) -> Result<Exported, WireError> {
    let check = |spec: &SessionSpec, kind| runner.check_as(spec, kind);
    berth_convert::export(runner.engine().kind, spec, lost, form, check)
        .map_err(|problems| Error::Invalid { problems }.into())
}
