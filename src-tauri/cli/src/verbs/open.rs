//! Open: shows a session in the app's window, which starts if it is not open.

use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use berth_control::{Address, App, Place, Refusal, RefusalKind};

use crate::asking::{self, Target};
use crate::exit::Stop;
use crate::print;

/// The app's program.
const APP: &str = "berth";
/// How long an app that was started may take to open its socket.
const STARTS_WITHIN: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(50);

pub async fn open(place: &Place, target: &Target) -> Result<ExitCode, Stop> {
    let shown = match running(place, target).await? {
        Some(app) => app.open(Some(&target.address)).await,
        None => start(place, &target.address).await,
    };
    shown.map_err(|refusal| asking::stop(refusal, &target.name))?;
    print::err(&format!("Berth shows {} on {}", target.name, target.address.engine));
    Ok(ExitCode::SUCCESS)
}

async fn running(place: &Place, target: &Target) -> Result<Option<App>, Stop> {
    App::find(place).await.map_err(|refusal| asking::stop(refusal, &target.name))
}

async fn start(place: &Place, session: &Address) -> Result<(), Refusal> {
    let failed = |why: String| Refusal::new(RefusalKind::Failed, why);
    let program = app().ok_or_else(|| {
        failed(format!("Berth does not run, and there is no {APP} beside berthctl or on the PATH"))
    })?;
    let mut command = Command::new(&program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    detach(&mut command);
    let child = command.spawn();
    let mut child =
        child.map_err(|error| failed(format!("{} does not start: {error}", program.display())))?;
    let until = Instant::now() + STARTS_WITHIN;
    while Instant::now() < until {
        if let Some(app) = App::find(place).await.ok().flatten() {
            return app.open(Some(session)).await;
        }
        // One that found another app has ended with 0.
        if let Ok(Some(status)) = child.try_wait()
            && !status.success()
        {
            return Err(failed(format!(
                "{} ended with {status}; start it in a terminal to see why",
                program.display()
            )));
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(failed(format!("{} was started, and can't be reached", program.display())))
}

/// A Ctrl-C in this terminal is not for the app.
#[cfg(unix)]
fn detach(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(windows)]
fn detach(command: &mut Command) {
    const DETACHED_PROCESS: u32 = 0x8;
    std::os::windows::process::CommandExt::creation_flags(command, DETACHED_PROCESS);
}

/// The app beside this program, else the first on the PATH.
fn app() -> Option<PathBuf> {
    let name = format!("{APP}{}", std::env::consts::EXE_SUFFIX);
    let beside = std::env::current_exe().ok().and_then(|own| Some(own.parent()?.join(&name)));
    beside.filter(|path| path.is_file()).or_else(|| which::which(&name).ok())
}
