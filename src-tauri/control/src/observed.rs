//! What an observer says, in the values of the socket: the app and berthctl translate alike.

use berth_activity::Reading;
use berth_observer::{Guard, Peek, SendOutcome};
use berth_runner::{CheckStatus, Error as RunnerError, RunUntil, RunWaited};
use berth_terminal::Screen;

use crate::values::{Address, Conditions, Health, Refusal, RefusalKind, Seen, Sent, Status, Until, Waited};

/// What a session does, as a status.
pub fn status(session: &Address, reading: Reading) -> Status {
    Status {
        session: session.clone(),
        activity: reading.activity,
        since: reading.since,
        why: reading.verdict,
    }
}

/// A look at a session.
pub fn seen(session: &Address, peek: Peek) -> Seen {
    let mut screen = Screen::new(peek.size, 0);
    screen.replay(&peek.paint);
    let text = peek.text;
    Seen {
        status: status(session, peek.reading),
        hash: peek.hash,
        cols: text.cols,
        rows: text.rows,
        cursor: text.cursor,
        title: text.title,
        alternate: text.alternate,
        lines: text.lines,
        ansi: screen.coloured_lines(),
        ended_at: None,
    }
}

/// What became of input.
pub fn sent(session: &Address, outcome: SendOutcome) -> Sent {
    let (sent, peek) = match outcome {
        SendOutcome::Sent { peek } => (true, peek),
        SendOutcome::Changed { peek } => (false, peek),
    };
    Sent { sent, seen: seen(session, peek) }
}

/// What must be so for input to be sent.
pub fn guard(only_if: &Conditions) -> Guard {
    Guard { activity: only_if.activity, screen: only_if.screen.clone() }
}

/// What is waited for, by who can tell.
#[derive(Debug, Clone)]
pub enum Awaited {
    /// The engine; no terminal is needed.
    Run(RunUntil),
    /// The screen.
    Screen(berth_observer::Until),
}

/// What is waited for.
///
/// # Errors
/// The text is no regular expression.
pub fn until(until: &Until) -> Result<Awaited, Refusal> {
    use berth_observer::Until as OnScreen;
    Ok(match until {
        Until::Exit => Awaited::Run(RunUntil::Exit),
        Until::Health(Health::Healthy) => Awaited::Run(RunUntil::Health(CheckStatus::Healthy)),
        Until::Health(Health::Unhealthy) => Awaited::Run(RunUntil::Health(CheckStatus::Unhealthy)),
        Until::Activity(activities) => Awaited::Screen(OnScreen::Activity(activities.clone())),
        Until::Quiet(span) => Awaited::Screen(OnScreen::Quiet(*span)),
        Until::Text(pattern) => {
            let compiled = regex::RegexBuilder::new(pattern).size_limit(1 << 20).build();
            Awaited::Screen(OnScreen::Text(compiled.map_err(|error| {
                Refusal::new(RefusalKind::Invalid, format!("\"{pattern}\" is no regular expression: {error}"))
            })?))
        }
    })
}

/// What became of waiting for a screen.
pub fn waited(session: &Address, waited: berth_observer::Waited) -> Waited {
    use berth_observer::Waited as OnScreen;
    match waited {
        OnScreen::Met { peek } => Waited::Met { seen: Some(Box::new(seen(session, peek))), exit_code: None },
        OnScreen::Ended { exit_code } => Waited::Ended { exit_code },
        OnScreen::Gone => Waited::Gone,
        OnScreen::TimedOut { peek } => {
            Waited::TimedOut { seen: peek.map(|peek| Box::new(seen(session, peek))) }
        }
    }
}

/// The same, of what the engine told.
pub fn run_waited(waited: RunWaited) -> Waited {
    match waited {
        RunWaited::Met { exit_code } => Waited::Met { seen: None, exit_code },
        RunWaited::Ended { exit_code } => Waited::Ended { exit_code },
        RunWaited::Gone => Waited::Gone,
    }
}

/// Why it is not answered.
pub fn refusal(error: berth_observer::Error) -> Refusal {
    match error {
        berth_observer::Error::Runner(error) => of_runner(&error),
        error => Refusal::new(RefusalKind::Failed, error.to_string()),
    }
}

/// The same, of the engine.
pub fn of_runner(error: &RunnerError) -> Refusal {
    let kind = match error {
        RunnerError::SessionNotFound { .. } => RefusalKind::NotFound,
        RunnerError::NotRunning { .. } | RunnerError::SessionPaused { .. } => RefusalKind::NotRunning,
        RunnerError::NoTerminal { .. } | RunnerError::StopsWhenAttached { .. } => RefusalKind::NoTerminal,
        RunnerError::Invalid { .. } => RefusalKind::Invalid,
        RunnerError::EngineNotFound { .. }
        | RunnerError::UnknownEngine { .. }
        | RunnerError::EngineUnavailable { .. }
        | RunnerError::TimedOut { .. } => RefusalKind::NoEngine,
        _ => RefusalKind::Failed,
    };
    Refusal::new(kind, error.to_string())
}
