//! Opens a session in the person's own terminal program, through `berthctl attach`.

mod folder;
mod held;
mod launch;
mod system;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use berth_runner::{Environment, Session};
use serde::Serialize;
use tauri::{AppHandle, Manager};

use crate::terminals::{SessionKey, Terminals};
use launch::Launch;

pub use folder::HandedOver;
pub use held::HandedOvers;
use held::OnSize;

/// The interval at which a program that was just started is checked.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// The outcome of a hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "outcome", rename_all = "camelCase")]
pub enum HandOver {
    /// A terminal program opened; `program` is its name.
    Opened { program: String },
    /// No program opened; the person runs the command.
    Manual {
        why: ByHand,
        /// The command, quoted for a shell.
        command: String,
    },
}

/// Why no terminal program opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
pub enum ByHand {
    /// `berthctl` is neither beside Berth nor on the PATH.
    NoBerthctl {},
    /// None was found; `TERMINAL` may name one.
    NoTerminalProgram {},
    /// The program ended at once; `words` are the system's.
    ProgramFailed { program: String, words: String },
}

/// Opens a terminal program that attaches to the session. Blocks for a moment, because a program
/// that can't open its window ends at once.
///
/// In `folder` that says that it has the session, see [`held`].
pub fn open(session: &Session, folder: &Path) -> HandOver {
    let ctl = berthctl();
    // The shown command has the name, for people. The command that runs has the id, which is unique.
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
    let mut joining = argv(ctl.display().to_string(), &session.id);
    joining.extend(["--handed-over".to_owned(), folder.display().to_string()]);
    let Some(launch) = system::launch(&joining, &environment) else {
        return by_hand(ByHand::NoTerminalProgram {});
    };
    let program = launch::name(&launch.program);
    match start(&launch, &environment) {
        Ok(()) => HandOver::Opened { program },
        Err(words) => by_hand(ByHand::ProgramFailed { program, words }),
    }
}

/// The receiver of the size that a session has where it was handed over to: its terminal here follows it.
pub fn on_size(app: &AppHandle, key: &SessionKey) -> OnSize {
    let (app, key) = (app.clone(), key.clone());
    Box::new(move |size| app.state::<Terminals>().follow_size(&key, size))
}

/// The `berthctl` beside the app, else the first on the PATH.
fn berthctl() -> Option<PathBuf> {
    let name = format!("berthctl{}", std::env::consts::EXE_SUFFIX);
    let beside = std::env::current_exe().ok().and_then(|own| Some(own.parent()?.join(&name)));
    beside.filter(|path| path.is_file()).or_else(|| which::which(&name).ok())
}

/// Starts a program that outlives the app.
fn start(launch: &Launch, environment: &Environment) -> Result<(), String> {
    let mut command = Command::new(&launch.program);
    command.args(&launch.args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    for key in &environment.remove {
        command.env_remove(key);
    }
    command.envs(environment.set.iter().map(|(key, value)| (key, value)));
    system::detach(&mut command);
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let until = Instant::now() + system::OPENS_WITHIN;
    while Instant::now() < until {
        match child.try_wait() {
            // Some programs pass the command to a running instance and exit.
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(status.to_string()),
            Ok(None) => thread::sleep(POLL_INTERVAL),
            Err(error) => return Err(error.to_string()),
        }
    }
    // A thread reaps it when it ends; it keeps running when the app ends first.
    let reaper = thread::Builder::new().name("berth-reaper".to_owned());
    reaper.spawn(move || child.wait()).map(drop).map_err(|error| error.to_string())
}
