//! Terminals. Bytes never travel as JSON: output goes on the channel given to
//! `attach_session` and `open_shell`, input is the raw body of `terminal_write`.

use std::sync::Arc;
use std::time::Duration;

use berth_terminal::{Colors, Size};
use serde::Deserialize;
use tauri::ipc::{Channel, InvokeBody, InvokeResponseBody, Request, Response};
use tauri::{AppHandle, Manager, State, WebviewWindow};
use tokio::time::MissedTickBehavior;

use crate::engines::EngineRegistry;
use crate::error::{AppError, WireError};
use crate::live::Live;
use crate::settings::SCROLLBACK;
use crate::starter::starter_tar;
use crate::subscribers::through;
use crate::subscriptions::Subscriptions;
use crate::terminals::{
    Separators, SessionKey, ShellOf, TerminalDefaults, TerminalKey, TerminalNotification, Terminals, Viewer,
    Wall,
};

/// The shortest time between two messages of pictures.
const PICTURE_INTERVAL: Duration = Duration::from_millis(250);

/// How terminals look in the window.
#[derive(Debug, Clone, Deserialize, specta::Type)]
pub struct TerminalLook {
    /// Red, green, blue.
    pub foreground: [u8; 3],
    pub background: [u8; 3],
    pub cursor: [u8; 3],
    /// The 16 ANSI colours.
    pub ansi: Vec<[u8; 3]>,
    /// Lines above the screen.
    pub scrollback: u32,
    /// The lines between two runs.
    pub separators: Separators,
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
    /// With programs of its own, beside the session or of a copy of it.
    pub debug: bool,
}

/// Attaches to a session's main process; returns the number of the view.
#[tauri::command]
#[expect(clippy::too_many_arguments, reason = "five of them are tauri's")]
pub async fn attach_session(
    window: WebviewWindow,
    engines: State<'_, EngineRegistry>,
    live: State<'_, Arc<Live>>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    size: Size,
    output: Channel,
) -> Result<u32, WireError> {
    let viewer = Viewer { size, window: window.label().to_owned(), output };
    terminals.attach(engines.runner(&engine).await?, &id, live.recovered_at(&engine), viewer).await
}

/// Opens a shell beside a session's main process, or shows the one that the window
/// opened under this key; answers with the terminal's number.
#[tauri::command]
pub async fn open_shell(
    window: WebviewWindow,
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    shell: ShellAsked,
    size: Size,
    output: Channel,
) -> Result<u32, WireError> {
    let viewer = Viewer { size, window: window.label().to_owned(), output };
    let ShellAsked { engine, id, key, command, debug } = shell;
    let debug = debug.then(|| starter_tar(window.app_handle()));
    let asked = ShellOf { session: &id, key: &key, command: command.as_deref(), debug };
    terminals.open_shell(engines.runner(&engine).await?, asked, viewer).await
}

/// The contents of a session that can't be attached to now, as raw bytes; at most `lines` of
/// its log.
#[tauri::command]
pub async fn session_transcript(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    size: Size,
    lines: u32,
) -> Result<Response, WireError> {
    let runner = engines.runner(&engine).await?;
    Ok(Response::new(terminals.transcript(&runner, &id, size, lines).await?))
}

/// Sets the colours that programs may ask for, the lines above the screen, and those between runs.
#[tauri::command]
#[specta::specta]
pub fn terminal_look(terminals: State<'_, Terminals>, look: TerminalLook) {
    let TerminalLook { foreground, background, cursor, ansi, scrollback, separators } = look;
    let colors = ansi.try_into().ok().map(|ansi| Colors { foreground, background, cursor, ansi });
    let scrollback = scrollback.min(SCROLLBACK.most).try_into().unwrap_or(usize::MAX);
    terminals.set_defaults(TerminalDefaults { colors, scrollback, separators: separators.into() });
}

/// Sends bells, notices and clipboard requests of every terminal to this window, from now on.
#[tauri::command]
#[specta::specta]
pub fn subscribe_notifications(
    window: WebviewWindow,
    terminals: State<'_, Terminals>,
    channel: Channel<TerminalNotification>,
) {
    terminals.listen(window.label(), through(channel));
}

/// Sends pictures of sessions to this window when they change, as raw bytes; see
/// `terminals/pictures.rs`. Returns the number to `unsubscribe` with. Asks no engine.
#[tauri::command]
pub async fn subscribe_pictures(
    window: WebviewWindow,
    subscriptions: State<'_, Subscriptions>,
    sessions: Vec<SessionKey>,
    channel: Channel,
) -> Result<u32, WireError> {
    let app = window.app_handle().clone();
    Ok(subscriptions.start(window.label(), send_pictures(app, Wall::new(sessions), channel)))
}

async fn send_pictures(app: AppHandle, mut wall: Wall, channel: Channel) {
    let terminals = app.state::<Terminals>();
    let mut interval = tokio::time::interval(PICTURE_INTERVAL);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        let changes = wall.changes(|key, seen| terminals.picture(key, seen));
        if !changes.is_empty() && channel.send(InvokeResponseBody::Raw(changes)).is_err() {
            return;
        }
    }
}

/// Ends a subscription of `subscribe_pictures` or `follow_logs`.
#[tauri::command]
#[specta::specta]
pub fn unsubscribe(subscriptions: State<'_, Subscriptions>, number: u32) {
    subscriptions.end(number);
}

/// Ends a shell, and the processes in it.
#[tauri::command]
#[specta::specta]
pub fn close_shell(terminals: State<'_, Terminals>, engine: String, id: String, key: String) {
    terminals.close_shell(&TerminalKey::shell(&engine, &id, &key));
}

/// Queues typed input. Not async, so that calls keep their order; it
/// only queues, so it is short.
#[tauri::command]
pub fn terminal_write(terminals: State<'_, Terminals>, request: Request<'_>) -> Result<(), WireError> {
    let number = request.headers().get("terminal").and_then(|value| value.to_str().ok()?.parse().ok());
    let (Some(number), InvokeBody::Raw(bytes)) = (number, request.body()) else {
        return Err(AppError::internal("terminal_write needs a terminal's number and raw bytes").into());
    };
    terminals.with(number, |terminal| terminal.write(bytes.clone()))
}

#[tauri::command]
#[specta::specta]
pub fn terminal_resize(terminals: State<'_, Terminals>, terminal: u32, size: Size) -> Result<(), WireError> {
    terminals.with(terminal, |open| open.resize(size))
}

/// Makes a session's program draw its screen again: the log may lack its last drawing.
#[tauri::command]
#[specta::specta]
pub async fn redraw_session(
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
) -> Result<(), WireError> {
    terminals.redraw(&engine, &id).await
}

/// Acknowledges that the window has parsed `bytes` more bytes.
#[tauri::command]
#[specta::specta]
pub fn terminal_ack(terminals: State<'_, Terminals>, terminal: u32, bytes: u32) -> Result<(), WireError> {
    terminals.with(terminal, |open| {
        open.ack(bytes as usize);
        Ok(())
    })
}

/// Drops what is above a terminal's screen; logs and history keep it.
#[tauri::command]
#[specta::specta]
pub fn terminal_clear(terminals: State<'_, Terminals>, terminal: u32) -> Result<(), WireError> {
    terminals.with(terminal, |open| {
        open.clear_scrollback();
        Ok(())
    })
}

/// Closes a view; the session and its screen go on.
#[tauri::command]
#[specta::specta]
pub fn terminal_close(terminals: State<'_, Terminals>, terminal: u32) {
    terminals.close_view(terminal);
}
