//! Commands on settings.

use berth_diagnosis::Log;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State, WebviewWindow};

use crate::error::WireError;
use crate::gpu;
use crate::settings::{Preferences, Renderer, Settings, SettingsNow};
use crate::subscribers::through;
use crate::windows;

/// What is set, with what was edited in the file meanwhile.
#[tauri::command]
#[specta::specta]
pub async fn settings(app: AppHandle, preferences: State<'_, Preferences>) -> Result<SettingsNow, WireError> {
    Ok(apply(&app, preferences.read()))
}

/// Sends the settings to this window: at once, then after every change.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_settings(
    window: WebviewWindow,
    preferences: State<'_, Preferences>,
    channel: Channel<SettingsNow>,
) -> Result<(), WireError> {
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
) -> Result<SettingsNow, WireError> {
    Ok(apply(&app, preferences.save(&settings)?))
}

/// Makes the frames and web views of the windows, and the log, follow the settings.
fn apply(app: &AppHandle, now: SettingsNow) -> SettingsNow {
    app.state::<Log>().set_level(now.settings.diagnosis.log_level);
    app.set_theme(windows::theme(now.settings.appearance.scheme));
    for window in app.webview_windows().values() {
        if let Err(error) =
            gpu::apply_compositing_policy(window, now.settings.terminal.renderer == Renderer::Webgl)
        {
            tracing::debug!(%error, "a window that closes draws as before");
        }
    }
    now
}
