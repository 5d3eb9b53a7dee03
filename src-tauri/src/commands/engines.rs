//! Commands on engines.

use berth_runner::Health;
use tauri::State;

use crate::engines::EngineRegistry;
use crate::error::WireError;

/// How an engine is doing, asked now.
#[tauri::command]
#[specta::specta]
pub async fn engine_health(engines: State<'_, EngineRegistry>, engine: String) -> Result<Health, WireError> {
    Ok(engines.runner(&engine).await?.health().await)
}
