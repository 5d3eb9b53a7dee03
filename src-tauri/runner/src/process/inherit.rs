//! A client on our own streams, for a program that is itself run in a terminal.

use std::io;
use std::process::{Command, ExitStatus, Stdio};

/// Runs a client to its end on our own stdout and stderr, and stdin if `input` says so.
/// Without a deadline or caps: the person who sees it ends it. It stays in our process
/// group, which a terminal's foreground job must be in; dropping the future kills it.
pub(crate) async fn run_inherited(command: Command, input: bool) -> io::Result<ExitStatus> {
    let mut command = tokio::process::Command::from(command);
    let stdin = if input { Stdio::inherit() } else { Stdio::null() };
    command.stdin(stdin).kill_on_drop(true).status().await
}
