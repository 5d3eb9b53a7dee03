//! Commands on what became of sessions after a restart of the machine.

use std::sync::Arc;

use berth_runner::Fate;
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow};

use crate::engines::EngineRegistry;
use crate::error::WireError;
use crate::reboots::{Reboots, RebootsNow};
use crate::subscribers::through;
use crate::terminals::SessionKey;

/// Sends what became of sessions to this window: at once, then after every change.
#[tauri::command]
#[specta::specta]
pub fn subscribe_reboots(
    window: WebviewWindow,
    reboots: State<'_, Arc<Reboots>>,
    channel: Channel<RebootsNow>,
) {
    reboots.subscribe(window.label(), through(channel));
}

/// Starts a session that waits for a person; `null` where it does not wait any more.
#[tauri::command]
#[specta::specta]
pub async fn start_after_reboot(
    engines: State<'_, EngineRegistry>,
    reboots: State<'_, Arc<Reboots>>,
    session: SessionKey,
) -> Result<Option<Fate>, WireError> {
    let Some((boot, one)) = reboots.find(&session) else { return Ok(None) };
    let fate = engines.runner(&session.engine).await?.start_noted(&boot, &one).await;
    reboots.look_again();
    Ok(Some(fate))
}

/// Leaves a session as it is.
#[tauri::command]
#[specta::specta]
pub async fn leave_after_reboot(
    engines: State<'_, EngineRegistry>,
    reboots: State<'_, Arc<Reboots>>,
    session: SessionKey,
) -> Result<(), WireError> {
    if let Some((boot, one)) = reboots.find(&session) {
        engines.runner(&session.engine).await?.leave_after_reboot(&boot, &one).await?;
        reboots.look_again();
    }
    Ok(())
}

/// The command that takes up its work again was run, or is not wanted.
#[tauri::command]
#[specta::specta]
pub async fn resumed_after_reboot(
    engines: State<'_, EngineRegistry>,
    reboots: State<'_, Arc<Reboots>>,
    session: SessionKey,
) -> Result<(), WireError> {
    if let Some((boot, one)) = reboots.find(&session) {
        engines.runner(&session.engine).await?.resumed_after_reboot(&boot, &one).await?;
        reboots.look_again();
    }
    Ok(())
}

/// The person has seen what became of all of them.
#[tauri::command]
#[specta::specta]
pub async fn see_reboot(
    engines: State<'_, EngineRegistry>,
    reboots: State<'_, Arc<Reboots>>,
) -> Result<(), WireError> {
    for (engine, boot) in reboots.boots() {
        engines.runner(&engine).await?.see_boot(&boot).await?;
    }
    reboots.look_again();
    Ok(())
}
