//! A client on our own streams, for a program that is itself run in a terminal.

use std::io;
use std::process::{ExitStatus, Stdio};

use tokio::process::Command;

use crate::engine::ClientCommand;

/// Runs a client to its end on our own stdout and stderr, and stdin if `input` says so.
/// Without a deadline or caps: the person who sees it ends it. It stays in our process
/// group, which a terminal's foreground job must be in; dropping the future kills it.
pub(crate) async fn run_inherited(client: ClientCommand, input: bool) -> io::Result<ExitStatus> {
    let ClientCommand { program, args, env, env_remove, piped: _ } = client;
    tracing::debug!(program = %program.display(), ?args, "run on inherited streams");
    let mut command = Command::new(program);
    command.args(args).stdin(if input { Stdio::inherit() } else { Stdio::null() }).kill_on_drop(true);
    for key in env_remove {
        command.env_remove(key);
    }
    command.envs(env).status().await
}
