//! Reading: list, status, exists.

use std::process::ExitCode;

use berth_runner::Runner;
use jiff::Timestamp;

use crate::exit::{FAILURE, NOT_FOUND, Stop};
use crate::listing::{Filter, Format, filter};
use crate::print;
use crate::row::{self, Row};

/// Prints the sessions of all engines. An engine that does not answer is named on stderr; the
/// verb fails only when no engine answers.
pub async fn list(runners: Vec<Runner>, filters: &[Filter], format: &Format) -> Result<ExitCode, Stop> {
    let ids: Vec<String> = runners.iter().map(|runner| runner.engine().id.clone()).collect();
    let asked: Vec<_> =
        runners.into_iter().map(|runner| tokio::spawn(async move { runner.list().await })).collect();
    let (mut sessions, mut skipped, mut stops) = (Vec::new(), 0, Vec::new());
    for asked in asked {
        let answer = asked.await.map_err(|error| Stop::new(FAILURE, format!("Could not list: {error}")))?;
        match answer {
            Ok(listing) => {
                sessions.extend(listing.sessions);
                skipped += listing.skipped;
            }
            Err(error) => stops.push(Stop::from(error)),
        }
    }
    if stops.len() == ids.len() && !stops.is_empty() {
        let last = stops.remove(0);
        stops.iter().for_each(print::stop);
        return Err(last);
    }
    sessions.retain(|session| filter::matches(filters, session));
    if sessions.is_empty() && matches!(format, Format::Table) {
        let which = if filters.is_empty() { "" } else { " that match" };
        print::err(&format!("There are no sessions{which} on {}", ids.join(", ")));
    } else {
        print::out(format.text(&sessions, Timestamp::now())?.as_bytes())?;
    }
    stops.iter().for_each(print::stop);
    if skipped > 0 {
        print::err(&format!("berthctl: {skipped} of the engines' rows could not be read and are left out"));
    }
    Ok(ExitCode::SUCCESS)
}

pub async fn status(runner: &Runner, name: &str, json: bool) -> Result<ExitCode, Stop> {
    let session = runner.status(name).await?;
    if json {
        print::json(&Row::from(&session))?
    } else {
        print::line(&row::status(&session))?
    }
    Ok(ExitCode::SUCCESS)
}

pub async fn exists(runner: &Runner, name: &str) -> Result<ExitCode, Stop> {
    let found = runner.exists(name).await?;
    Ok(if found { ExitCode::SUCCESS } else { ExitCode::from(NOT_FOUND) })
}
