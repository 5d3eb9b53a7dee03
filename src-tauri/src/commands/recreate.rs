//! Commands on the spec of a session that there is: reading, changing, cloning.

use std::sync::Arc;

use berth_runner::{
    KeptData, Lost, RecreateOptions, RecreateOutcome, RecreatePlan, RecreateStep, Session, SessionSpec,
};
use serde::Serialize;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};

use crate::definitions::Definitions;
use crate::engines::EngineRegistry;
use crate::error::WireError;
use crate::live::Live;
use crate::marks::Marks;
use crate::terminals::Terminals;

/// The spec of a session, and what no spec can say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SpecFound {
    pub spec: SessionSpec,
    pub lost: Vec<Lost>,
}

/// The spec by which a session was created.
#[tauri::command]
#[specta::specta]
pub async fn session_spec(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<SpecFound, WireError> {
    let (spec, lost) = engines.runner(&engine).await?.spec(&id).await?;
    Ok(SpecFound { spec, lost })
}

/// The spec of another session like it, with a name and ports that are free.
#[tauri::command]
#[specta::specta]
pub async fn clone_spec(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
) -> Result<SpecFound, WireError> {
    let (spec, lost) = engines.runner(&engine).await?.clone_spec(&id, None).await?;
    Ok(SpecFound { spec, lost })
}

/// What a recreation by that spec would change; nothing is done.
#[tauri::command]
#[specta::specta]
pub async fn plan_recreate(
    engines: State<'_, EngineRegistry>,
    definitions: State<'_, Arc<Definitions>>,
    engine: String,
    id: String,
    spec: SessionSpec,
) -> Result<RecreatePlan, WireError> {
    let runner = engines.runner(&engine).await?;
    let spec = definitions.with_secrets(&runner, spec).await?;
    Ok(runner.recreate_plan(&id, Some(&spec)).await?)
}

/// Makes a session anew by that spec, or puts it back as it was; tells each step before it is done.
#[tauri::command]
#[specta::specta]
#[expect(clippy::too_many_arguments, reason = "five of them are tauri's")]
pub async fn recreate_session(
    app: AppHandle,
    engines: State<'_, EngineRegistry>,
    terminals: State<'_, Terminals>,
    definitions: State<'_, Arc<Definitions>>,
    engine: String,
    id: String,
    spec: SessionSpec,
    data: KeptData,
    create_host_paths: bool,
    steps: Channel<RecreateStep>,
) -> Result<RecreateOutcome, WireError> {
    let runner = engines.runner(&engine).await?;
    let spec = definitions.with_secrets(&runner, spec).await?;
    let options = RecreateOptions { data, create_host_paths, ..RecreateOptions::default() };
    let progress = move |step| drop(steps.send(step));
    let (live, marks) = (app.state::<Arc<Live>>(), app.state::<Arc<Marks>>());
    let before = live.find(&engine, &id);
    let outcome = runner.recreate(&id, &spec, options, &progress).await?;
    if let RecreateOutcome::Recreated { session, .. } = &outcome {
        terminals.close_session(&engine, &id);
        marks.follow(before, session).await;
    }
    live.refresh(&engines).await;
    Ok(outcome)
}

/// Changes the limits of a session while it runs.
#[tauri::command]
#[specta::specta]
pub async fn change_limits(
    engines: State<'_, EngineRegistry>,
    engine: String,
    id: String,
    spec: SessionSpec,
) -> Result<Session, WireError> {
    Ok(engines.runner(&engine).await?.change_limits(&id, &spec).await?)
}
