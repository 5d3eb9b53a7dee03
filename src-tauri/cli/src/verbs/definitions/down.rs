//! Ends what a file defines.

use std::process::ExitCode;

use berth_definitions::Definition;
use berth_runner::{Runner, StopOptions};

use super::{Runners, Went, ended, shelf};
use crate::cli::Down;
use crate::exit::Stop;
use crate::print;
use crate::verbs::ladder;

pub async fn down(mut runners: Runners<'_>, args: Down) -> Result<ExitCode, Stop> {
    let file = shelf::file(args.of.file.clone())?;
    let (definitions, faults) = shelf::chosen(&shelf::read(&file)?, file.path(), &args.names)?;
    let json = args.of.json;
    let mut went = Vec::new();
    for fault in &faults {
        // It is not known where its container would be.
        print::err(&format!("berthctl: {fault}"));
        went.push(Went { outcome: "faulty", ..Went::failed(&fault.name, "", shelf::faulty(fault)) });
    }
    for definition in definitions.iter().rev() {
        let name = &definition.name;
        let one = match runners.of(definition.engine.as_deref()).await {
            Ok(runner) => match stop(&runner, definition, args.keep).await {
                Ok(outcome) => Went::well(name, &runner.engine().id, outcome),
                Err(stop) => Went::failed(name, &runner.engine().id, stop),
            },
            Err(stop) => Went::failed(name, definition.engine.as_deref().unwrap_or_default(), stop),
        };
        one.tell(json, || match one.outcome {
            "absent" => format!("{name} is not there on {}", one.engine),
            "stopped" => format!("Stopped {name} on {}", one.engine),
            _ => format!("Stopped and removed {name} on {}", one.engine),
        })?;
        went.push(one);
    }
    ended(&went, json)
}

async fn stop(runner: &Runner, definition: &Definition, keep: bool) -> Result<&'static str, Stop> {
    if !runner.exists(&definition.name).await? {
        return Ok("absent");
    }
    let options = StopOptions { remove: !keep, ..StopOptions::default() };
    let (name, steps) = (&definition.name, &definition.stop);
    let outcome = match steps.is_empty() {
        true => runner.stop(name, options).await?,
        false => ladder::by_steps(runner, name, steps, options.remove).await?,
    };
    Ok(if outcome.removed { "removed" } else { "stopped" })
}
