//! Joining a session in the person's own terminal program, through `berthctl`.

mod launch;
mod system;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use berth_runner::{Environment, Session};
use serde::Serialize;

use launch::Launch;

/// How often a program that was just started is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// How a hand-over went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "outcome", rename_all = "camelCase")]
pub enum HandOver {
    /// In the program of that name.
    Opened { program: String },
    /// It has to be done by hand.
    Manual {
        why: ByHand,
        /// What to run, quoted for a shell.
        command: String,
    },
}

/// Why no terminal program opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
pub enum ByHand {
    /// `berthctl`, which comes with Berth, is neither beside it nor on the PATH.
    NoBerthctl {},
    /// None was found; `TERMINAL` may name one.
    NoTerminalProgram {},
    /// It ended at once; `words` are the system's.
    ProgramFailed { program: String, words: String },
}

/// Opens a terminal program that joins the session. Blocks for a moment: a program that
/// can't open its window ends at once.
pub fn open(session: &Session) -> HandOver {
    let ctl = berthctl();
    // The name is for people; the command that is run has the id, which is whole and plain.
    let argv = |program: String, key: &str| {
        ["attach", key, "--engine", &session.engine].iter().fold(vec![program], |mut argv, arg| {
            argv.push((*arg).to_owned());
            argv
        })
    };
    let shown = ctl.as_ref().map_or_else(|| "berthctl".to_owned(), |ctl| ctl.display().to_string());
    let by_hand =
        |why: ByHand| HandOver::Manual { why, command: system::quoted(&argv(shown.clone(), &session.name)) };
    let Some(ctl) = &ctl else {
        return by_hand(ByHand::NoBerthctl {});
    };
    let environment = Environment::of_programs();
    let Some(launch) = system::launch(&argv(ctl.display().to_string(), &session.id), &environment) else {
        return by_hand(ByHand::NoTerminalProgram {});
    };
    let program = launch::name(&launch.program);
    match start(&launch, &environment) {
        Ok(()) => HandOver::Opened { program },
        Err(words) => by_hand(ByHand::ProgramFailed { program, words }),
    }
}

/// The one beside the app, else the first on PATH.
fn berthctl() -> Option<PathBuf> {
    let name = format!("berthctl{}", std::env::consts::EXE_SUFFIX);
    let beside = std::env::current_exe().ok().and_then(|own| Some(own.parent()?.join(&name)));
    beside.filter(|path| path.is_file()).or_else(|| which::which(&name).ok())
}

/// Starts a program that outlives us.
fn start(launch: &Launch, environment: &Environment) -> Result<(), String> {
    let mut command = Command::new(&launch.program);
    command.args(&launch.args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    for key in &environment.remove {
        command.env_remove(key);
    }
    command.envs(environment.set.iter().map(|(key, value)| (key, value)));
    system::apart(&mut command);
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let until = Instant::now() + system::OPENS_WITHIN;
    while Instant::now() < until {
        match child.try_wait() {
            // Some hand over to a program that runs already, and end.
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(status.to_string()),
            Ok(None) => thread::sleep(LOOK),
            Err(error) => return Err(error.to_string()),
        }
    }
    // Reaped when it ends; it goes on when we end first.
    let reaper = thread::Builder::new().name("berth-reaper".to_owned());
    reaper.spawn(move || child.wait()).map(drop).map_err(|error| error.to_string())
}
