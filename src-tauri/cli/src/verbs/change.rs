//! Verbs that change one session: stop, delete, pause, resume, kill, rename.

use std::process::ExitCode;

use berth_archive::RunId;
use berth_runner::{DeleteOptions, Runner, StopOptions, StopOutcome};

use super::mark::renamed;
use crate::exit::Stop;
use crate::{print, row};

pub async fn stop(runner: &Runner, name: &str, options: StopOptions) -> Result<ExitCode, Stop> {
    ended(runner.stop(name, options).await?)
}

pub async fn delete(runner: &Runner, name: &str, options: DeleteOptions) -> Result<ExitCode, Stop> {
    ended(runner.delete(name, options).await?)
}

pub fn ended(outcome: StopOutcome) -> Result<ExitCode, Stop> {
    let done = match (outcome.already_stopped, outcome.removed) {
        (false, false) => "Stopped",
        (false, true) => "Stopped and removed",
        (true, false) => "Had ended already:",
        (true, true) => "Had ended already, and is removed:",
    };
    print::line(&format!("{done} {}", outcome.session.name))?;
    match (outcome.archived, outcome.missing_log) {
        (Some(run), None) => print::line(&kept(run))?,
        (Some(run), Some(missing)) => {
            print::line(&format!("What there is of it: berthctl history show {run}"))?;
            print::err(&format!("berthctl: Its log is not there, or not whole: {missing}"));
        }
        (None, _) => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// How to read the run of a session that is gone.
pub fn kept(run: RunId) -> String {
    format!("Its log: berthctl logs --run {run}; all of it: berthctl history show {run}")
}

pub async fn pause(runner: &Runner, name: &str) -> Result<ExitCode, Stop> {
    let session = runner.pause(name).await?;
    print::line(&format!("Paused {}; let it go on with: berthctl resume {0}", session.name))?;
    Ok(ExitCode::SUCCESS)
}

pub async fn resume(runner: &Runner, name: &str) -> Result<ExitCode, Stop> {
    let session = runner.resume(name).await?;
    print::line(&format!("Resumed {}", session.name))?;
    Ok(ExitCode::SUCCESS)
}

pub async fn pause_restarts(runner: &Runner, name: &str) -> Result<ExitCode, Stop> {
    let session = runner.pause_restarts(name).await?;
    print::line(&match &session.paused_policy {
        Some(policy) => format!(
            "Paused the restarts of {} (its policy was {policy}); put it back with: berthctl resume --restarts {0}",
            session.name
        ),
        None => format!("{} has no restart policy", session.name),
    })?;
    Ok(ExitCode::SUCCESS)
}

pub async fn resume_restarts(runner: &Runner, name: &str) -> Result<ExitCode, Stop> {
    let session = runner.resume_restarts(name).await?;
    print::line(&format!("The restart policy of {} is {}", session.name, session.restart_policy))?;
    Ok(ExitCode::SUCCESS)
}

pub async fn kill(runner: &Runner, name: &str, signal: &str) -> Result<ExitCode, Stop> {
    let session = runner.kill(name, Some(signal)).await?;
    print::line(&format!("Sent {signal} to {}; it is {}", session.name, row::state(&session)))?;
    Ok(ExitCode::SUCCESS)
}

pub async fn rename(runner: &Runner, name: &str, new_name: &str) -> Result<ExitCode, Stop> {
    let before = runner.status(name).await?;
    let session = runner.rename(&before.id, new_name).await?;
    renamed(runner, &before.name, &session.name);
    print::line(&format!("Renamed {name} to {}", session.name))?;
    Ok(ExitCode::SUCCESS)
}
