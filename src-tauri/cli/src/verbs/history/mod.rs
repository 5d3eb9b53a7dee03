//! The history: verbs on the archive, which need no engine.
//!
//! They block, and run on a thread of their own: an interrupt ends the program without them.

mod check;
mod diff;
mod erase;
mod export;
mod keep;
mod list;
mod past;
mod search;
mod show;

use std::process::ExitCode;

use crate::cli::{History, HistoryVerb, List};
use crate::exit::Stop;
use crate::past::find;

pub use keep::keep;
pub use past::{Past, apart};

/// Runs a verb that needs no engine.
pub async fn history(past: Past, History { verb, list }: History) -> Result<ExitCode, Stop> {
    apart(move || run(&past, verb, &list)).await
}

fn run(past: &Past, verb: Option<HistoryVerb>, list: &List) -> Result<ExitCode, Stop> {
    let find = |named| find(&past.archive, &past.engines, &named);
    match verb {
        None => list::list(past, list),
        Some(HistoryVerb::Show { run, json, screen, lines }) => {
            let run = find(run)?;
            match (json, screen) {
                (true, _) => show::json(past, &run, lines),
                (_, true) => show::screen(past, &run),
                _ => show::show(past, &run, lines),
            }
        }
        Some(HistoryVerb::Search(search)) => search::search(past, search),
        Some(HistoryVerb::Diff { before, after, json }) => {
            diff::diff(past, (&find(before)?, &find(after)?), json)
        }
        Some(HistoryVerb::Export { run, to, zip }) => export::export(past, &find(run)?, &to, zip),
        Some(HistoryVerb::Erase { what, yes }) => erase::erase(past, &what, yes),
        Some(HistoryVerb::Pin { run }) => keep::pin(past, &find(run)?, true),
        Some(HistoryVerb::Unpin { run }) => keep::pin(past, &find(run)?, false),
        Some(HistoryVerb::Check { json }) => check::check(past, json),
        // The program asks the engine first.
        Some(HistoryVerb::Keep { .. } | HistoryVerb::KeepNothing { .. }) => Ok(ExitCode::SUCCESS),
    }
}
