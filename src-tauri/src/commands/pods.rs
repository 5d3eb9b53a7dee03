//! Commands on pods: all their sessions at once.

use tauri::State;

use crate::engines::EngineRegistry;
use crate::error::WireError;
use crate::terminals::Terminals;

/// Starts all sessions of a pod.
#[tauri::command]
#[specta::specta]
pub async fn start_pod(
    engines: State<'_, EngineRegistry>,
    engine: String,
    pod: String,
) -> Result<(), WireError> {
    engines.runner(&engine).await?.start_pod(&pod).await?;
    Ok(())
}

/// Stops all sessions of a pod; they stay.
#[tauri::command]
#[specta::specta]
pub async fn stop_pod(
    engines: State<'_, EngineRegistry>,
    engine: String,
    pod: String,
) -> Result<(), WireError> {
    engines.runner(&engine).await?.stop_pod(&pod).await?;
    Ok(())
}

/// Removes a pod with all its sessions; their runs go to the archive first.
#[tauri::command]
#[specta::specta]
pub async fn remove_pod(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    pod: String,
) -> Result<(), WireError> {
    let runner = engines.runner(&engine).await?;
    let members = runner.pod(&pod).await?;
    runner.remove_pod(&pod).await?;
    members.iter().for_each(|session| terminals.close_session(&engine, &session.id));
    Ok(())
}
