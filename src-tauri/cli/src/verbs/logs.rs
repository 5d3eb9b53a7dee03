//! Logs: of a session as the engine has it, and of any run that is kept.

use std::process::ExitCode;

use berth_archive::{Archive, LogState, Run};
use berth_runner::{Error, Runner};

use super::follow;
use super::history::{Scope, apart};
use crate::cli::Logs;
use crate::exit::{Stop, USAGE};
use crate::print;
use crate::runs::{self, Named, label, log_of};

/// Prints the log that is asked for; `runner` is that of the engine which was asked.
pub async fn logs(runner: Result<Runner, Stop>, scope: Scope, logs: Logs) -> Result<ExitCode, Stop> {
    let named = logs.run.as_deref().map(|run| named(logs.name.as_deref(), run)).transpose()?;
    let query = logs.query();
    match (named, &logs.name) {
        (None, None) => Err(Stop::new(USAGE, "Say whose log: berthctl logs NAME")),
        (None, Some(name)) if logs.follow => follow::runs(&runner?, name, query).await,
        (None, Some(name)) => {
            let runner = runner?;
            match runner.logs(name, query).await {
                Ok(log) => print::out(&log)?,
                Err(error @ Error::SessionNotFound { .. }) => return Err(or_kept(error, scope, name).await),
                Err(error) => return Err(error.into()),
            }
            Ok(ExitCode::SUCCESS)
        }
        (Some(Named::Last(_)), Some(name)) if logs.follow => follow::one(&runner?, name, query).await,
        (Some(_), _) if logs.follow => Err(Stop::new(
            USAGE,
            "Only the last run of a session can be followed: berthctl logs -f NAME --run last",
        )),
        (Some(_), _) if logs.since.is_some() || logs.timestamps => {
            let message = "The history has no times of lines; leave --since and --timestamps away with --run";
            Err(Stop::new(USAGE, message))
        }
        (Some(Named::Last(_)), Some(name)) => {
            // The engine has more of a run that goes on.
            let live = match &runner {
                Ok(runner) => runner.logs_by_run(name, logs.lines, None).await.ok(),
                Err(_) => None,
            };
            match live {
                Some(log) => print::out(&log.run).map(|()| ExitCode::SUCCESS),
                None => of_run(scope, Named::Last(name.clone()), logs.lines).await,
            }
        }
        (Some(named), _) => of_run(scope, named, logs.lines).await,
    }
}

/// A run of the history, as `--run` names it.
fn named(name: Option<&str>, run: &str) -> Result<Named, Stop> {
    let wrong = |problem: String| Stop::new(USAGE, problem);
    match (name, run.strip_prefix('#').unwrap_or(run)) {
        (None, "last") => Err(wrong("Say whose last run: berthctl logs NAME --run last".to_owned())),
        (None, _) => run.parse().map_err(wrong),
        (Some(name), run) => format!("{name}#{run}").parse().map_err(|_| {
            wrong(format!("\"{run}\" is no run of {name}; write its number, 3 for {name}#3, or last"))
        }),
    }
}

/// Prints the last lines of the log of a run that is kept.
async fn of_run(scope: Scope, named: Named, lines: u32) -> Result<ExitCode, Stop> {
    apart(move || {
        let run = runs::find(&scope.archive, &scope.engines, &named)?;
        match run.log_lines.checked_sub(lines.into()) {
            Some(before @ 1..) => {
                print::out(&scope.archive.read_log(run.id, before + 1..run.log_lines + 1)?)?
            }
            _ => whole(&scope.archive, &run)?,
        }
        if run.log != LogState::Whole {
            print::err(&format!("berthctl: The log of {}: {}", label(&run), log_of(&run)));
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}

/// Prints a log piece by piece, while somebody reads it.
fn whole(archive: &Archive, run: &Run) -> Result<(), Stop> {
    let (mut is_read, mut failed) = (true, None);
    archive.stream_log(run.id, |bytes| {
        if is_read && failed.is_none() {
            match print::out_while_read(bytes) {
                Ok(read) => is_read = read,
                Err(stop) => failed = Some(stop),
            }
        }
        Ok(())
    })?;
    failed.map_or(Ok(()), Err)
}

/// That there is no such session; and that the history has its runs, where it does.
async fn or_kept(error: Error, scope: Scope, name: &str) -> Stop {
    let mut stop = Stop::from(error);
    let last = Named::Last(name.to_owned());
    let kept = apart(move || runs::find(&scope.archive, &scope.engines, &last)).await;
    if let Ok(run) = kept {
        stop.message += &format!(". Its last run is kept: berthctl logs {} --run {}", run.name, run.number);
    }
    stop
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_named_with_its_session_or_without() {
        let nth = |number| Named::Nth("bot".to_owned(), number);
        for (name, run, expected) in [
            (Some("bot"), "3", nth(3)),
            (Some("bot"), "#3", nth(3)),
            (Some("bot"), "last", Named::Last("bot".to_owned())),
            (None, "12", Named::Id(12)),
            (None, "bot#3", nth(3)),
        ] {
            assert_eq!(named(name, run).unwrap(), expected, "{name:?} {run}");
        }
        for (name, run) in [(Some("bot"), "0"), (Some("bot"), "x"), (None, "last"), (None, "bot#0")] {
            assert_eq!(named(name, run).unwrap_err().code, USAGE, "{name:?} {run}");
        }
    }
}
