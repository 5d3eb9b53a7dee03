//! Wait: until a session asks, is done, prints something, ends, …

use std::process::ExitCode;

use berth_control::{Health as Wanted, Seen, Sessions, Until, Waited};
use serde::Serialize;

use super::peek::Screen;
use crate::asking::{self, Target};
use crate::cli::{Health, Wait};
use crate::exit::{NOT_RUNNING, Stop, TIMED_OUT};
use crate::print;

/// The shape of `--json`.
#[derive(Debug, Serialize)]
struct Outcome<'a> {
    /// `met`, `ended`, `gone` or `timed_out`.
    outcome: &'a str,
    /// Of a session that has ended.
    exit_code: Option<i64>,
    /// What is seen; `null` where there is nothing to be seen.
    screen: Option<Screen<'a>>,
}

pub async fn wait(sessions: &impl Sessions, target: &Target, wait: Wait) -> Result<ExitCode, Stop> {
    let (limit, json) = (wait.timeout, wait.json);
    let until = until(wait);
    let name = &target.name;
    let waited = sessions.wait(&target.address, &until, limit).await;
    let waited = waited.map_err(|refusal| asking::stop(refusal, name))?;
    let (outcome, exit_code, seen) = match waited {
        Waited::Met { seen, exit_code } => ("met", exit_code, seen),
        Waited::Ended { exit_code } => ("ended", exit_code, None),
        Waited::Gone => ("gone", None, None),
        Waited::TimedOut { seen } => ("timed_out", None, seen),
    };
    let seen = seen.map(|seen| seen.plain());
    if json {
        let screen = seen.as_ref().map(|seen| Screen { name, seen });
        print::json(&Outcome { outcome, exit_code, screen })?;
    }
    let ended = exit_code.map_or_else(|| "ended".to_owned(), |code| format!("ended with code {code}"));
    match outcome {
        "met" => {
            if let Some(word) = what(&until, seen.as_ref(), exit_code).filter(|_| !json) {
                print::line(&word)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        "ended" => Err(Stop::new(NOT_RUNNING, format!("{name} {ended} first; see how: berthctl why {name}"))),
        "gone" => Err(Stop::new(NOT_RUNNING, format!("{name} was removed first"))),
        _ => Err(Stop::new(TIMED_OUT, format!("The time is over, and {name} is not so far"))),
    }
}

fn until(wait: Wait) -> Until {
    if let Some(text) = wait.text {
        Until::Text(text)
    } else if let Some(span) = wait.quiet {
        Until::Quiet(span)
    } else if let Some(health) = wait.health {
        Until::Health(match health {
            Health::Healthy => Wanted::Healthy,
            Health::Unhealthy => Wanted::Unhealthy,
        })
    } else if wait.exit {
        Until::Exit
    } else {
        Until::Activity(wait.activity.into_iter().map(Into::into).collect())
    }
}

/// What was waited for, for a script.
fn what(until: &Until, seen: Option<&Seen>, exit_code: Option<i64>) -> Option<String> {
    match until {
        Until::Activity(_) => seen.map(|seen| seen.status.activity.to_string()),
        Until::Text(pattern) => {
            let pattern = regex::Regex::new(pattern).ok()?;
            seen?.lines.iter().find(|line| pattern.is_match(line)).cloned()
        }
        Until::Exit => exit_code.map(|code| code.to_string()),
        Until::Quiet(_) => None,
        Until::Health(Wanted::Healthy) => Some("healthy".to_owned()),
        Until::Health(Wanted::Unhealthy) => Some("unhealthy".to_owned()),
    }
}
