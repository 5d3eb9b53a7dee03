use tauri::{State, ipc::Channel};

use crate::failure::Failure;
use crate::harbour::Harbour;

/// Pulls an image; `progress` gets the engine's lines as they come.
#[tauri::command]
#[specta::specta]
pub async fn pull_image(
    harbour: State<'_, Harbour>,
    engine: String,
    image: String,
    progress: Channel<String>,
) -> Result<(), Failure> {
    let runner = harbour.runner(&engine).await?;
    // A window that was closed in the middle no longer hears; the pull goes on.
    runner.pull(&image, |line| _ = progress.send(line.to_owned())).await?;
    Ok(())
}
