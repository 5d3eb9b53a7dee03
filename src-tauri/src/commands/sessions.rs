use std::sync::Arc;

use berth_runner::{
    DeleteOptions, Session, SessionSpec, StartOptions, StartOutcome, StopOptions, StopOutcome,
};
use serde::Serialize;
use tauri::ipc::{Channel, Response};
use tauri::{AppHandle, State, WebviewWindow};

use crate::failure::Failure;
use crate::handover::{self, HandOver};
use crate::harbour::Harbour;
use crate::live::{ListEvent, Live};
use crate::starter;
use crate::subscribers::through;
use crate::terminals::Terminals;

/// Sends the list to this window: everything once, then every change.
#[tauri::command]
#[specta::specta]
pub async fn subscribe_sessions(
    window: WebviewWindow,
    live: State<'_, Arc<Live>>,
    channel: Channel<ListEvent>,
) -> Result<(), Failure> {
    live.subscribe(window.label(), through(channel));
    Ok(())
}

/// Asks every engine now; done when all have answered. Changes come over the channel.
#[tauri::command]
#[specta::specta]
pub async fn refresh_sessions(
    harbour: State<'_, Harbour>,
    live: State<'_, Arc<Live>>,
) -> Result<(), Failure> {
    live.refresh(&harbour).await;
    Ok(())
}

/// Whether anybody can see the list; while nobody can, engines are left in peace.
#[tauri::command]
#[specta::specta]
pub fn sessions_hidden(window: WebviewWindow, live: State<'_, Arc<Live>>, hidden: bool) {
    live.set_hidden(window.label(), hidden);
}

#[tauri::command]
#[specta::specta]
pub async fn start_session(
    harbour: State<'_, Harbour>,
    engine: String,
    spec: SessionSpec,
    options: StartOptions,
) -> Result<StartOutcome, Failure> {
    Ok(harbour.runner(&engine).await?.start(&spec, options).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn start_existing(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
) -> Result<StartOutcome, Failure> {
    Ok(harbour.runner(&engine).await?.start_existing(&id).await?)
}

// A terminal stays attached while its session is ended: its last words are seen, and its
// client ends with it. (Engines hang on stopping what somebody is attached to and does not
// read, observed; ours are read at all times.) What is gone needs no terminal.

#[tauri::command]
#[specta::specta]
pub async fn restart_session(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
) -> Result<StartOutcome, Failure> {
    Ok(harbour.runner(&engine).await?.restart(&id).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn stop_session(
    harbour: State<'_, Harbour>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    options: StopOptions,
) -> Result<StopOutcome, Failure> {
    let outcome = harbour.runner(&engine).await?.stop(&id, options).await?;
    if outcome.removed {
        terminals.close_of(&engine, &id);
    }
    Ok(outcome)
}

#[tauri::command]
#[specta::specta]
pub async fn delete_session(
    harbour: State<'_, Harbour>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    options: DeleteOptions,
) -> Result<StopOutcome, Failure> {
    let outcome = harbour.runner(&engine).await?.delete(&id, options).await?;
    terminals.close_of(&engine, &id);
    Ok(outcome)
}

#[tauri::command]
#[specta::specta]
pub async fn pause_session(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
) -> Result<Session, Failure> {
    Ok(harbour.runner(&engine).await?.pause(&id).await?)
}

/// Sends a signal to the main process; the engine's own when it is `null` (SIGKILL).
#[tauri::command]
#[specta::specta]
pub async fn kill_session(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
    signal: Option<String>,
) -> Result<Session, Failure> {
    Ok(harbour.runner(&engine).await?.kill(&id, signal.as_deref()).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn rename_session(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
    name: String,
) -> Result<Session, Failure> {
    Ok(harbour.runner(&engine).await?.rename(&id, &name).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn resume_session(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
) -> Result<Session, Failure> {
    Ok(harbour.runner(&engine).await?.resume(&id).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn session_status(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
) -> Result<Session, Failure> {
    Ok(harbour.runner(&engine).await?.status(&id).await?)
}

/// What became of one session of a prune.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct PruneResult {
    pub id: String,
    pub name: String,
    /// The history folder of its last run, when it was removed.
    pub archived: Option<String>,
    /// Why it is still there.
    pub failure: Option<Failure>,
}

/// Archives and removes ended own sessions; one that runs by now stays.
#[tauri::command]
#[specta::specta]
pub async fn prune_sessions(
    harbour: State<'_, Harbour>,
    engine: String,
    ids: Vec<String>,
) -> Result<Vec<PruneResult>, Failure> {
    let results = harbour.runner(&engine).await?.prune(&ids).await.into_iter().map(|pruned| {
        let (archived, failure) = match pruned.outcome {
            Ok(folder) => (Some(folder), None),
            Err(error) => (None, Some(error.into())),
        };
        PruneResult { id: pruned.id, name: pruned.name, archived, failure }
    });
    Ok(results.collect())
}

/// Opens the session in the person's own terminal program.
#[tauri::command]
#[specta::specta]
pub async fn hand_over(harbour: State<'_, Harbour>, engine: String, id: String) -> Result<HandOver, Failure> {
    let runner = harbour.runner(&engine).await?;
    // Says here what that terminal would say and be gone.
    runner.attach_command(&id).await?;
    let session = runner.status(&id).await?;
    let opened = tauri::async_runtime::spawn_blocking(move || handover::open(&session));
    opened.await.map_err(|error| Failure::new("internal", error.to_string()))
}

/// Starts a session from the starter image that ships with Berth.
#[tauri::command]
#[specta::specta]
pub async fn try_it(
    app: AppHandle,
    harbour: State<'_, Harbour>,
    live: State<'_, Arc<Live>>,
) -> Result<StartOutcome, Failure> {
    let runner = match live.default_engine() {
        Some(engine) => harbour.runner(engine).await?,
        None => harbour.default_runner().await?,
    };
    starter::try_it(&app, &runner).await
}

/// The last `lines` of a session's log as raw bytes.
#[tauri::command]
pub async fn session_logs(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
    lines: u32,
) -> Result<Response, Failure> {
    Ok(Response::new(harbour.runner(&engine).await?.logs(&id, lines).await?))
}
