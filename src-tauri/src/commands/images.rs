//! Commands on images.

use tauri::{State, ipc::Channel};

use crate::engines::EngineRegistry;
use crate::error::WireError;

/// Pulls an image; `progress` gets the engine's lines as they come.
#[tauri::command]
#[specta::specta]
pub async fn pull_image(
    engines: State<'_, EngineRegistry>,
    engine: String,
    image: String,
    progress: Channel<String>,
) -> Result<(), WireError> {
    let runner = engines.runner(&engine).await?;
    // A window that was closed in the middle no longer hears; the pull goes on.
    runner.pull(&image, |line| _ = progress.send(line.to_owned())).await?;
    Ok(())
}
