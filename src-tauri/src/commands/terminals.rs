//! Terminals. Bytes never travel as JSON: output goes on the channel given to
//! `attach_session` and `open_shell`, input is the raw body of `terminal_write`.

use std::sync::Arc;

use berth_terminal::{Colors, Format, Size};
use serde::Deserialize;
use tauri::ipc::{Channel, InvokeBody, Request, Response};
use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_notification::NotificationExt;

use crate::failure::Failure;
use crate::harbour::Harbour;
use crate::live::Live;
use crate::saving::{self, TerminalPalette};
use crate::terminals::{Address, Common, Heard, Seen, Terminals, View};
use crate::window;

/// How terminals look in the window.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
pub struct TerminalLook {
    /// Red, green, blue.
    pub foreground: [u8; 3],
    pub background: [u8; 3],
    pub cursor: [u8; 3],
    /// Lines above the screen.
    pub scrollback: u32,
}

/// A shell that the window asks for.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct ShellAsked {
    pub engine: String,
    pub id: String,
    /// The window's own name for it, to come back by.
    pub key: String,
    /// What to run; `null` is bash, else sh.
    pub command: Option<String>,
}

/// Joins a session's main process; answers with the terminal's number.
#[tauri::command]
#[expect(clippy::too_many_arguments, reason = "five of them are tauri's")]
pub async fn attach_session(
    window: WebviewWindow,
    harbour: State<'_, Harbour>,
    live: State<'_, Arc<Live>>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    size: Size,
    output: Channel,
) -> Result<u32, Failure> {
    let view = View { size, window: window.label().to_owned(), output };
    terminals.attach(harbour.runner(&engine).await?, id, live.recovered_at(&engine), view).await
}

/// Opens a shell beside a session's main process, or shows the one that the window
/// opened under this key; answers with the terminal's number.
#[tauri::command]
pub async fn open_shell(
    window: WebviewWindow,
    harbour: State<'_, Harbour>,
    terminals: State<'_, Terminals>,
    shell: ShellAsked,
    size: Size,
    output: Channel,
) -> Result<u32, Failure> {
    let view = View { size: size, window: window.label().to_owned(), output };
    let ShellAsked { engine, id, key, command } = shell;
    terminals.open_shell(harbour.runner(&engine).await?, id, key, command.as_deref(), view).await
}

/// What a session shows that can't be joined now, as raw bytes; at most `lines` of its log.
#[tauri::command]
pub async fn session_past(
    harbour: State<'_, Harbour>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    size: Size,
    lines: u32,
) -> Result<Response, Failure> {
    let runner = harbour.runner(&engine).await?;
    Ok(Response::new(terminals.past(&runner, id, size, lines).await?))
}

/// Opens a window for one session, or brings the one that it has to the front. Async:
/// on Windows a window can't be made while the main thread waits.
#[tauri::command]
#[specta::specta]
pub async fn open_window(app: AppHandle, engine: String, id: String, name: String) -> Result<(), Failure> {
    window::open_session(&app, &engine, &id, &name)
        .map_err(|error| Failure::new("window", format!("The window did not open: {error}")))
}

/// What sessions show that was not seen yet, as bytes; see [`Terminals::pictures`].
#[tauri::command(async)]
pub fn pictures(terminals: State<'_, Terminals>, seen: Vec<Seen>) -> Response {
    Response::new(terminals.pictures(&seen))
}

/// Tells the models of terminals what programs may ask for, and how much they keep.
#[tauri::command]
#[specta::specta]
pub fn terminal_look(terminals: State<'_, Terminals>, look: TerminalLook) {
    let TerminalLook { foreground, background, cursor, scrollback } = look;
    let colors = Some(Colors { foreground, background, cursor });
    terminals.set_common(Common { colors, scrollback: scrollback.try_into().unwrap_or(usize::MAX) });
}

/// Tells the window what programs want to be known, from now on.
#[tauri::command]
#[specta::specta]
pub fn listen_to_terminals(terminals: State<'_, Terminals>, heard: Channel<Heard>) {
    terminals.listen(heard);
}

