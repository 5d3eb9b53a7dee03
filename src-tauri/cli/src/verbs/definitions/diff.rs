//! Says how sessions differ from what a file says of them.

use std::process::ExitCode;

use berth_runner::{Compared, Difference};
use serde::Serialize;

use super::{Runners, shelf};
use crate::cli::Diff;
use crate::exit::{FAILURE, Stop, USAGE};
use crate::{differences, print};

/// Fields are added, never taken away.
#[derive(Serialize)]
struct Diffed {
    name: String,
    engine: String,
    /// `same`, `differs` or `absent`.
    outcome: &'static str,
    differences: Vec<Difference>,
}

pub async fn diff(mut runners: Runners<'_>, args: Diff) -> Result<ExitCode, Stop> {
    let file = shelf::file(args.of.file.clone())?;
    let (definitions, faults) = shelf::chosen(&shelf::read(&file)?, file.path(), &args.names)?;
    faults.iter().for_each(|fault| print::err(&format!("berthctl: {fault}")));
    let mut all = Vec::new();
    for definition in &definitions {
        let runner = runners.of(definition.engine.as_deref()).await?;
        let spec = definition
            .without_secrets()
            .map_err(|error| Stop::new(USAGE, format!("{}: {error}", definition.name)))?;
        let (outcome, differences) = match runner.compared(&spec).await? {
            None => ("absent", Vec::new()),
            Some(Compared { differences, .. }) if differences.is_empty() => ("same", differences),
            Some(Compared { differences, .. }) => ("differs", differences),
        };
        let (name, engine) = (definition.name.clone(), runner.engine().id.clone());
        if !args.of.json {
            print::line(&match outcome {
                "absent" => format!("{name} is not there on {engine}; start it with: berthctl up {name}"),
                "same" => format!("{name} is as it is defined"),
                _ => format!("{name} is not as it is defined:\n{}", differences::lines(&differences)),
            })?;
        }
        all.push(Diffed { name, engine, outcome, differences });
    }
    if args.of.json {
        print::json(&all)?;
    }
    let differs = all.iter().any(|one| one.outcome != "same");
    Ok(match (faults.is_empty(), differs) {
        (false, _) => ExitCode::from(USAGE),
        (true, true) => ExitCode::from(FAILURE),
        (true, false) => ExitCode::SUCCESS,
    })
}
