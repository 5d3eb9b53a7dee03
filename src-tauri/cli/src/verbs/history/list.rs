//! The list of runs.

use std::process::ExitCode;

use berth_archive::{Run, RunFilter};
use jiff::Timestamp;

use super::Scope;
use crate::cli::{List, Which};
use crate::exit::Stop;
use crate::print;
use crate::runs::{Record, table};

pub fn list(scope: &Scope, list: &List) -> Result<ExitCode, Stop> {
    let filter = RunFilter { limit: list.runs, ..filter(scope, list.name.as_deref(), &list.which) };
    let runs = scope.archive.runs(&filter)?;
    if list.json {
        print::json(&runs.iter().map(Record::from).collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    if runs.is_empty() {
        print::err(&nothing(&filter));
        return Ok(ExitCode::SUCCESS);
    }
    print::line(&table(&runs, Timestamp::now()))?;
    more(scope, &filter, &runs)?;
    Ok(ExitCode::SUCCESS)
}

/// Which runs the flags ask for.
pub fn filter(scope: &Scope, session: Option<&str>, which: &Which) -> RunFilter {
    RunFilter {
        engines: scope.engines.clone(),
        session: session.map(str::to_owned),
        endings: which.endings.clone(),
        since: which.since,
        until: which.until,
        ..RunFilter::default()
    }
}

/// Says on stderr that there are more.
fn more(scope: &Scope, filter: &RunFilter, runs: &[Run]) -> Result<(), Stop> {
    let all = scope.archive.count(filter)?;
    if all > runs.len() as u64 {
        print::err(&format!("The latest {} of {all} runs; see all with: -n all", runs.len()));
    }
    Ok(())
}

/// Why the list is empty.
fn nothing(filter: &RunFilter) -> String {
    let narrowed = !filter.endings.is_empty() || filter.since.is_some() || filter.until.is_some();
    match &filter.session {
        _ if narrowed => "No run matches".to_owned(),
        Some(name) => format!("Nothing is kept of {name}"),
        None => "Nothing is kept yet".to_owned(),
    }
}
