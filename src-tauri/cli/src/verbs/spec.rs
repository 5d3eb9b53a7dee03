//! `berthctl spec`: by what a session was created.

use std::process::ExitCode;

use berth_runner::{Lost, Runner, SessionSpec, compare};
use serde::Serialize;

use crate::cli::Spec;
use crate::differences::field_word;
use crate::exit::Stop;
use crate::print;

/// The shape of `spec --json`. Fields are added, never taken away.
#[derive(Serialize)]
struct Found<'a> {
    spec: &'a SessionSpec,
    /// What no spec can say.
    lost: &'a [Lost],
}

/// Prints the spec of a session.
///
/// # Errors
/// Those of [`Runner::spec`].
pub async fn spec(runner: &Runner, spec: Spec) -> Result<ExitCode, Stop> {
    let (found, lost) = runner.spec(&spec.name).await?;
    if spec.json {
        print::json(&Found { spec: &found, lost: &lost })?;
        return Ok(ExitCode::SUCCESS);
    }
    // All that differs from nothing is all that it says.
    for difference in compare(&SessionSpec::default(), &found) {
        print::line(&format!("{}: {}", field_word(difference.field), difference.after.join(", ")))?;
    }
    say_lost(&lost);
    Ok(ExitCode::SUCCESS)
}

/// Names what a copy of the session will not have.
pub fn say_lost(lost: &[Lost]) {
    for part in lost {
        print::err(&format!("berthctl: no spec can say {}: {}", part.part, part.value));
    }
}
