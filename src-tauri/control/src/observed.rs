//! What an observer says, in the values of the socket: the app and berthctl translate alike.

use berth_activity::Reading;
use berth_observer::{Guard, HealthWanted, Peek, SendOutcome};
use berth_runner::Error as RunnerError;
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

/// What is waited for.
///
/// # Errors
/// The text is no regular expression.
pub fn until(until: &Until) -> Result<berth_observer::Until, Refusal> {
    use berth_observer::Until as Observed;
    Ok(match until {
        Until::Activity(activities) => Observed::Activity(activities.clone()),
        Until::Text(pattern) => {
            let compiled = regex::RegexBuilder::new(pattern).size_limit(1 << 20).build();
            Observed::Text(compiled.map_err(|error| {
                Refusal::new(RefusalKind::Invalid, format!("\"{pattern}\" is no regular expression: {error}"))
            })?)
        }
        Until::Exit => Observed::Exit,
        Until::Quiet(span) => Observed::Quiet(*span),
        Until::Health(Health::Healthy) => Observed::Health(HealthWanted::Healthy),
        Until::Health(Health::Unhealthy) => Observed::Health(HealthWanted::Unhealthy),
    })
}

/// What became of waiting.
pub fn waited(session: &Address, waited: berth_observer::Waited) -> Waited {
    use berth_observer::Waited as Observed;
    let look = |peek: Option<Peek>| peek.map(|peek| Box::new(seen(session, peek)));
    match waited {
        Observed::Met { peek, exit_code } => Waited::Met { seen: look(peek), exit_code },
        Observed::Ended { exit_code } => Waited::Ended { exit_code },
        Observed::Gone => Waited::Gone,
        Observed::TimedOut { peek } => Waited::TimedOut { seen: look(peek) },
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
