//! What is kept: pinned runs, and sessions of which nothing is.

use std::process::ExitCode;

use berth_archive::Run;
use berth_runner::Runner;

use super::{Scope, apart};
use crate::exit::Stop;
use crate::print;
use crate::runs::{Named, find, label};

pub fn pin(scope: &Scope, run: &Run, pinned: bool) -> Result<ExitCode, Stop> {
    scope.archive.pin(run.id, pinned)?;
    print::line(&match pinned {
        true => format!("Pinned {}; it stays, whatever its age and size", label(run)),
        false => format!("{} is no longer pinned; it goes when it is old", label(run)),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Has the runs of a session kept, or nothing of it nor of others of its name. The session is the engine's of that name; else
/// the last one in the history.
pub async fn keep(
    runner: Result<Runner, Stop>,
    scope: Scope,
    name: String,
    kept: bool,
) -> Result<ExitCode, Stop> {
    let asked = match runner {
        Ok(runner) => runner.status(&name).await.map_err(Stop::from),
        Err(stop) => Err(stop),
    };
    apart(move || {
        let (engine, name) = match asked {
            Ok(session) => (session.engine, session.name),
            Err(stop) => match find(&scope.archive, &scope.engines, &Named::Last(name)) {
                Ok(run) => (run.key.session.engine, run.name),
                // What the engine said is the better reason.
                Err(_) => return Err(stop),
            },
        };
        scope.archive.exclude(&engine, &name, !kept)?;
        print::line(&match kept {
            true => format!("The runs of {name} on {engine} are kept from now on"),
            false => format!(
                "From now on nothing is kept of {name} on {engine}, nor of a new session of that name. What is \
                 kept already stays; erase it with: berthctl history erase {name}"
            ),
        })?;
        Ok(ExitCode::SUCCESS)
    })
    .await
}
