//! Commands on stops in steps.

use std::sync::Arc;

use berth_runner::{LadderMove, LadderOutcome, Session, StopStep};
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow};

use crate::engines::EngineRegistry;
use crate::error::WireError;
use crate::ladders::{Ladder, Ladders};
use crate::subscribers::through;
use crate::terminals::{SessionKey, Terminals};

/// The steps that are proposed for a session, by what is known of it.
#[tauri::command]
#[specta::specta]
pub fn proposed_steps(session: Session) -> Vec<StopStep> {
    StopStep::proposed(&session)
}

/// Ends a session step by step, and removes it if asked; returns when it has ended, or the steps are over.
#[tauri::command]
#[specta::specta]
pub async fn stop_in_steps(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    ladders: State<'_, Arc<Ladders>>,
    engine: String,
    id: String,
    steps: Vec<StopStep>,
    remove: bool,
) -> Result<LadderOutcome, WireError> {
    let runner = engines.runner(&engine).await?;
    let outcome = ladders.stop(&runner, &id, steps, remove).await?;
    if matches!(&outcome, LadderOutcome::Ended { stop, .. } if stop.removed) {
        terminals.close_session(&engine, &id);
    }
    Ok(outcome)
}

/// What a person wants of a stop in steps that is under way.
#[tauri::command]
#[specta::specta]
pub fn turn_ladder(ladders: State<'_, Arc<Ladders>>, session: SessionKey, to: LadderMove) {
    ladders.turn(session, to);
}

/// Sends the stops in steps that are under way, now and after every change.
#[tauri::command]
#[specta::specta]
pub fn subscribe_ladders(
    window: WebviewWindow,
    ladders: State<'_, Arc<Ladders>>,
    channel: Channel<Vec<Ladder>>,
) {
    ladders.subscribe(window.label(), through(channel));
}
