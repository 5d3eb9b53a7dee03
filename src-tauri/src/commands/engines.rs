use berth_runner::Health;
use tauri::State;

use crate::failure::Failure;
use crate::harbour::Harbour;

/// How an engine is doing, asked now.
#[tauri::command]
#[specta::specta]
pub async fn engine_health(harbour: State<'_, Harbour>, engine: String) -> Result<Health, Failure> {
    Ok(harbour.runner(&engine).await?.health().await)
}

/// Where ended runs are archived.
#[tauri::command]
#[specta::specta]
pub fn history_folder(harbour: State<'_, Harbour>) -> String {
    harbour.history().folder().display().to_string()
}

/// Opens a web link in the person's browser.
#[tauri::command]
#[specta::specta]
pub fn open_link(url: String) -> Result<(), Failure> {
    // A terminal prints what it likes: only the web leaves the app, never a file or a handler.
    let web = tauri::Url::parse(&url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if !web {
        return Err(Failure::new("invalid", format!("\"{url}\" is not a web address (http or https)")));
    }
    tauri_plugin_opener::open_url(&url, None::<&str>)
        .map_err(|error| Failure::new("open_link", format!("Could not open {url}: {error}")))
}
