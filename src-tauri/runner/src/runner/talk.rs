//! Other processes in a session, and its terminal.

use super::Runner;
use super::ask::Subject;
use super::look::Found;
use crate::args;
use crate::engine::ClientCommand;
use crate::error::{Error, Result};
use crate::process::{self, Caps};
use crate::session::State;
use crate::validate::{self, Field, Problem};

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

impl Runner {
    /// Runs a command, split like a POSIX shell splits it, inside a running session.
    pub async fn exec(&self, key: &str, command: &str) -> Result<ExecOutcome> {
        let argv = validate::exec_command(command).map_err(|message| Error::Invalid {
            problems: vec![Problem { field: Field::Command, index: None, message }],
        })?;
        self.exec_argv(key, &argv).await
    }

    /// Runs a program with its arguments inside a running session, without input.
    ///
    /// After its deadline the process inside goes on: killing the client does not end it.
    pub async fn exec_argv(&self, key: &str, argv: &[String]) -> Result<ExecOutcome> {
        let found = self.running(key).await?;
        let subject = Subject { operation: "run a command in", name: &found.session.name };
        let limit = self.limits().exec;
        let call = self.call(args::exec(&found.session.id, argv, false), limit, false);
        let output = process::collect(call, EXEC_CAPS)
            .await
            .map_err(|failure| self.no_outcome(subject, limit, failure))?;
        let Some(exit_code) = output.status.code() else {
            return Err(self.refused(subject, &output));
        };
        // The engine's own refusals share the codes of processes; whether the session
        // was still there tells them apart.
        if matches!(exit_code, 1 | 125 | 255) {
            let now = self.look(&found.session.id).await?;
            let gone_before = now.is_none_or(|now| now.session.state != State::Running);
            if gone_before && output.stdout.is_empty() && !output.stderr.is_empty() {
                return Err(self.refused(subject, &output));
            }
        }
        Ok(ExecOutcome { exit_code, stdout: output.stdout, stderr: output.stderr })
    }

    /// The client that runs a program in a running session; with `tty` on a terminal
    /// of its own. For a PTY, or a caller's own streams.
    pub async fn exec_command(&self, key: &str, argv: &[String], tty: bool) -> Result<ClientCommand> {
        let found = self.running(key).await?;
        let id = &found.session.id;
        let invocation = if tty { args::exec(id, argv, true) } else { args::exec_with_input(id, argv) };
        Ok(self.engine().client(invocation.args))
    }

    /// The client that joins the terminal of the session's main process.
    ///
    /// Killing it leaves the session running. Errors: not there, not running, paused,
    /// created without a terminal, stopped by being attached to.
    pub async fn attach_command(&self, key: &str) -> Result<ClientCommand> {
        let found = self.running(key).await?;
        if !found.session.tty {
            return Err(Error::NoTerminal { name: found.session.name });
        }
        if found.session.stops_when_resized() {
            return Err(Error::StopsWhenAttached { name: found.session.name });
        }
        Ok(self.engine().client(args::attach(&found.session.id).args))
    }

    pub(super) async fn running(&self, key: &str) -> Result<Found> {
        running(self.resolve(key).await?)
    }
}

pub(super) fn running(found: Found) -> Result<Found> {
    match found.session.state {
        State::Running => Ok(found),
        State::Paused => Err(Error::SessionPaused { name: found.session.name }),
        _ => Err(Error::NotRunning { name: found.session.name, state: found.session.engine_state }),
    }
}
