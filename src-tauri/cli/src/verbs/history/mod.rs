//! The history: verbs on the archive, which need no engine.
//!
//! They block, and run on a thread of their own: an interrupt ends the program without them.

mod check;
mod diff;
mod erase;
mod export;
mod keep;
mod list;
mod scope;
mod search;
mod show;

use std::process::ExitCode;

use crate::cli::{History, HistoryVerb, List};
use crate::exit::Stop;
use crate::runs::find;

pub use keep::keep;
pub use scope::{Scope, apart};

/// Runs a verb that needs no engine.
pub async fn history(scope: Scope, History { verb, list }: History) -> Result<ExitCode, Stop> {
    apart(move || run(&scope, verb, &list)).await
}

fn run(scope: &Scope, verb: Option<HistoryVerb>, list: &List) -> Result<ExitCode, Stop> {
    let find = |named| find(&scope.archive, &scope.engines, &named);
    match verb {
        None => list::list(scope, list),
        Some(HistoryVerb::Show { run, json, screen, lines }) => {
            let run = find(run)?;
            match (json, screen) {
                (true, _) => show::json(scope, &run, lines),
                (_, true) => show::screen(scope, &run),
                _ => show::show(scope, &run, lines),
            }
        }
        Some(HistoryVerb::Search(search)) => search::search(scope, search),
        Some(HistoryVerb::Diff { before, after, json }) => {
            diff::diff(scope, (&find(before)?, &find(after)?), json)
        }
        Some(HistoryVerb::Export { run, to, zip }) => export::export(scope, &find(run)?, &to, zip),
        Some(HistoryVerb::Erase { what, yes }) => erase::erase(scope, &what, yes),
        Some(HistoryVerb::Pin { run }) => keep::pin(scope, &find(run)?, true),
        Some(HistoryVerb::Unpin { run }) => keep::pin(scope, &find(run)?, false),
        Some(HistoryVerb::Check { json }) => check::check(scope, json),
        // The program asks the engine first.
        Some(HistoryVerb::Keep { .. } | HistoryVerb::KeepNothing { .. }) => Ok(ExitCode::SUCCESS),
    }
}
