use berth_runner::{Problem, SessionSpec};
use serde::Serialize;
use tauri::State;

use crate::failure::Failure;
use crate::harbour::Harbour;

/// What the runner's rules say of a form that is being filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SpecCheck {
    pub problems: Vec<Problem>,
    /// The command that would run, quoted for a shell, values of the environment
    /// masked. Empty while there are problems.
    pub preview: String,
    /// What each volume means, in the order of the form; the log volume last.
    pub mounts: Vec<String>,
}

#[tauri::command]
#[specta::specta]
pub async fn check_spec(
    harbour: State<'_, Harbour>,
    engine: String,
    spec: SessionSpec,
) -> Result<SpecCheck, Failure> {
    let runner = harbour.runner(&engine).await?;
    Ok(match runner.check(&spec) {
        Ok(checked) => SpecCheck {
            problems: Vec::new(),
            preview: berth_runner::preview(runner.engine(), &checked),
            mounts: checked.mounts.iter().map(|mount| mount.describe()).collect(),
        },
        Err(problems) => SpecCheck { problems, preview: String::new(), mounts: Vec::new() },
    })
}
