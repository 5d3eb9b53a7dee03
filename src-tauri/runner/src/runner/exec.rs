//! Runs other programs in a session, beside its main process.

use std::process::Command;

use super::Runner;
use super::call::CallContext;
use crate::args;
use crate::error::{Error, Result};
use crate::process::{self, Caps};
use crate::session::State;
use crate::validate::{self, Field};

/// How a process ended that was run inside a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecOutcome {
    /// 127: no such command (podman; docker 20.10 says 126, with the error on stdout).
    pub exit_code: i32,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

/// What an exec may print, in bytes, on each stream.
const EXEC_CAPS: Caps = Caps { stdout: 16 << 20, stderr: 16 << 20 };

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
    /// Runs a command, split like a POSIX shell splits it, inside a running session.
    pub async fn exec(&self, key: &str, command: &str) -> Result<ExecOutcome> {
        let argv =
            validate::exec_command(command).map_err(|message| Error::invalid(Field::Command, message))?;
        self.exec_argv(key, &argv).await
    }

    /// Runs a program with its arguments inside a running session, without input.
    ///
    /// After its deadline the process inside goes on: killing the client does not end it.
    pub async fn exec_argv(&self, key: &str, argv: &[String]) -> Result<ExecOutcome> {
        let found = self.running(key).await?;
        let context = CallContext { operation: "run a command in", name: &found.session.name };
        let limit = self.limits().exec;
        let call = self.client_call(args::exec(&found.session.id, argv, false), limit, false);
        let output = process::collect(call, EXEC_CAPS)
            .await
            .map_err(|failure| self.no_outcome(context, limit, failure))?;
        let Some(exit_code) = output.status.code() else {
            return Err(self.refused(context, &output));
        };
        // The engine's own refusals share the codes of processes; whether the session
        // was still there tells them apart.
        if matches!(exit_code, 1 | 125 | 255) {
            let now = self.inspect(&found.session.id).await?;
            let gone_before = now.is_none_or(|now| now.session.state != State::Running);
            if gone_before && output.stdout.is_empty() && !output.stderr.is_empty() {
                return Err(self.refused(context, &output));
            }
        }
        Ok(ExecOutcome { exit_code, stdout: output.stdout, stderr: output.stderr })
    }

    /// The client that runs a program in a running session; with `tty` on a terminal
    /// of its own. For a PTY, or a caller's own streams.
    pub async fn exec_command(&self, key: &str, argv: &[String], tty: bool) -> Result<Command> {
        let found = self.running(key).await?;
        let id = &found.session.id;
        let invocation = if tty { args::exec(id, argv, true) } else { args::exec_with_input(id, argv) };
        Ok(self.engine().client(&invocation.args))
    }

    /// Runs a program in a running session, without a deadline; returns its exit code.
    ///
    /// The engine's own failures share these codes, and go to stderr in its own words:
    /// 125 and 255 on podman, 1 and 126 on docker.
    pub async fn exec_inherited(&self, key: &str, argv: &[String], input: ExecInput) -> Result<i32> {
        let id = &self.running(key).await?.session.id;
        let invocation = match input {
            ExecInput::None => args::exec(id, argv, false),
            ExecInput::Stdin => args::exec_with_input(id, argv),
            ExecInput::Terminal => args::exec(id, argv, true),
        };
        let client = self.engine().client(&invocation.args);
        let program = client.get_program().into();
        let status = process::run_inherited(client, input != ExecInput::None)
            .await
            .map_err(|source| Error::Spawn { program, source })?;
        // Killed by a signal, it tells no code.
        Ok(status.code().unwrap_or(1))
    }
}
