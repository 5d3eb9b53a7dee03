//! Starts what a file defines.

use std::process::ExitCode;

use berth_definitions::Definition;
use berth_runner::{Error, Runner, StartOptions, StartOutcome, State};

use super::{Runners, Went, ended, shelf};
use crate::cli::Up;
use crate::exit::{FAILURE, Stop, USAGE};
use crate::verbs::image;
use crate::{differences, print};

pub async fn up(mut runners: Runners<'_>, args: Up) -> Result<ExitCode, Stop> {
    let file = shelf::file(args.of.file.clone())?;
    let (definitions, faults) = shelf::chosen(&shelf::read(&file)?, file.path(), &args.names)?;
    let json = args.of.json;
    let mut went = Vec::new();
    for fault in &faults {
        let one = Went::failed(&fault.name, "", shelf::faulty(fault));
        print::err(&format!("berthctl: {fault}"));
        went.push(Went { outcome: "faulty", ..one });
    }
    for definition in &definitions {
        let name = &definition.name;
        let one = match runners.of(definition.engine.as_deref()).await {
            Ok(runner) => match start(&runner, definition, &args).await {
                Ok(outcome) => Went::well(name, &runner.engine().id, outcome),
                Err(stop) => Went::failed(name, &runner.engine().id, stop),
            },
            Err(stop) => Went::failed(name, definition.engine.as_deref().unwrap_or_default(), stop),
        };
        one.tell(json, || match one.outcome {
            "running" => format!("{name} runs already on {}", one.engine),
            "restarted" => format!("Started {name} on {} again, as it was created", one.engine),
            _ => format!("Started {name} on {}", one.engine),
        })?;
        went.push(one);
    }
    ended(&went, json)
}

async fn start(runner: &Runner, definition: &Definition, args: &Up) -> Result<&'static str, Stop> {
    let options = StartOptions { create_host_paths: args.create_host_paths };
    let (asked, kind) = (definition.clone(), runner.engine().kind);
    // The keyring has a runtime of its own.
    let resolved = tokio::task::spawn_blocking(move || asked.resolved(kind)).await;
    let spec = resolved
        .map_err(|error| Stop::new(FAILURE, error.to_string()))?
        .map_err(|error| Stop::new(USAGE, error.to_string()))?;
    let mut outcome = runner.start(&spec, options).await;
    if let (Ok(StartOutcome::ImageAbsent { image }), true) = (&outcome, args.pull) {
        image::pull_shown(runner, image).await?;
        outcome = runner.start(&spec, options).await;
    }
    let engine = &runner.engine().id;
    match outcome {
        Ok(StartOutcome::Started { .. }) => Ok("started"),
        Ok(StartOutcome::Restarted { differences, .. }) => {
            if !differences.is_empty() {
                print::err(&format!(
                    "berthctl: {}",
                    differences::text(&definition.name, engine, &differences)
                ));
            }
            Ok("restarted")
        }
        Ok(StartOutcome::Ended { session, last_lines, .. }) => {
            // One that does its work and ends is as it is meant to be.
            if session.exit_code == Some(0) {
                return Ok("started");
            }
            let code = session.exit_code.map_or_else(String::new, |code| format!(" with exit code {code}"));
            let mut stop = Stop::new(FAILURE, format!("it was started and ended at once{code}"));
            stop.detail = Some(last_lines);
            Err(stop)
        }
        Ok(StartOutcome::ImageAbsent { image }) => {
            let message = format!("the image {image} is not on {engine}; say --pull to download it");
            Err(Stop::new(FAILURE, message))
        }
        Ok(StartOutcome::HostPathsAbsent { paths }) => {
            let paths = paths.join(", ");
            let message = format!("{paths} does not exist; say --create-host-paths to create it");
            Err(Stop::new(FAILURE, message))
        }
        Err(Error::SessionExists { .. }) => Ok("running"),
        Err(error) => {
            // Paused is there, and nobody asked to go on.
            let paused = runner.status(&definition.name).await.is_ok_and(|now| now.state == State::Paused);
            if paused { Ok("running") } else { Err(error.into()) }
        }
    }
}
