//! The verbs: each one translates its flags, calls the runner and prints the result.

pub mod after_reboot;
mod attach;
mod change;
mod changes;
mod clone;
pub mod convert;
mod debug;
pub mod definitions;
mod doctor;
mod exec;
mod files;
mod follow;
mod handed;
pub mod history;
mod image;
mod inspect;
mod inspection;
mod ladder;
mod logs;
mod manual;
mod mark;
mod open;
mod peek;
mod pod;
mod prune;
mod recreate;
mod secret;
mod send;
mod service;
mod spec;
mod start;
mod stats;
mod wait;
mod watch;
mod why;

use std::process::ExitCode;

use berth_runner::{DeleteOptions, Recovered, Runner, StopOptions};

use crate::cli::{Steps, Verb};
use crate::exit::Stop;

pub use doctor::doctor;
pub use image::images;
pub use inspect::list;
pub use logs::logs;
pub use manual::manual;
pub use open::open;
pub use peek::peek;
pub use secret::secret;
pub use send::send;
pub use service::service;
pub use stats::stats;
pub use wait::wait;
pub use watch::watch;
pub use why::{elsewhere, of_two, why};

/// Undoes or finishes what a killed Berth left of a recreation.
pub async fn recover(runner: &Runner) {
    match runner.recover().await {
        Ok(recovered) => {
            for Recovered { name, put_back } in recovered {
                let how = if put_back { "put back as it was before" } else { "recreated" };
                crate::print::err(&format!("berthctl: a recreation of {name} was cut off; it is {how}"));
            }
        }
        Err(error) => crate::print::err(&format!("berthctl: {error}")),
    }
}

pub async fn run(runner: &Runner, verb: Verb) -> Result<ExitCode, Stop> {
    match verb {
        Verb::Status { name, json } => inspect::status(runner, &name, json).await,
        Verb::Inspect(args) => inspection::inspect(runner, args).await,
        Verb::Files(args) => files::files(runner, args).await,
        Verb::Cp(args) => files::cp(runner, args).await,
        Verb::Changed(args) => files::changed(runner, args).await,
        Verb::Exists { name } => inspect::exists(runner, &name).await,
        Verb::Start(start) => start::start(runner, *start).await,
        Verb::Spec(spec) => spec::spec(runner, spec).await,
        Verb::Recreate(asked) => recreate::recreate(runner, *asked).await,
        Verb::Clone(asked) => clone::clone(runner, *asked).await,
        Verb::Stop { name, ladder: Some(steps), keep, .. } => ladder::stop(runner, &name, steps, !keep).await,
        Verb::Stop { name, kill: false, timeout: None, keep, ladder: None } => {
            match definitions::steps_of(runner, &name).await? {
                steps if steps.is_empty() => {
                    change::stop(runner, &name, StopOptions { remove: !keep, ..StopOptions::default() }).await
                }
                steps => ladder::stop(runner, &name, Steps::These(steps), !keep).await,
            }
        }
        Verb::Stop { name, kill, timeout, keep, ladder: None } => {
            change::stop(runner, &name, StopOptions { graceful: !kill, timeout, remove: !keep }).await
        }
        Verb::Restart { name } => start::report(runner, runner.restart(&name).await?, false),
        Verb::Pause { name, restarts: false } => change::pause(runner, &name).await,
        Verb::Resume { name, restarts: false } => change::resume(runner, &name).await,
        Verb::Pause { name, restarts: true } => change::pause_restarts(runner, &name).await,
        Verb::Resume { name, restarts: true } => change::resume_restarts(runner, &name).await,
        Verb::Kill { name, signal } => change::kill(runner, &name, &signal).await,
        Verb::Mark(asked) => mark::mark(runner, asked).await,
        Verb::Rename { name, new_name } => change::rename(runner, &name, &new_name).await,
        Verb::Delete { name, volumes, without_log } => {
            change::delete(runner, &name, DeleteOptions { volumes, without_log }).await
        }
        Verb::Image { verb } => image::run(runner, verb).await,
        Verb::Pod { verb } => pod::run(runner, verb).await,
        Verb::Prune { yes } => prune::prune(runner, yes).await,
        Verb::Attach { name, detach_key, handed_over } => {
            attach::attach(runner, &name, detach_key, handed_over.as_deref()).await
        }
        Verb::Exec { interactive, tty, name, command } => {
            exec::exec(runner, &name, &command, interactive, tty).await
        }
        Verb::Debug(asked) => debug::debug(runner, asked).await,
        // The program runs these before it looks for one engine.
        Verb::AfterReboot(_)
        | Verb::Completions { .. }
        | Verb::Define(_)
        | Verb::Diff(_)
        | Verb::Doctor(_)
        | Verb::Down(_)
        | Verb::Export(_)
        | Verb::History(_)
        | Verb::Import(_)
        | Verb::Layouts(_)
        | Verb::List { .. }
        | Verb::Logs(_)
        | Verb::Manual { .. }
        | Verb::Mcp(_)
        | Verb::Open(_)
        | Verb::Peek(_)
        | Verb::Secret { .. }
        | Verb::Send(_)
        | Verb::Service { .. }
        | Verb::Stats(_)
        | Verb::Up(_)
        | Verb::Validate(_)
        | Verb::Wait(_)
        | Verb::Watch { .. }
        | Verb::Why { .. } => Ok(ExitCode::SUCCESS),
    }
}
