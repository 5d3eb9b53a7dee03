//! Stop, step by step.

use std::process::ExitCode;

use berth_observer::ByObserver;
use berth_runner::{LadderNow, LadderOutcome, Runner, StopOutcome, StopStep};
use tokio::sync::mpsc;

use super::change;
use crate::cli::Steps;
use crate::exit::{FAILURE, Stop};
use crate::print;

pub async fn stop(runner: &Runner, name: &str, steps: Steps, remove: bool) -> Result<ExitCode, Stop> {
    let steps = match steps {
        Steps::These(steps) => steps,
        Steps::Proposed => StopStep::proposed(&runner.status(name).await?),
    };
    change::ended(by_steps(runner, name, &steps, remove).await?)
}

/// Tells of each step on stderr.
///
/// # Errors
/// Those of [`Runner::stop_by_steps`]; or no step ended it.
pub async fn by_steps(
    runner: &Runner,
    name: &str,
    steps: &[StopStep],
    remove: bool,
) -> Result<StopOutcome, Stop> {
    // Ctrl-C ends the verb: nobody else turns it.
    let (_nobody, mut moves) = mpsc::unbounded_channel();
    let tell = |now| print::err(&progress(steps, &now));
    match runner.stop_by_steps(name, steps, remove, &ByObserver, &mut moves, tell).await? {
        LadderOutcome::Ended { stop, .. } => Ok(stop),
        LadderOutcome::Runs { session } | LadderOutcome::Cancelled { session } => Err(Stop::new(
            FAILURE,
            format!("No step ended {}: it still runs. Kill it with: berthctl stop --kill {0}", session.name),
        )),
    }
}

/// What was done, and what comes: `SIGHUP is sent; SIGKILL follows in 5 s`.
fn progress(steps: &[StopStep], now: &LadderNow) -> String {
    let at = usize::try_from(now.step).unwrap_or(usize::MAX);
    let seconds = steps.get(at).map_or(0, StopStep::seconds);
    let done = match (steps.get(at), &now.not_typed) {
        (Some(StopStep::Type { .. }), Some(why)) => return format!("The line could not be typed: {why}"),
        (Some(StopStep::Type { text, .. }), None) => format!("\"{}\" is typed", text.escape_debug()),
        (Some(StopStep::Signal { signal, .. }), _) => format!("{signal} is sent"),
        (None, _) => String::new(),
    };
    match steps.get(at + 1) {
        Some(StopStep::Type { text, .. }) => {
            format!("{done}; \"{}\" follows in {seconds} s", text.escape_debug())
        }
        Some(StopStep::Signal { signal, .. }) => format!("{done}; {signal} follows in {seconds} s"),
        None => format!("{done}; it is the last step"),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use berth_runner::NotTyped;

    use super::*;

    #[test]
    fn each_step_is_told() {
        let steps = StopStep::parse_all("type:exit=5,SIGHUP=3,SIGKILL").unwrap();
        let told = |step, not_typed: Option<NotTyped>| {
            let until = "2026-11-26T10:00:00Z".parse().unwrap();
            progress(&steps, &LadderNow { step, until, not_typed })
        };
        assert_eq!(told(0, None), "\"exit\" is typed; SIGHUP follows in 5 s");
        assert_eq!(told(0, Some(NotTyped::NoTerminal {})), "The line could not be typed: it has no terminal");
        assert_eq!(told(1, Some(NotTyped::NoTerminal {})), "SIGHUP is sent; SIGKILL follows in 3 s");
        assert_eq!(told(2, None), "SIGKILL is sent; it is the last step");
    }
}
