use tauri::{AppHandle, Manager, State};

use crate::drawing;
use crate::failure::Failure;
use crate::settings::{Preferences, Renderer, Settings, SettingsNow};
use crate::window;

/// What is set, with what was edited in the file meanwhile.
#[tauri::command]
#[specta::specta]
pub async fn settings(app: AppHandle, preferences: State<'_, Preferences>) -> Result<SettingsNow, Failure> {
    Ok(dressed(&app, preferences.read()))
}

/// What is set once it is newer than version `seen`.
#[tauri::command]
#[specta::specta]
pub async fn next_settings(preferences: State<'_, Preferences>, seen: u32) -> Result<SettingsNow, Failure> {
    Ok(preferences.after(seen).await)
}

/// Writes what differs into the file.
#[tauri::command]
#[specta::specta]
pub async fn save_settings(
    app: AppHandle,
    preferences: State<'_, Preferences>,
    settings: Settings,
) -> Result<SettingsNow, Failure> {
    Ok(dressed(&app, preferences.save(&settings)?))
}

/// The windows' own frames follow the page, and so does how their web views draw.
fn dressed(app: &AppHandle, now: SettingsNow) -> SettingsNow {
    app.set_theme(window::theme(now.settings.appearance.scheme));
    for window in app.webview_windows().values() {
        if let Err(error) = drawing::suit(window, now.settings.terminal.renderer == Renderer::Webgl) {
            tracing::debug!(%error, "a window that closes draws as before");
        }
    }
    now
}
