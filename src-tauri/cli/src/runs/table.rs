//! Runs for people: a line each.

use berth_archive::Run;
use jiff::Timestamp;

use super::label;
use crate::table::{plain, trimmed};
use crate::time::{age, duration};
use crate::words::{exit, who};

/// One line for each run.
pub fn table(runs: &[Run], now: Timestamp) -> String {
    let mut table = plain();
    table.set_header(["RUN", "ENGINE", "AGE", "RAN", "ENDING", "BY"]);
    for run in runs {
        table.add_row([
            label(run),
            run.key.session.engine.clone(),
            age(run.key.started_at, now),
            ran(run, now),
            exit::word(&run.into()),
            who::always(run),
        ]);
    }
    trimmed(&table)
}

/// How long it ran, or has run; empty where its end is not known.
pub fn ran(run: &Run, now: Timestamp) -> String {
    match (run.ended_at, run.ending) {
        (Some(end), _) => duration(run.key.started_at, end),
        (None, None) => duration(run.key.started_at, now),
        (None, Some(_)) => String::new(),
    }
}
