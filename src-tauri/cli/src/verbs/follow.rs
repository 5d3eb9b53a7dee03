//! Logs as they are written: of one run, or from run to run.

use std::ops::ControlFlow;
use std::process::ExitCode;

use berth_archive::Ending;
use berth_runner::{Error, LogQuery, Runner, Runs, Session, Settled, since_run};

use crate::exit::Stop;
use crate::print;
use crate::time::{duration, moment};
use crate::words::exit::{self, Ended};

/// Prints the log of the last run, and what comes, until it ends or nobody reads it.
pub async fn one(runner: &Runner, name: &str, query: LogQuery) -> Result<ExitCode, Stop> {
    let mut printed = Ok(true);
    runner.follow_logs(name, query, sink(&mut printed)).await?;
    printed?;
    Ok(ExitCode::SUCCESS)
}

/// The same, and then the runs that follow, of that session or of a later one of its name, until
/// nobody reads it. A line on stderr parts them.
pub async fn runs(runner: &Runner, name: &str, mut query: LogQuery) -> Result<ExitCode, Stop> {
    // Before the first look: nothing is missed between.
    let mut runs = Runs::new(runner, runner.watch());
    let mut session = runs.begin(name).await?.clone();
    let mut is_first = true;
    loop {
        let mut printed = Ok(true);
        let follow = runner.follow_logs(&session.id, query, sink(&mut printed));
        let followed = runs.during(follow, |next| print::err(&began(next))).await;
        if !printed? {
            return Ok(ExitCode::SUCCESS);
        }
        match followed {
            Ok(()) => {}
            Err(error) if is_first => return Err(error.into()),
            Err(Error::SessionNotFound { .. }) => {}
            Err(error) => print::stop(&error.into()),
        }
        is_first = false;
        let mut last = runs.last().cloned().unwrap_or(session);
        let next = match runs.settle().await {
            Ok(Settled::Next) => runs.last().cloned(),
            // An engine that is away is told of where it is waited for.
            Ok(Settled::Ended | Settled::GoesOn) | Err(_) => {
                last = runs.last().cloned().unwrap_or(last);
                print::err(&ended(&last));
                let on_away = |error: Option<Error>| {
                    error.iter().for_each(|error| print::err(&format!("berthctl: {error}")))
                };
                runs.next(on_away).await.cloned()
            }
        };
        let Some(next) = next else { return Ok(ExitCode::SUCCESS) };
        query = LogQuery { lines: u32::MAX, since: since_run(&last, &next), ..query };
        session = next;
        print::err(&began(&session));
    }
}

fn sink(printed: &mut Result<bool, Stop>) -> impl FnMut(&[u8]) -> ControlFlow<()> + Send {
    |bytes| {
        *printed = print::out_while_read(bytes);
        if matches!(printed, Ok(true)) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

fn began(session: &Session) -> String {
    let since = session.started_at.map_or_else(String::new, |start| format!(", since {}", moment(start)));
    format!("── {}: next run{since} ──", session.name)
}

fn ended(session: &Session) -> String {
    let ending = Ending::of(session.exit_code, session.oom_killed, session.error.is_some());
    let word = exit::word(&Ended {
        ending: Some(ending),
        exit_code: session.exit_code,
        oom_within: session.oom_within,
        error: None,
    });
    let ran = session
        .started_at
        .zip(session.finished_at)
        .map_or_else(String::new, |(start, end)| format!(" after {}", duration(start, end)));
    format!("── {}: {word}{ran}; waiting for its next run ──", session.name)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::row::tests::session;

    fn at(text: &str) -> Option<jiff::Timestamp> {
        Some(text.parse().unwrap())
    }

    fn last() -> Session {
        Session {
            started_at: at("2026-11-26T10:00:00Z"),
            finished_at: at("2026-11-26T10:02:00Z"),
            ..session()
        }
    }

    #[test]
    fn lines_part_the_runs() {
        assert_eq!(ended(&last()), "── bot: exited 3 after 2 min; waiting for its next run ──");
        assert!(began(&last()).starts_with("── bot: next run, since 2026-11-2"), "{}", began(&last()));
    }
}
