//! Commands on the desktop: windows, files, links.

use std::sync::Arc;

use berth_terminal::{Format, Size};
use tauri::ipc::Channel;
use tauri::{AppHandle, State, WebviewWindow};

use crate::autostart;
use crate::badge;
use crate::clipboard::{self, Presses};
use crate::engines::EngineRegistry;
use crate::error::{AppError, WireError};
use crate::grants::Grants;
use crate::links::{LinkEvent, Links};
use crate::live::Live;
use crate::saving::{self, SaveWords, TerminalPalette};
use crate::subscribers::through;
use crate::terminals::Terminals;
use crate::tray::{Tray, TrayEvent, TrayFace};
use crate::windows;

/// Opens a window for a session of the list, or brings the one that it has to the front. Async:
/// on Windows a window can't be made while the main thread waits.
#[tauri::command]
#[specta::specta]
pub async fn open_window(
    app: AppHandle,
    live: State<'_, Arc<Live>>,
    engine: String,
    id: String,
) -> Result<(), WireError> {
    let Some(session) = live.find(&engine, &id) else {
        return Err(berth_runner::Error::SessionNotFound { engine, name: id }.into());
    };
    let opened = windows::open_session(&app, &session);
    Ok(opened.map_err(|error| AppError::Window { words: error.to_string() })?)
}

/// Saves what a session shows to a file that the person chooses; `null` when they chose
/// none. `size` is that of the screen on which a log is laid out.
#[tauri::command]
#[specta::specta]
#[expect(clippy::too_many_arguments, reason = "four of them are tauri's")]
pub async fn save_output(
    window: WebviewWindow,
    grants: State<'_, Grants>,
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    format: Format,
    palette: TerminalPalette,
    size: Size,
    words: SaveWords,
) -> Result<Option<String>, WireError> {
    let runner = engines.runner(&engine).await?;
    let session = runner.status(&id).await?;
    let output = saving::output_of(&terminals, &runner, &session, format, &palette, size).await?;
    let path = saving::save(&window, &session.name, words, format, &output).await?;
    Ok(path.map(|path| grants.give(&path)))
}

/// Says at the app's icon how many sessions need the person.
#[tauri::command]
#[specta::specta]
pub fn set_badge(app: AppHandle, count: u32) -> Result<(), WireError> {
    Ok(badge::show(&app, count).map_err(|error| AppError::Window { words: error.to_string() })?)
}

/// Shows this in the desktop's tray, where there is one and the settings want it.
#[tauri::command]
#[specta::specta]
pub fn show_tray(tray: State<'_, Arc<Tray>>, face: TrayFace) {
    tray.set_face(face);
}

/// Tells whether Berth is in a tray, and what is asked of this window there, until the window is gone.
#[tauri::command]
#[specta::specta]
pub fn subscribe_tray(window: WebviewWindow, tray: State<'_, Arc<Tray>>, channel: Channel<TrayEvent>) {
    tray.subscribe(window.label(), through(channel));
}

/// Tells this window which session a link asks for, until the window is gone.
#[tauri::command]
#[specta::specta]
pub fn subscribe_links(window: WebviewWindow, links: State<'_, Links>, channel: Channel<LinkEvent>) {
    links.subscribe(window.label(), through(channel));
}

/// Whether Berth is started at log-in.
#[tauri::command]
#[specta::specta]
pub async fn starts_at_log_in() -> Result<bool, WireError> {
    Ok(autostart::is_on().map_err(|error| AppError::Autostart { words: error.to_string() })?)
}

/// Has Berth started at log-in, or no longer.
#[tauri::command]
#[specta::specta]
pub async fn start_at_log_in(on: bool) -> Result<(), WireError> {
    Ok(autostart::set(on).map_err(|error| AppError::Autostart { words: error.to_string() })?)
}

/// Shows a file that Berth wrote where the person said in the system's file manager.
#[tauri::command]
#[specta::specta]
pub async fn show_in_folder(grants: State<'_, Grants>, path: String) -> Result<(), WireError> {
    let written = grants.path(&path)?;
    let shown = tauri::async_runtime::spawn_blocking(move || {
        tauri_plugin_opener::reveal_item_in_dir(&written).map_err(|error| (path, error.to_string()))
    });
    match shown.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err((path, words))) => Err(AppError::Show { path, words }.into()),
        Err(error) => Err(AppError::internal(error).into()),
    }
}

/// The file in which runs are kept.
#[tauri::command]
#[specta::specta]
pub fn history_folder(engines: State<'_, EngineRegistry>) -> String {
    engines.archive().path().display().to_string()
}

/// Has the web view paste where the keyboard is, for a press of the person's; `false` where the page has to.
#[tauri::command]
#[specta::specta]
pub fn paste(window: WebviewWindow, presses: State<'_, Presses>) -> Result<bool, WireError> {
    let pasted = if presses.take(window.label()) { clipboard::paste(&window) } else { Ok(false) };
    Ok(pasted.map_err(|error| AppError::Window { words: error.to_string() })?)
}

/// Puts a text into the clipboard; `false` where the page has to.
#[tauri::command]
#[specta::specta]
pub fn copy_text(window: WebviewWindow, text: String) -> Result<bool, WireError> {
    let copied = clipboard::copy(&window, text);
    Ok(copied.map_err(|error| AppError::Window { words: error.to_string() })?)
}

/// Opens a web link in the person's browser.
#[tauri::command]
#[specta::specta]
pub fn open_link(url: String) -> Result<(), WireError> {
    if !tauri::Url::parse(&url).is_ok_and(|url| opens(&url)) {
        return Err(AppError::NoLink { url }.into());
    }
    let opened = tauri_plugin_opener::open_url(&url, None::<&str>);
    Ok(opened.map_err(|error| AppError::OpenLink { url, words: error.to_string() })?)
}

/// A program may print any link. Beside the web's, of which the window asks, only these schemes
/// are opened: none that runs a program or opens a file, and no host that reads as an option.
fn opens(url: &tauri::Url) -> bool {
    const HANDED_OVER: [&str; 10] =
        ["mailto", "tel", "ssh", "sftp", "ftp", "ftps", "irc", "ircs", "xmpp", "matrix"];
    let option = url.username().starts_with('-') || url.host_str().is_some_and(|host| host.starts_with('-'));
    matches!(url.scheme(), "http" | "https") || HANDED_OVER.contains(&url.scheme()) && !option
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens() {
        for (url, expected) in [
            ("https://example.org/", true),
            ("ssh://ann@host.example:22/", true),
            ("mailto:ann@example.org", true),
            ("ssh://-oProxyCommand=x/", false),
            ("ssh://-l@host/", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("ms-msdt:/id", false),
        ] {
            assert_eq!(tauri::Url::parse(url).is_ok_and(|url| opens(&url)), expected, "{url}");
        }
    }
}
