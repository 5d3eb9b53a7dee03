//! How a run is named: `bot#3` is the third run of bot, as tables and the window say it; a number
//! alone is the run's in the whole archive, which `--json` has.

use std::str::FromStr;

use berth_archive::{Archive, Run, RunFilter, RunId};

use super::ALL;
use crate::exit::{NOT_FOUND, Stop, USAGE};

/// A run as it is written on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// By its number in the archive.
    Id(RunId),
    /// A session's run of this number.
    Nth(String, u32),
    /// A session's last run.
    Last(String),
}

impl FromStr for Named {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let shape = || "write NAME#3, NAME for its last run, or a run's number".to_owned();
        if let Ok(id) = text.parse() {
            return Ok(Self::Id(id));
        }
        let (name, which) = text.split_once('#').map_or((text, None), |(name, which)| (name, Some(which)));
        match (name, which) {
            ("", _) => Err(shape()),
            (name, None | Some("last")) => Ok(Self::Last(name.to_owned())),
            (name, Some(number)) => match number.parse() {
                Ok(number @ 1..) => Ok(Self::Nth(name.to_owned(), number)),
                _ => Err(shape()),
            },
        }
    }
}

/// `bot#3`.
pub fn label(run: &Run) -> String {
    let name =
        if run.name.is_empty() { run.key.session.container.get(..12).unwrap_or_default() } else { &run.name };
    format!("{name}#{}", run.number)
}

/// The run of that name, on these engines; on all where there are none.
///
/// # Errors
/// There is none, or more than one engine has one.
pub fn find(archive: &Archive, engines: &[String], named: &Named) -> Result<Run, Stop> {
    let (name, number) = match named {
        Named::Id(id) => return Ok(archive.run(*id)?),
        Named::Nth(name, number) => (name, Some(*number)),
        Named::Last(name) => (name, None),
    };
    let filter = RunFilter {
        engines: engines.to_owned(),
        session: Some(name.clone()),
        limit: if number.is_some() { ALL } else { 1 },
        ..RunFilter::default()
    };
    let runs = archive.runs(&filter)?;
    let mut found = runs.iter().filter(|run| number.is_none_or(|number| run.number == number));
    match (found.next(), found.next()) {
        (Some(run), None) => Ok(run.clone()),
        (Some(run), Some(other)) => Err(Stop::new(
            USAGE,
            format!(
                "Both {} and {} have a run {name}#{}; say which with --engine",
                run.key.session.engine, other.key.session.engine, run.number
            ),
        )),
        (None, _) => Err(absent(name, number, &runs)),
    }
}

/// Says which runs there are instead.
fn absent(name: &str, number: Option<u32>, runs: &[Run]) -> Stop {
    let numbers = || runs.iter().map(|run| run.number);
    let message = match (number, numbers().min().zip(numbers().max())) {
        (Some(number), Some((first, last))) => {
            let range = if first == last { String::new() } else { format!(" to #{last}") };
            format!("There is no run {name}#{number} in the history; it has {name}#{first}{range}")
        }
        _ => format!(
            "There is no run of \"{name}\" in the history; see which there are with: berthctl history"
        ),
    };
    Stop::new(NOT_FOUND, message)
}
