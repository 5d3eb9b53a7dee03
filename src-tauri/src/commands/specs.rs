//! Commands on the form of a new session.

use berth_runner::{MountSpec, Problem, SessionSpec};
use serde::Serialize;
use tauri::State;

use crate::engines::EngineRegistry;
use crate::error::WireError;

/// What the runner's rules say of a form that is being filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SpecCheck {
    pub problems: Vec<Problem>,
    /// The command that would run, quoted for a shell, values of the environment
    /// masked. Empty while there are problems.
    pub preview: String,
    /// Each volume as it is understood, in the order of the form; the log volume last.
    pub mounts: Vec<MountSpec>,
}

/// Checks a form that is being filled, without asking an engine.
#[tauri::command]
#[specta::specta]
pub async fn check_spec(
    engines: State<'_, EngineRegistry>,
    engine: String,
    spec: SessionSpec,
) -> Result<SpecCheck, WireError> {
    let runner = engines.runner(&engine).await?;
    Ok(match runner.check(&spec) {
        Ok(checked) => SpecCheck {
            problems: Vec::new(),
            preview: berth_runner::preview(runner.engine(), &checked),
            mounts: checked.mounts,
        },
        Err(problems) => SpecCheck { problems, preview: String::new(), mounts: Vec::new() },
    })
}
