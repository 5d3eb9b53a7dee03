//! Peek: a session's screen, without joining it.

use std::process::ExitCode;

use berth_control::{Seen, Sessions};
use serde::Serialize;

use crate::asking::{self, Target};
use crate::cli::Peek;
use crate::exit::Stop;
use crate::print;
use crate::time::moment;

/// The shape of `--json`. Fields are added, never taken away.
#[derive(Debug, Serialize)]
pub struct Screen<'a> {
    pub name: &'a str,
    #[serde(flatten)]
    pub seen: &'a Seen,
}

pub async fn peek(sessions: &impl Sessions, target: &Target, peek: &Peek) -> Result<ExitCode, Stop> {
    let seen = sessions.peek(&target.address).await;
    let seen = seen.map_err(|refusal| asking::stop(refusal, &target.name))?;
    if peek.json {
        print::json(&Screen { name: &target.name, seen: &seen.plain() })?;
    } else {
        if let Some(ended_at) = seen.ended_at {
            let when = moment(ended_at);
            print::err(&format!("berthctl: {} ended at {when}; this is its last screen", target.name));
        }
        print::out(text(&seen, peek.ansi).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The lines of the screen, without the empty ones at its end.
fn text(seen: &Seen, coloured: bool) -> String {
    let last = seen.lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let lines = if coloured { &seen.ansi } else { &seen.lines };
    lines.iter().take(last).flat_map(|line| [line, "\n"]).collect()
}
