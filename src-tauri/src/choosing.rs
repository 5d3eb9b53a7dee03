//! The system's dialogs in which a person chooses files and folders.

use std::path::PathBuf;

use rfd::{AsyncFileDialog, FileHandle};
use tauri::WebviewWindow;
use tokio::sync::oneshot;

use crate::error::{AppError, WireError};

/// Asks for a folder, beginning in one; `None` when the person cancels.
pub async fn folder(
    window: &WebviewWindow,
    title: String,
    at: Option<PathBuf>,
) -> Result<Option<PathBuf>, WireError> {
    let dialog = AsyncFileDialog::new().set_parent(window).set_title(title);
    let dialog = match at.filter(|at| at.is_absolute()) {
        Some(at) => dialog.set_directory(at),
        None => dialog,
    };
    choice(window, || dialog.pick_folder()).await
}

/// Asks for files; none when the person cancels.
pub async fn files(window: &WebviewWindow, title: String) -> Result<Vec<PathBuf>, WireError> {
    let dialog = AsyncFileDialog::new().set_parent(window).set_title(title);
    let files = opened(window, || dialog.pick_files()).await?;
    Ok(files.into_iter().flatten().map(|file| file.path().to_path_buf()).collect())
}

/// Waits for the person's choice in a dialog of the system's.
pub async fn choice<Choosing>(
    window: &WebviewWindow,
    open: impl FnOnce() -> Choosing + Send + 'static,
) -> Result<Option<PathBuf>, WireError>
where
    Choosing: Future<Output = Option<FileHandle>> + Send + 'static,
{
    Ok(opened(window, open).await?.map(|file| file.path().to_path_buf()))
}

async fn opened<Choosing, Chosen>(
    window: &WebviewWindow,
    open: impl FnOnce() -> Choosing + Send + 'static,
) -> Result<Option<Chosen>, WireError>
where
    Choosing: Future<Output = Option<Chosen>> + Send + 'static,
{
    let (opened, opening) = oneshot::channel();
    let failed = |error: &dyn std::error::Error| AppError::Dialog { words: error.to_string() };
    // macOS and GTK require that the main thread opens a dialog; waiting for it may happen elsewhere.
    window.run_on_main_thread(move || drop(opened.send(open()))).map_err(|error| failed(&error))?;
    let choice = opening.await.map_err(|error| failed(&error))?;
    Ok(choice.await)
}
