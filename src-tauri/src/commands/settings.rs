use tauri::{AppHandle, State};

use crate::failure::Failure;
use crate::settings::{Preferences, Settings, SettingsNow};
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

/// The windows' own frames follow the page.
fn dressed(app: &AppHandle, now: SettingsNow) -> SettingsNow {
    app.set_theme(window::theme(now.settings.appearance.scheme));
    now
}
