//! Debug: a shell with programs of its own, beside a session or of a copy of it.

use std::io::{IsTerminal, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use berth_runner::{DebugShell, Runner, shell_line};

use crate::cli::Debug;
use crate::exit::{FAILURE, Stop, pass_on};
use crate::print;
use crate::terminal::{Raw, Signals};

/// Where the image is, in the folder of the app's resources.
const STARTER: &str = "resources/starter.tar";

pub async fn debug(runner: &Runner, asked: Debug) -> Result<ExitCode, Stop> {
    let failed = |error| Stop::new(FAILURE, format!("Could not set up the terminal: {error}"));
    let command = (!asked.command.is_empty()).then(|| shell_line(&asked.command));
    let tty = stdin().is_terminal() && stdout().is_terminal();
    let starter = std::env::current_exe().ok().and_then(|program| starter(&program));
    let mut signals = Signals::listen().map_err(failed)?;
    let making = runner.debug_shell(&asked.name, command.as_deref(), tty, starter.as_deref());
    let shell = tokio::select! {
        shell = making => shell?,
        () = signals.ended() => return Err(Stop::new(FAILURE, "Interrupted; the next debug shell tidies up")),
    };
    let raw = match tty.then(Raw::lend).transpose() {
        Ok(raw) => raw,
        Err(error) => {
            end(&shell).await;
            return Err(failed(error));
        }
    };
    let ended = tokio::select! {
        ended = shell.run_inherited() => ended.map_err(Stop::from),
        () = signals.ended() => Err(Stop::new(FAILURE, "Interrupted")),
    };
    drop(raw);
    end(&shell).await;
    Ok(pass_on(ended?.into()))
}

async fn end(shell: &DebugShell) {
    if let Err(error) = shell.end().await {
        print::err(&format!("berthctl: {error}; the next debug shell tries again"));
    }
}

/// The image that ships with the app: beside the program, or where packages put it.
fn starter(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?;
    let places = [
        folder.to_owned(),
        folder.join("../lib/Berth"),
        folder.join("../lib/berth"),
        folder.join("../Resources"),
        PathBuf::from("/usr/lib/Berth"),
        PathBuf::from("/usr/lib/berth"),
        PathBuf::from("/Applications/Berth.app/Contents/Resources"),
    ];
    places.into_iter().map(|place| place.join(STARTER)).find(|path| path.is_file())
}
