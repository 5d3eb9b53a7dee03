use berth_runner::{Session, SessionSpec, StartOptions, StartOutcome, StopOptions, StopOutcome};
use tauri::{AppHandle, State, ipc::Response};

use crate::failure::Failure;
use crate::harbour::{EngineListing, Harbour};
use crate::starter;
use crate::terminals::Terminals;

#[tauri::command]
#[specta::specta]
pub async fn list_sessions(harbour: State<'_, Harbour>) -> Result<Vec<EngineListing>, Failure> {
    Ok(harbour.listings().await)
}

#[tauri::command]
#[specta::specta]
pub async fn start_session(
    harbour: State<'_, Harbour>,
    engine: String,
    spec: SessionSpec,
    options: StartOptions,
) -> Result<StartOutcome, Failure> {
    Ok(harbour.runner(&engine)?.start(&spec, options).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn start_existing(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
) -> Result<StartOutcome, Failure> {
    Ok(harbour.runner(&engine)?.start_existing(&id).await?)
}

// A client of ours that stopped reading would make the engine's stop and rm hang
// (podman and docker, observed), so the verbs that end a session end its clients first.

#[tauri::command]
#[specta::specta]
pub async fn restart_session(
    harbour: State<'_, Harbour>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
) -> Result<StartOutcome, Failure> {
    let runner = harbour.runner(&engine)?;
    terminals.close_of(&engine, &id);
    Ok(runner.restart(&id).await?)
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
    let runner = harbour.runner(&engine)?;
    terminals.close_of(&engine, &id);
    Ok(runner.stop(&id, options).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn delete_session(
    harbour: State<'_, Harbour>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
) -> Result<StopOutcome, Failure> {
    let runner = harbour.runner(&engine)?;
    terminals.close_of(&engine, &id);
    Ok(runner.delete(&id, berth_runner::DeleteOptions::default()).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn resume_session(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
) -> Result<Session, Failure> {
    Ok(harbour.runner(&engine)?.resume(&id).await?)
}

#[tauri::command]
#[specta::specta]
pub async fn session_status(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
) -> Result<Session, Failure> {
    Ok(harbour.runner(&engine)?.status(&id).await?)
}

/// Starts a session from the starter image that ships with Berth.
#[tauri::command]
#[specta::specta]
pub async fn try_it(app: AppHandle, harbour: State<'_, Harbour>) -> Result<StartOutcome, Failure> {
    starter::try_it(&app, &harbour.default_runner()?).await
}

/// The last `lines` of a session's log as raw bytes.
#[tauri::command]
pub async fn session_logs(
    harbour: State<'_, Harbour>,
    engine: String,
    id: String,
    lines: u32,
) -> Result<Response, Failure> {
    Ok(Response::new(harbour.runner(&engine)?.logs(&id, lines).await?))
}
