//! Logs as they are written: of one run, or from run to run.

use std::ops::ControlFlow;
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use berth_archive::Ending;
use berth_runner::{EngineUpdate, Error, LogQuery, Runner, Session, Watch};
use jiff::Timestamp;

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
    let mut watch = runner.watch();
    let mut session = runner.status(name).await?;
    let name = session.name.clone();
    let mut is_first = true;
    loop {
        let (id, mut printed) = (session.id.clone(), Ok(true));
        let followed = {
            let mut followed = pin!(runner.follow_logs(&id, query, sink(&mut printed)));
            loop {
                tokio::select! {
                    followed = &mut followed => break followed,
                    // podman's client may go on into the next run of its container.
                    Some(update) = watch.next() => if let Some(next) = next_run(update, &name, &session)
                        && next.id == id
                    {
                        session = next;
                        print::err(&began(&session));
                    },
                }
            }
        };
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
        let now = settled(runner, &session).await;
        let next = if is_next(&now, &name, &session) {
            // It runs again already.
            now
        } else {
            session = now;
            print::err(&ended(&session));
            let Some(next) = wait(runner, &mut watch, &name, &session).await else {
                return Ok(ExitCode::SUCCESS);
            };
            next
        };
        query = LogQuery { lines: u32::MAX, since: since(&session, &next), ..query };
        session = next;
        print::err(&began(&session));
    }
}

/// The session when its log has ended: an engine may still say for a moment that it runs.
async fn settled(runner: &Runner, followed: &Session) -> Session {
    const TRIES: u32 = 50;
    const PAUSE: Duration = Duration::from_millis(100);
    for _ in 0..TRIES {
        match runner.status(&followed.id).await {
            Ok(now) if now.started_at == followed.started_at && now.state.is_alive() => {
                tokio::time::sleep(PAUSE).await;
            }
            Ok(now) => return now,
            Err(_) => break,
        }
    }
    followed.clone()
}

fn sink(printed: &mut Result<bool, Stop>) -> impl FnMut(&[u8]) -> ControlFlow<()> + Send {
    |bytes| {
        *printed = print::out_while_read(bytes);
        if matches!(printed, Ok(true)) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

/// Waits for the next run; `None` when the runtime is shutting down.
async fn wait(runner: &Runner, watch: &mut Watch, name: &str, last: &Session) -> Option<Session> {
    // What the watch told before may have been that.
    if let Ok(now) = runner.status(name).await
        && is_next(&now, name, last)
    {
        return Some(now);
    }
    loop {
        let update = watch.next().await?;
        if let EngineUpdate::Away { error, .. } = &update {
            print::err(&format!("berthctl: {error}"));
        }
        if let Some(next) = next_run(update, name, last) {
            return Some(next);
        }
    }
}

fn next_run(update: EngineUpdate, name: &str, last: &Session) -> Option<Session> {
    let sessions = match update {
        EngineUpdate::Snapshot(listing) => listing.sessions,
        EngineUpdate::Updated { sessions, .. } => sessions,
        EngineUpdate::Away { .. } => Vec::new(),
    };
    sessions.into_iter().find(|session| is_next(session, name, last))
}

/// Whether it is a later run of that name; what a watch told late may be of an earlier one.
fn is_next(session: &Session, name: &str, last: &Session) -> bool {
    session.name == name && session.started_at > last.started_at
}

/// From when on the log of the next run is read; all of it where its container is another. Else from
/// the middle between the two runs, for lines come into the log a moment after the end of one, and
/// before what docker says is the start of the other; from the end of the last where there were
/// others between.
fn since(last: &Session, next: &Session) -> Option<Timestamp> {
    if last.id != next.id {
        return None;
    }
    match (last.finished_at, next.started_at) {
        (Some(end), _) if next.restart_count > last.restart_count + 1 => Some(end),
        (Some(end), Some(start)) => start.checked_sub(start.duration_since(end).abs() / 2).ok(),
        (end, start) => start.or(end),
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

    fn at(text: &str) -> Option<Timestamp> {
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
    fn the_next_run_is_of_the_same_name() {
        let again = Session { started_at: at("2026-11-26T10:03:00Z"), ..last() };
        let anew = Session { id: "8e".repeat(32), ..again.clone() };
        let created = Session { started_at: None, ..anew.clone() };
        let before = Session { started_at: at("2026-11-26T09:00:00Z"), ..last() };
        let other = Session { name: "other".to_owned(), ..again.clone() };
        for (session, expected) in [
            (&again, true),
            (&anew, true),
            (&last(), false),
            (&created, false),
            (&before, false),
            (&other, false),
        ] {
            assert_eq!(is_next(session, "bot", &last()), expected, "{session:?}");
        }
        assert_eq!(since(&last(), &again), at("2026-11-26T10:02:30Z"));
        let later = Session { restart_count: last().restart_count + 2, ..again.clone() };
        assert_eq!(since(&last(), &later), last().finished_at);
        assert_eq!(since(&last(), &anew), None);
    }

    #[test]
    fn lines_part_the_runs() {
        assert_eq!(ended(&last()), "── bot: exited 3 after 2 min; waiting for its next run ──");
        assert!(began(&last()).starts_with("── bot: next run, since 2026-11-2"), "{}", began(&last()));
    }
}
