//! `berthctl recreate`: makes a session anew by another spec.

use std::process::ExitCode;

use berth_runner::{PutBack, RecreateOptions, RecreateOutcome, RecreatePlan, RecreateStep, Runner};

use super::changes::changed;
use super::mark::renamed;
use super::spec::say_lost;
use crate::cli::Recreate;
use crate::differences::change_line;
use crate::exit::{FAILURE, Stop};
use crate::print;
use crate::row::Row;

/// The new one did not prove itself, and the old one is back.
pub const PUT_BACK: u8 = 11;

pub async fn recreate(runner: &Runner, recreate: Recreate) -> Result<ExitCode, Stop> {
    let (before, _) = runner.spec(&recreate.name).await?;
    let name = before.name.clone();
    let mut after = changed(before, recreate.changes, |key| std::env::var(key).ok())?;
    after.name = recreate.rename.unwrap_or(after.name);
    let plan = runner.recreate_plan(&recreate.name, Some(&after)).await?;
    if recreate.dry_run {
        return say_plan(&plan, recreate.json);
    }
    if recreate.in_place {
        let session = runner.change_limits(&recreate.name, &after).await?;
        if !plan.lasting {
            print::err("berthctl: podman forgets these limits when the session is started again");
        }
        if recreate.json {
            print::json(&Row::from(&session))?;
        } else {
            print::line(&format!("Changed the limits of {}", session.name))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    say_lost(&plan.lost);
    let options = RecreateOptions {
        data: recreate.data.into(),
        create_host_paths: recreate.create_host_paths,
        seconds: recreate.wait,
    };
    let outcome = runner.recreate(&recreate.name, &after, options, &say_step).await?;
    if recreate.json {
        print::json(&outcome)?;
    }
    finish(runner, &name, outcome, recreate.json)
}

fn say_step(step: RecreateStep) {
    print::err(match step {
        RecreateStep::KeepingLayer => "Writing out its file system as an image",
        RecreateStep::Renaming => "Renaming the old one",
        RecreateStep::Creating => "Creating the new one",
        RecreateStep::Stopping => "Stopping the old one",
        RecreateStep::Starting => "Starting the new one",
        RecreateStep::Watching => "Watching the new one",
        RecreateStep::Removing => "Archiving and removing the old one",
        RecreateStep::PuttingBack => "Putting the old one back",
    });
}

fn finish(runner: &Runner, before: &str, outcome: RecreateOutcome, json: bool) -> Result<ExitCode, Stop> {
    let engine = &runner.engine().id;
    match outcome {
        RecreateOutcome::Recreated { session, kept } => {
            if session.name != before {
                renamed(runner, before, &session.name);
            }
            if let Some(kept) = kept {
                print::err(&format!(
                    "berthctl: the old one could not be removed and stays as {kept}, stopped"
                ));
            }
            if !json {
                print::line(&format!("Recreated {} on {engine}", session.name))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        RecreateOutcome::PutBack { session, why, last_lines } => {
            let (why, detail) = why_text(why);
            let mut stop = Stop::new(PUT_BACK, format!("{} is as it was before: {why}", session.name));
            stop.detail = Some(detail.unwrap_or(last_lines));
            Err(stop)
        }
        RecreateOutcome::ImageAbsent { image } => Err(Stop::new(
            FAILURE,
            format!("The image {image} is not on {engine}; pull it first. Nothing was done"),
        )),
        RecreateOutcome::HostPathsAbsent { paths } => Err(Stop::new(
            FAILURE,
            format!(
                "These host paths of volumes do not exist: {}. Say --create-host-paths to create them. Nothing was done",
                paths.join(", ")
            ),
        )),
    }
}

/// And the engine's own words, where there are.
fn why_text(why: PutBack) -> (String, Option<String>) {
    match why {
        PutBack::Ended { exit_code: Some(code) } => {
            (format!("the new one ended with exit code {code}"), None)
        }
        PutBack::Ended { exit_code: None } => ("the new one ended".to_owned(), None),
        PutBack::Unhealthy {} => ("the health check of the new one failed".to_owned(), None),
        PutBack::NotHealthy { seconds } => {
            (format!("the new one did not become healthy within {seconds} s"), None)
        }
        PutBack::Refused { message, detail } => (message, detail),
    }
}

fn say_plan(plan: &RecreatePlan, json: bool) -> Result<ExitCode, Stop> {
    if json {
        print::json(plan)?;
        return Ok(ExitCode::SUCCESS);
    }
    if plan.differences.is_empty() {
        print::line("Nothing changes.")?;
    }
    for difference in &plan.differences {
        print::line(&change_line(difference))?;
    }
    print::line(&format!("\nBefore:\n{}\nAfter:\n{}", plan.command_before, plan.command_after))?;
    if plan.in_place {
        let how = if plan.lasting { "" } else { ", until it is started again" };
        print::line(&format!("\nThese are limits: --in-place changes them while it runs{how}."))?;
    }
    say_lost(&plan.lost);
    Ok(ExitCode::SUCCESS)
}
