//! Other processes in a session, on the caller's own streams.

use super::Runner;
use crate::args;
use crate::error::{Error, Result};
use crate::process;

/// Where the input of such a process comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExecInput {
    None,
    /// The caller's stdin.
    Stdin,
    /// The caller's terminal, which stdin and stdout must be; the client sets its modes
    /// and follows its size, and does not restore it when it is killed.
    Terminal,
}

impl Runner {
    /// Runs a program in a running session, without a deadline; returns its exit code.
    ///
    /// The engine's own failures share these codes, and go to stderr in its own words:
    /// 125 and 255 on podman, 1 and 126 on docker.
    pub async fn exec_here(&self, key: &str, argv: &[String], input: ExecInput) -> Result<i32> {
        let id = &self.running(key).await?.session.id;
        let invocation = match input {
            ExecInput::None => args::exec(id, argv, false),
            ExecInput::Stdin => args::exec_with_input(id, argv),
            ExecInput::Terminal => args::exec(id, argv, true),
        };
        let client = self.engine().client(invocation.args);
        let program = client.program.clone();
        let status = process::run_here(client, input != ExecInput::None)
            .await
            .map_err(|source| Error::Spawn { program, source })?;
        // Killed by a signal, it tells no code.
        Ok(status.code().unwrap_or(1))
    }
}
