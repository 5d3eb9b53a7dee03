//! One run: its facts, its last lines, its screen.

use std::process::ExitCode;

use berth_archive::Run;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::Scope;
use crate::exit::{NOT_FOUND, Stop};
use crate::print;
use crate::runs::{Record, facts, label, tail};
use crate::words::{colour, exit};

pub fn show(scope: &Scope, run: &Run, lines: u32) -> Result<ExitCode, Stop> {
    let spec = scope.archive.spec(run.id)?;
    print::line(&facts(run, spec.as_ref(), Timestamp::now()))?;
    let last = tail::last_lines(&scope.archive, run, lines.into(), colour::wanted())?;
    if !last.is_empty() {
        print::line(&format!("\nLast lines:\n{}", last.join("\n")))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The shape of `--json`. Fields are added, never taken away.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    /// How it ended, in a few words and in sentences.
    title: String,
    sentence: String,
    /// What the container was created from, without secrets.
    spec: Option<Value>,
    /// Without colours.
    last_lines: Vec<String>,
    /// The rows of the last screen, without colours.
    screen: Option<Vec<String>>,
}

pub fn json(scope: &Scope, run: &Run, lines: u32) -> Result<ExitCode, Stop> {
    let explained = exit::explain(&run.into());
    let screen = scope.archive.screen(run.id)?;
    print::json(&Shown {
        record: run.into(),
        title: explained.title,
        sentence: explained.sentence,
        spec: scope.archive.spec(run.id)?,
        last_lines: tail::last_lines(&scope.archive, run, lines.into(), false)?,
        screen: screen.map(|screen| screen.lines().iter().map(|line| colour::plain(line)).collect()),
    })?;
    Ok(ExitCode::SUCCESS)
}

pub fn screen(scope: &Scope, run: &Run) -> Result<ExitCode, Stop> {
    let Some(screen) = scope.archive.screen(run.id)? else {
        return Err(Stop::new(NOT_FOUND, format!("No last screen is kept of {}", label(run))));
    };
    let colours = colour::wanted();
    let rows: Vec<String> = screen.lines().iter().map(|line| colour::shown(line, colours)).collect();
    print::line(&rows.join("\n"))?;
    Ok(ExitCode::SUCCESS)
}
