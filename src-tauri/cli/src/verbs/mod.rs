//! The verbs: each translates, asks the runner, and prints.

mod attach;
mod exec;
mod look;
mod start;

use std::process::ExitCode;

use berth_runner::{Runner, StopOptions};

use crate::cli::Verb;
use crate::exit::Stop;
use crate::print;

pub async fn run(runner: &Runner, verb: Verb) -> Result<ExitCode, Stop> {
    match verb {
        Verb::List { json } => look::list(runner, json).await,
        Verb::Status { name, json } => look::status(runner, &name, json).await,
        Verb::Exists { name } => look::exists(runner, &name).await,
        Verb::Logs { name, lines } => look::logs(runner, &name, lines).await,
        Verb::Start(start) => start::start(runner, *start).await,
        Verb::Stop { name, kill, timeout, keep } => {
            stop(runner, &name, StopOptions { graceful: !kill, timeout, remove: !keep }).await
        }
        Verb::Attach { name, detach_key } => attach::attach(runner, &name, detach_key).await,
        Verb::Exec { interactive, tty, name, command } => {
            exec::exec(runner, &name, &command, interactive, tty).await
        }
        // Answered before an engine was looked for.
        Verb::Completions { .. } => Ok(ExitCode::SUCCESS),
    }
}

async fn stop(runner: &Runner, name: &str, options: StopOptions) -> Result<ExitCode, Stop> {
    let outcome = runner.stop(name, options).await?;
    let done = match (outcome.already_stopped, outcome.removed) {
        (false, false) => "Stopped",
        (false, true) => "Stopped and removed",
        (true, false) => "Had ended already:",
        (true, true) => "Had ended already, and is removed:",
    };
    print::line(&format!("{done} {}", outcome.session.name))?;
    if let Some(folder) = outcome.archived {
        print::line(&format!("Its log is in {folder}"))?;
    }
    Ok(ExitCode::SUCCESS)
}
