use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State, WebviewWindow};

use crate::drawing;
use crate::failure::Failure;
use crate::settings::{Preferences, Renderer, Settings, SettingsNow};
use crate::subscribers::through;
use crate::window;

/// What is set, with what was edited in the file meanwhile.
#[tauri::command]
#[specta::specta]
pub async fn settings(app: AppHandle, preferences: State<'_, Preferences>) -> Result<SettingsNow, Failure> {
    Ok(dressed(&app, preferences.read()))
}

/// Sends the settings to this window: at once, then after every change.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_settings(
    window: WebviewWindow,
    preferences: State<'_, Preferences>,
    channel: Channel<SettingsNow>,
) -> Result<(), Failure> {
    preferences.subscribe(window.label(), through(channel));
    Ok(())
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
