//! Reading: list, status, exists, logs.

use std::process::ExitCode;

use berth_runner::Runner;
use jiff::Timestamp;

use crate::exit::{NOT_FOUND, Stop};
use crate::print;
use crate::row::{self, Row};

pub async fn list(runner: &Runner, json: bool) -> Result<ExitCode, Stop> {
    let listing = runner.list().await?;
    if json {
        print::json(&listing.sessions.iter().map(Row::from).collect::<Vec<_>>())?;
    } else if listing.sessions.is_empty() {
        print::err(&format!("There are no sessions on {}", runner.engine().id));
    } else {
        print::line(&row::list(&listing.sessions, Timestamp::now()))?;
    }
    if listing.skipped > 0 {
        print::err(&format!(
            "berthctl: {} of the engine's rows could not be read and are left out",
            listing.skipped
        ));
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

pub async fn logs(runner: &Runner, name: &str, lines: u32) -> Result<ExitCode, Stop> {
    print::out(&runner.logs(name, lines).await?)?;
    Ok(ExitCode::SUCCESS)
}
