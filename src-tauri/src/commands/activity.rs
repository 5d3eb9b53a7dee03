//! Commands on what sessions do.

use std::sync::Arc;

use berth_activity::Input;
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow};

use crate::activity::{Activities, ActivityEvent, AnswerOutcome};
use crate::error::WireError;
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
/// `PeekEvent`, and the bytes that draw it. Nobody joins it for that, and it has no other size. Returns the number
/// to `unsubscribe` with.
#[tauri::command]
pub async fn subscribe_peek(
    window: WebviewWindow,
    activities: State<'_, Arc<Activities>>,
    subscriptions: State<'_, Subscriptions>,
    session: SessionKey,
    channel: Channel,
) -> Result<u32, WireError> {
    let screens = Arc::clone(&activities).send_screens(session.into(), channel);
    Ok(subscriptions.start(window.label(), screens))
}

/// Answers what a session asks: types these inputs in order, without joining it. With `if_screen`, the hash of the
/// screen that the person saw, only if it is still so.
#[tauri::command]
#[specta::specta]
pub async fn answer_session(
    activities: State<'_, Arc<Activities>>,
    session: SessionKey,
    inputs: Vec<Input>,
    if_screen: Option<String>,
) -> Result<AnswerOutcome, WireError> {
    Arc::clone(&activities).answer(session.into(), &inputs, if_screen).await
}
