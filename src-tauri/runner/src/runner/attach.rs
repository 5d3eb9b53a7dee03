//! Clients to run on a PTY: attach to a session's terminal, and shells beside its main process.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::Runner;
use super::call::CallContext;
use super::inspect::Inspected;
use crate::args;
use crate::engine::detach_bytes;
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::reason::{Illegible, Refusal};
use crate::session::{Run, State};
use crate::validate::{self, Field};

/// A shell that is about to run: the client to put on a PTY, and how to end it.
#[derive(Debug, Clone)]
pub struct Shell {
    runner: Runner,
    id: String,
    name: String,
    argv: Option<Vec<String>>,
    token: String,
}

/// How a session's terminal is joined by who only looks, see [`Runner::observe_command`].
#[derive(Debug)]
pub enum Observing {
    /// At the socket of podman's monitor of the container.
    Socket(PathBuf),
    /// By a client whose input is a terminal, and whose output is a pipe.
    Terminal {
        /// The client.
        command: Command,
        /// The keys that end it, when all input before has arrived.
        leave: Vec<u8>,
    },
    /// By a client on pipes, which ends with its input.
    Pipes {
        /// The client.
        command: Command,
        /// Whether it takes input.
        input: bool,
    },
}

impl Runner {
    /// The client that joins the terminal of the session's main process.
    ///
    /// Killing it leaves the session running.
    ///
    /// # Errors
    /// There is no such session, it does not run or is paused, it has no terminal, or an
    /// attach would stop it.
    pub async fn attach_command(&self, key: &str) -> Result<Command> {
        self.attach_to_run(key).await.map(|(_, command)| command)
    }

    /// The same, and the run that it joins.
    ///
    /// # Errors
    /// As [`Runner::attach_command`].
    pub async fn attach_to_run(&self, key: &str) -> Result<(Run, Command)> {
        let found = self.joinable(key).await?;
        let context = CallContext { operation: "join", name: &found.session.name };
        self.ensure_changeable(context, &found.session)?;
        let quiet = self.client_is_quiet().await;
        let client = self.engine().client(&self.subject(&found.session.id).attach(quiet).args);
        Ok((Run::from(&found.session), client))
    }

    /// How to join the terminal of the session's main process and leave it alone: no size and no
    /// signal reach the session, and no input but what is sent on purpose.
    ///
    /// # Errors
    /// As [`Runner::attach_command`], and podman does not tell where its monitor is.
    pub async fn observe_command(&self, key: &str) -> Result<Observing> {
        let found = self.joinable(key).await?;
        let engine = self.engine();
        if engine.is_its_own() {
            let config = found.row.pointer("/OCIConfigPath").and_then(Value::as_str);
            let socket = config.and_then(args::conmon_socket);
            return socket.map(Observing::Socket).ok_or_else(|| Error::Unreadable {
                engine: engine.id.clone(),
                operation: format!("inspect {}", found.session.name),
                reason: Illegible::NoContainer {},
                detail: "OCIConfigPath".to_owned(),
            });
        }
        let client = |input| engine.client(&args::observe(&found.session.id, input).args);
        Ok(match engine.kind {
            EngineKind::Podman => Observing::Pipes { command: client(true), input: true },
            // kubectl joins a terminal with one alone, and tells it a size (1.20 to 1.37).
            EngineKind::Kubernetes => {
                let context = CallContext { operation: "look into", name: &found.session.name };
                return Err(self.refusal(context, Refusal::NotOnKubernetes {}));
            }
            EngineKind::Docker if cfg!(windows) => Observing::Pipes { command: client(false), input: false },
            EngineKind::Docker => {
                Observing::Terminal { command: client(true), leave: detach_bytes().to_vec() }
            }
        })
    }

    async fn joinable(&self, key: &str) -> Result<Inspected> {
        let found = self.running(key).await?;
        if !found.session.tty {
            return Err(Error::NoTerminal { name: found.session.name });
        }
        if !found.session.attachable {
            return Err(Error::StopsWhenAttached { name: found.session.name });
        }
        Ok(found)
    }

    /// The client that runs a shell in a running session: bash where the session has it,
    /// else sh; or `command`, split like a POSIX shell splits it.
    ///
    /// # Errors
    /// The command can't be split, there is no such session, or it does not run or is paused.
    pub async fn shell(&self, key: &str, command: Option<&str>) -> Result<Shell> {
        let argv = command
            .map(validate::exec_command)
            .transpose()
            .map_err(|rule| Error::invalid(Field::Command, rule))?;
        let session = self.running(key).await?.session;
        self.ensure_changeable(CallContext { operation: "open a shell in", name: &session.name }, &session)?;
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
        let invocation = self.runner.subject(&self.id).shell(self.argv.as_deref(), &self.token);
        self.runner.engine().client(&invocation.args)
    }

    /// Ends the shell as a terminal that closes does. Killing its client would not: the
    /// process inside goes on.
    ///
    /// # Errors
    /// The engine refuses or does not answer, or the session has no `sh` and `cat`.
    pub async fn hang_up(&self) -> Result<()> {
        let runner = &self.runner;
        let context = CallContext { operation: "end the shell in", name: &self.name };
        let call = runner.subject(&self.id).hang_up(&self.token);
        runner.attempt(context, None, call, runner.limits().stop_slack).await?.trusted()
    }
}

pub(super) fn running(found: Inspected) -> Result<Inspected> {
    match found.session.state {
        State::Running => Ok(found),
        State::Paused => Err(Error::SessionPaused { name: found.session.name }),
        _ => Err(Error::NotRunning { name: found.session.name, state: found.session.engine_state }),
    }
}
