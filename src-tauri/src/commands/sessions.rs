//! The verbs of sessions.

use std::sync::Arc;

use berth_archive::RunId;
use berth_runner::{
    DeleteOptions, Inspection, Runner, Session, SessionSpec, SimilarNames, StartOptions, StartOutcome,
    StopOptions, StopOutcome,
};
use berth_terminal::Size;
use serde::Serialize;
use tauri::{AppHandle, State};

use crate::engines::EngineRegistry;
use crate::error::WireError;
use crate::live::Live;
use crate::marks::Marks;
use crate::starter;
use crate::terminals::Terminals;

// What is started with a size gets a terminal of that size before it runs, for the window to
// show. Without one nobody is attached: each client of podman takes 34 MB.

/// Starts sessions on terminals, if a size is given.
pub(super) fn launching(runner: Runner, terminals: &Terminals, size: Option<Size>) -> Runner {
    match size {
        Some(size) => {
            let launcher = terminals.launcher(&runner, size);
            runner.launching(launcher)
        }
        None => runner,
    }
}

/// Creates a session and starts it.
#[tauri::command]
#[specta::specta]
pub async fn start_session(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    spec: SessionSpec,
    options: StartOptions,
    size: Option<Size>,
) -> Result<StartOutcome, WireError> {
    let runner = launching(engines.runner(&engine).await?, &terminals, size);
    Ok(runner.start(&spec, options).await?)
}

/// Starts a session that has ended, or never ran.
#[tauri::command]
#[specta::specta]
pub async fn start_existing(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    size: Option<Size>,
) -> Result<StartOutcome, WireError> {
    let runner = launching(engines.runner(&engine).await?, &terminals, size);
    Ok(runner.start_existing(&id).await?)
}

// A terminal stays attached while its session is ended: its last words are seen, and its
// client ends with it. (Engines hang on stopping what somebody is attached to and does not
// read, observed; ours are read at all times.) What is gone needs no terminal.

/// Ends a session and starts it again.
#[tauri::command]
#[specta::specta]
pub async fn restart_session(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    size: Option<Size>,
) -> Result<StartOutcome, WireError> {
    let runner = launching(engines.runner(&engine).await?, &terminals, size);
    Ok(runner.restart(&id).await?)
}

/// Names in the `PATH` of a session's image that are like the command that it did not find; `null`
/// where it has no command. Nothing is run for it.
#[tauri::command]
#[specta::specta]
pub async fn similar_names(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<Option<SimilarNames>, WireError> {
    Ok(engines.runner(&engine).await?.similar_names(&id).await?)
}

/// Ends a session, and removes it if the options say so.
#[tauri::command]
#[specta::specta]
pub async fn stop_session(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    options: StopOptions,
) -> Result<StopOutcome, WireError> {
    let outcome = engines.runner(&engine).await?.stop(&id, options).await?;
    if outcome.removed {
        terminals.close_session(&engine, &id);
    }
    Ok(outcome)
}

/// Removes a session; its run goes to the archive first.
#[tauri::command]
#[specta::specta]
pub async fn delete_session(
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    engine: String,
    id: String,
    options: DeleteOptions,
) -> Result<StopOutcome, WireError> {
    let outcome = engines.runner(&engine).await?.delete(&id, options).await?;
    terminals.close_session(&engine, &id);
    Ok(outcome)
}

/// Stops a session's processes until they are resumed.
#[tauri::command]
#[specta::specta]
pub async fn pause_session(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.pause(&id).await?)
}

/// Keeps a session from being started again by its restart policy.
#[tauri::command]
#[specta::specta]
pub async fn pause_restarts(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.pause_restarts(&id).await?)
}

/// Puts back the restart policy that a session had before its restarts were paused.
#[tauri::command]
#[specta::specta]
pub async fn resume_restarts(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.resume_restarts(&id).await?)
}

/// Sends a signal to the main process; the engine's own when it is `null` (SIGKILL).
#[tauri::command]
#[specta::specta]
pub async fn kill_session(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
    signal: Option<String>,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.kill(&id, signal.as_deref()).await?)
}

/// Gives a session another name.
#[tauri::command]
#[specta::specta]
pub async fn rename_session(
    engines: State<'_, EngineRegistry>,
    live: State<'_, Arc<Live>>,
    marks: State<'_, Arc<Marks>>,
    engine: String,
    id: String,
    name: String,
) -> Result<Session, WireError> {
    let before = live.find(&engine, &id);
    let session = engines.runner(&engine).await?.rename(&id, &name).await?;
    marks.follow(before, &session).await;
    Ok(session)
}

/// Lets the processes of a paused session go on.
#[tauri::command]
#[specta::specta]
pub async fn resume_session(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.resume(&id).await?)
}

/// Reads one session now.
#[tauri::command]
#[specta::specta]
pub async fn session_status(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.status(&id).await?)
}

/// All that the engine says of one session now.
#[tauri::command]
#[specta::specta]
pub async fn session_inspection(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<Inspection, WireError> {
    Ok(engines.runner(&engine).await?.inspection(&id).await?)
}

/// What became of one session of a prune.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct PruneResult {
    pub id: String,
    pub name: String,
    /// The number of its last run in the archive, when it was removed.
    #[specta(type = Option<u32>)]
    pub archived: Option<RunId>,
    /// Why it is still there.
    pub failure: Option<WireError>,
}

/// Archives and removes ended own sessions; one that runs by now stays.
#[tauri::command]
#[specta::specta]
pub async fn prune_sessions(
    engines: State<'_, EngineRegistry>,
    engine: String,
    ids: Vec<String>,
) -> Result<Vec<PruneResult>, WireError> {
    let results = engines.runner(&engine).await?.prune(&ids).await.into_iter().map(|pruned| {
        let (archived, failure) = match pruned.outcome {
            Ok(run) => (run, None),
            Err(error) => (None, Some(error.into())),
        };
        PruneResult { id: pruned.id, name: pruned.name, archived, failure }
    });
    Ok(results.collect())
}

/// Starts a session from the starter image that ships with Berth.
#[tauri::command]
#[specta::specta]
pub async fn try_it(
    app: AppHandle,
    engines: State<'_, EngineRegistry>,
    live: State<'_, Arc<Live>>,
    terminals: State<'_, Terminals>,
    size: Option<Size>,
) -> Result<StartOutcome, WireError> {
    let runner = match live.default_engine() {
        Some(engine) => engines.runner(engine).await?,
        None => engines.default_runner().await?,
    };
    starter::try_it(&app, &launching(runner, &terminals, size)).await
}