/// Shows a notice on the desktop.
#[tauri::command]
#[specta::specta]
pub fn notify(app: AppHandle, title: String, text: String) -> Result<(), Failure> {
    let notice = app.notification().builder().title(title).body(text);
    notice.show().map_err(|error| Failure::new("notify", format!("The desktop takes no notices: {error}")))
}

/// Ends a shell, and what runs in it.
#[tauri::command]
#[specta::specta]
pub fn close_shell(terminals: State<'_, Terminals>, engine: String, id: String, key: String) {
    terminals.close_shell(&Address { engine, session: id, shell: Some(key) });
}

/// Queues what the person typed. Not async, so that calls keep their order; it
/// only queues, so it is short.
#[tauri::command]
pub fn terminal_write(terminals: State<'_, Terminals>, request: Request<'_>) -> Result<(), Failure> {
    let number = request.headers().get("terminal").and_then(|value| value.to_str().ok()?.parse().ok());
    let (Some(number), InvokeBody::Raw(bytes)) = (number, request.body()) else {
        return Err(Failure::new("internal", "terminal_write needs a terminal's number and raw bytes"));
    };
    terminals.with(number, |terminal| terminal.write(bytes.clone()))
}

#[tauri::command]
#[specta::specta]
pub fn terminal_resize(terminals: State<'_, Terminals>, terminal: u32, size: Size) -> Result<(), Failure> {
    terminals.with(terminal, |open| open.resize(size))
}

/// Has a session's program draw its screen anew: the log may lack what it drew last.
#[tauri::command]
#[specta::specta]
pub async fn redraw_session(
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
) -> Result<(), Failure> {
    terminals.redraw(engine, id).await
}

/// Tells that the window has parsed `bytes` more bytes.
#[tauri::command]
#[specta::specta]
pub fn terminal_ack(terminals: State<'_, Terminals>, terminal: u32, bytes: u32) -> Result<(), Failure> {
    terminals.with(terminal, |open| {
        open.ack(bytes as usize);
        Ok(())
    })
}

/// Drops what is above a terminal's screen; logs and history keep it.
#[tauri::command]
#[specta::specta]
pub fn terminal_clear(terminals: State<'_, Terminals>, terminal: u32) -> Result<(), Failure> {
    terminals.with(terminal, |open| {
        open.clear_scrollback();
        Ok(())
    })
}

/// The window looks away; the session and its screen go on.
#[tauri::command]
#[specta::specta]
pub fn terminal_close(terminals: State<'_, Terminals>, terminal: u32) {
    terminals.look_away(terminal);
}

/// Saves what a session shows to a file that the person chooses; `null` when they chose
/// none. `size` is that of the screen on which a log is laid out.
#[tauri::command]
#[specta::specta]
#[expect(clippy::too_many_arguments, reason = "three of them are tauri's")]
pub async fn save_output(
    window: WebviewWindow,
    harbour: State<'_, Harbour>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    format: Format,
    palette: TerminalPalette,
    size: Size,
) -> Result<Option<String>, Failure> {
    let runner = harbour.runner(&engine).await?;
    let session = runner.status(&id).await?;
    let output = saving::output_of(&terminals, &runner, &session, format, &palette, size).await?;
    let path = saving::save(&window, &session.name, format, &output).await?;
    Ok(path.map(|path| path.display().to_string()))
}

/// Shows a file in the system's file manager.
#[tauri::command]
#[specta::specta]
pub async fn show_in_folder(path: String) -> Result<(), Failure> {
    let shown = tauri::async_runtime::spawn_blocking(move || {
        tauri_plugin_opener::reveal_item_in_dir(&path).map_err(|error| (path, error.to_string()))
    });
    match shown.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err((path, words))) => Err(Failure {
            detail: Some(words),
            ..Failure::new("show", format!("No file manager answers; the file is {path}"))
        }),
        Err(error) => Err(Failure::new("internal", error.to_string())),
    }
}
