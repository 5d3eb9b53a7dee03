//! Checks a file: its form, and every value as a start would.

use std::process::ExitCode;

use berth_definitions::DefinitionFault;
use serde::Serialize;

use super::{Runners, shelf};
use crate::cli::Validate;
use crate::exit::{Stop, USAGE};
use crate::print;

/// Fields are added, never taken away.
#[derive(Serialize)]
struct Checked {
    file: String,
    sessions: Vec<String>,
    templates: Vec<String>,
    layouts: Vec<String>,
    faults: Vec<DefinitionFault>,
    /// What a start would refuse.
    problems: Vec<Refused>,
}

#[derive(Serialize)]
struct Refused {
    session: String,
    line: u32,
    column: u32,
    problem: String,
}

pub async fn validate(mut runners: Runners<'_>, args: Validate) -> Result<ExitCode, Stop> {
    let file = shelf::file(args.file)?;
    let shelf = shelf::read(&file)?;
    let mut problems = Vec::new();
    for definition in &shelf.definitions {
        // Without an engine the rules that all have in common can't be told from its own.
        let Ok(runner) = runners.of(definition.engine.as_deref()).await else { continue };
        let wrong = runner.check(&definition.spec).err().unwrap_or_default();
        problems.extend(wrong.into_iter().map(|problem| {
            let (line, column) = definition.place(&problem);
            Refused { session: definition.name.clone(), line, column, problem: problem.message }
        }));
    }
    let path = file.path().display().to_string();
    let code = if shelf.faults.is_empty() && problems.is_empty() { 0 } else { USAGE };
    if args.json {
        print::json(&Checked {
            file: path,
            sessions: shelf.definitions.into_iter().map(|one| one.name).collect(),
            templates: shelf.templates,
            layouts: shelf.layouts.into_iter().map(|one| one.name).collect(),
            faults: shelf.faults,
            problems,
        })?;
    } else {
        for fault in &shelf.faults {
            print::line(&fault.to_string())?;
        }
        for Refused { session, line, column, problem } in &problems {
            print::line(&format!("{path}:{line}:{column}: {session}: {problem}"))?;
        }
        if code == 0 {
            print::line(&format!("{path}: {} sessions, no fault", shelf.definitions.len()))?;
        }
    }
    Ok(ExitCode::from(code))
}
