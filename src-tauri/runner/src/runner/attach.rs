//! Clients to run on a PTY: attach to a session's terminal, and shells beside its main process.

use std::process::Command;

use super::Runner;
use super::call::CallContext;
use super::inspect::Inspected;
use crate::args;
use crate::error::{Error, Result};
use crate::session::State;
use crate::validate::{self, Field, Problem};

/// A shell that is about to run: the client to put on a PTY, and how to end it.
#[derive(Debug, Clone)]
pub struct Shell {
    runner: Runner,
    id: String,
    name: String,
    argv: Option<Vec<String>>,
    token: String,
}

impl Runner {
    /// The client that joins the terminal of the session's main process.
    ///
    /// Killing it leaves the session running. Errors: not there, not running, paused,
    /// created without a terminal, stopped by being attached to.
    pub async fn attach_command(&self, key: &str) -> Result<Command> {
        let found = self.running(key).await?;
        if !found.session.tty {
            return Err(Error::NoTerminal { name: found.session.name });
        }
        if found.session.stops_when_resized() {
            return Err(Error::StopsWhenAttached { name: found.session.name });
        }
        Ok(self.engine().client(&args::attach(&found.session.id).args))
    }

    /// The client that runs a shell in a running session: bash where the session has it,
    /// else sh; or `command`, split like a POSIX shell splits it.
    ///
    /// Errors: not there, not running, paused, a command that is none.
    pub async fn shell(&self, key: &str, command: Option<&str>) -> Result<Shell> {
        let argv = command.map(validate::exec_command).transpose().map_err(|message| Error::Invalid {
            problems: vec![Problem { field: Field::Command, index: None, message }],
        })?;
        let session = self.running(key).await?.session;
        let token = uuid::Uuid::new_v4().simple().to_string();
        Ok(Shell { runner: self.clone(), id: session.id, name: session.name, argv, token })
    }

    pub(super) async fn running(&self, key: &str) -> Result<Inspected> {
        running(self.resolve(key).await?)
    }
}

impl Shell {
    /// The client to put on a PTY.
    pub fn command(&self) -> Command {
        let invocation = args::shell(&self.id, self.argv.as_deref(), &self.token);
        self.runner.engine().client(&invocation.args)
    }

    /// Ends the shell as a terminal that closes does. Killing its client would not: the
    /// process inside goes on.
    ///
    /// Errors: the engine's, and a session without `sh` and `cat`, where it can't be done.
    pub async fn hang_up(&self) -> Result<()> {
        let runner = &self.runner;
        let context = CallContext { operation: "end the shell in", name: &self.name };
        let call = args::hang_up(&self.id, &self.token);
        let output = runner.call(context, call, runner.limits().stop_slack).await?;
        if output.success() { Ok(()) } else { Err(runner.refused(context, &output)) }
    }
}

pub(super) fn running(found: Inspected) -> Result<Inspected> {
    match found.session.state {
        State::Running => Ok(found),
        State::Paused => Err(Error::SessionPaused { name: found.session.name }),
        _ => Err(Error::NotRunning { name: found.session.name, state: found.session.engine_state }),
    }
}
