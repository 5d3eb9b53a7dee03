//! Commands on notices.

use std::collections::HashSet;
use std::sync::Arc;

use berth_archive::SessionKey as ArchiveKey;
use tauri::ipc::Channel;
use tauri::{AppHandle, State, WebviewWindow};

use crate::activity::Activities;
use crate::error::{AppError, WireError};
use crate::notices::{NoticeEvent, NoticeWords, Notices, Target};
use crate::subscribers::through;
use crate::terminals::SessionKey;

/// Sends what was told to this window, what the desktop is to show, and what is clicked there.
#[tauri::command]
#[specta::specta]
pub fn subscribe_notices(
    window: WebviewWindow,
    notices: State<'_, Arc<Notices>>,
    channel: Channel<NoticeEvent>,
) {
    notices.subscribe(window.label(), through(channel));
}

/// Has the desktop show a popup in these words, if what it tells is still so.
#[tauri::command]
#[specta::specta]
pub async fn show_notice(
    app: AppHandle,
    notices: State<'_, Arc<Notices>>,
    popup: u32,
    words: NoticeWords,
) -> Result<(), WireError> {
    let shown = notices.show_popup(&app, popup, &words).await;
    Ok(shown.map_err(|words| AppError::Notify { words })?)
}

/// Shows a notice on the desktop: what a program in a session has to say, or without one a test.
#[tauri::command]
#[specta::specta]
pub async fn notify(
    app: AppHandle,
    notices: State<'_, Arc<Notices>>,
    session: Option<SessionKey>,
    words: NoticeWords,
) -> Result<(), WireError> {
    let target = session.map_or(Target::Test, |session| Target::Program(session.into()));
    let shown = notices.show(&app, target, &words).await;
    Ok(shown.map_err(|words| AppError::Notify { words })?)
}

/// Tells which sessions are in sight in this window while it has the keyboard; `null` when it has it not.
#[tauri::command]
#[specta::specta]
pub async fn sessions_in_sight(
    window: WebviewWindow,
    notices: State<'_, Arc<Notices>>,
    activities: State<'_, Arc<Activities>>,
    sessions: Option<Vec<SessionKey>>,
) -> Result<(), WireError> {
    let sessions: Option<HashSet<ArchiveKey>> =
        sessions.map(|sessions| sessions.into_iter().map(ArchiveKey::from).collect());
    activities.set_in_sight(window.label(), sessions.clone());
    notices.set_in_sight(window.label(), sessions).await;
    Ok(())
}

/// The person has read this notice, or without a number all.
#[tauri::command]
#[specta::specta]
pub fn read_notices(notices: State<'_, Arc<Notices>>, number: Option<u32>) {
    notices.mark_read(number);
}

/// Keeps a session off the desktop for an hour, or lets it there again.
#[tauri::command]
#[specta::specta]
pub fn mute_session(notices: State<'_, Arc<Notices>>, session: SessionKey, muted: bool) {
    notices.mute(&session.into(), muted);
}
