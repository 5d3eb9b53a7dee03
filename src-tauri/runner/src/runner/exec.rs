//! Runs other programs in a session, beside its main process.

use super::Runner;
use super::call::CallContext;
use crate::error::{Error, Result};
use crate::process;

/// The source of the input of a program that runs in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExecInput {
    /// No input: the program reads the end of file at once.
    None,
    /// The caller's stdin.
    Stdin,
    /// The caller's terminal, which stdin and stdout must be. The client sets its modes
    /// and follows its size, and does not restore its modes when it is killed.
    Terminal,
}

impl Runner {
    /// Runs a program in a running session on the caller's own streams and without a
    /// deadline. Returns its exit code, 0 to 255; 1 if a signal killed the client.
    ///
    /// An engine that cannot run the program uses the same codes and says why on stderr:
    /// 125 to 127 and 255 on podman, 1 and 126 on docker and on a cluster.
    ///
    /// # Errors
    /// If there is no such session or it does not run, if the engine does not answer the
    /// question about it, and if its client cannot be started.
    pub async fn exec_inherited(&self, key: &str, argv: &[String], input: ExecInput) -> Result<i32> {
        let session = self.running(key).await?.session;
        self.ensure_changeable(CallContext { operation: "run a command in", name: &session.name }, &session)?;
        let subject = self.subject(&session.id);
        let invocation = match input {
            ExecInput::None => subject.exec(argv, false),
            ExecInput::Stdin => subject.exec_with_input(argv),
            ExecInput::Terminal => subject.exec(argv, true),
        };
        let client = self.engine().client(&invocation.args);
        let program = client.get_program().into();
        let status = process::run_inherited(client, input != ExecInput::None)
            .await
            .map_err(|source| Error::Spawn { program, source })?;
        Ok(status.code().unwrap_or(1))
    }
}
