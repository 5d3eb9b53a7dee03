//! Exec: another process in a session, on the caller's streams.

use std::io::{IsTerminal, stdin, stdout};
use std::process::ExitCode;

use berth_runner::{ExecInput, Runner};

use crate::exit::{FAILURE, Stop, USAGE, pass_on};
use crate::terminal::{Raw, Signals};

pub async fn exec(
    runner: &Runner,
    name: &str,
    argv: &[String],
    interactive: bool,
    tty: bool,
) -> Result<ExitCode, Stop> {
    if tty && !(stdin().is_terminal() && stdout().is_terminal()) {
        return Err(Stop::new(USAGE, "exec -t needs a terminal, and this is none; leave -t away"));
    }
    let input = match (tty, interactive) {
        (true, _) => ExecInput::Terminal,
        (false, true) => ExecInput::Stdin,
        (false, false) => ExecInput::None,
    };
    let failed = |error| Stop::new(FAILURE, format!("Could not set up the terminal: {error}"));
    let mut signals = Signals::listen().map_err(failed)?;
    let raw = tty.then(Raw::lend).transpose().map_err(failed)?;
    let ended = tokio::select! {
        ended = runner.exec_inherited(name, argv, input) => ended,
        // The client is killed with its future; what it started inside goes on.
        () = signals.ended() => return Err(Stop::new(FAILURE, "Interrupted; the command goes on in the session")),
    };
    drop(raw);
    Ok(pass_on(ended?.into()))
}
