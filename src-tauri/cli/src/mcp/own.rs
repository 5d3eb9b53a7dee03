//! Verbs that print: this program runs itself, and its JSON is the answer.

use std::process::Stdio;

use serde_json::Value;
use tokio::process::Command;

use crate::exit::{FAILURE, Stop};

/// Runs a verb and reads its JSON.
///
/// # Errors
/// What it said on stderr, with its exit code.
pub async fn run(engine: Option<&str>, args: &[&str]) -> Result<Value, Stop> {
    let failed = |what: String| Stop::new(FAILURE, what);
    let program =
        std::env::current_exe().map_err(|error| failed(format!("berthctl does not find itself: {error}")))?;
    let mut command = Command::new(program);
    // The protocol has our own standard input.
    command.stdin(Stdio::null()).kill_on_drop(true);
    command.args(engine.iter().flat_map(|engine| ["--engine", engine])).args(args);
    let output =
        command.output().await.map_err(|error| failed(format!("berthctl does not start: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim();
        let code = output.status.code().and_then(|code| u8::try_from(code).ok());
        return Err(Stop::new(code.unwrap_or(FAILURE), said.strip_prefix("berthctl: ").unwrap_or(said)));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| failed(format!("berthctl printed no JSON: {error}")))
}
