//! All that is known of a run, for people.

use berth_archive::{LogState, Run};
use berth_runner::size;
use jiff::Timestamp;
use serde_json::Value;

use super::label;
use super::table::ran;
use crate::table::{plain, trimmed};
use crate::time::moment;
use crate::words::{exit, steps, who};

/// One line for each property; empty ones are left out.
pub fn facts(run: &Run, spec: Option<&Value>, now: Timestamp) -> String {
    let explained = exit::explain(&run.into());
    let some =
        |number: Option<u32>, unit: &str| number.map_or_else(String::new, |number| format!("{number}{unit}"));
    let health = run.health.iter().map(|(at, verdict)| format!("{} {verdict}", moment(*at)));
    let mut table = plain();
    for (word, value) in [
        ("Run", format!("{} (number {} in the history)", label(run), run.id)),
        ("Engine", run.key.session.engine.clone()),
        ("Container", container(run)),
        ("Image", run.image.clone()),
        ("Image id", run.image_id.clone().unwrap_or_default()),
        ("Started", moment(run.key.started_at)),
        ("Ended", run.ended_at.map_or_else(String::new, moment)),
        ("Ran", ran(run, now)),
        ("Ending", format!("{}\n{}", explained.title, explained.sentence)),
        ("Ended by", who::always(run)),
        ("Remark", who::unwatched(run).unwrap_or_default()),
        ("Grace", some(run.grace, " s")),
        ("Restarts", some(Some(run.restarts).filter(|restarts| *restarts > 0), "")),
        ("Memory", memory(run, spec).unwrap_or_default()),
        ("Health", health.collect::<Vec<_>>().join("\n")),
        ("Clock", clock(run).unwrap_or_default()),
        ("Log", log(run)),
        ("Screen", if run.has_screen { "kept; show it with --screen" } else { "" }.to_owned()),
        ("Pinned", if run.pinned { "yes: keep rules leave it alone" } else { "" }.to_owned()),
    ] {
        if !value.is_empty() {
            table.add_row([word.to_owned(), value]);
        }
    }
    trimmed(&table)
}

fn container(run: &Run) -> String {
    let which =
        if run.generation > 1 { format!(", number {} of this name", run.generation) } else { String::new() };
    let gone = if run.removed { ", gone" } else { "" };
    format!("{}{which}{gone}", run.key.session.container)
}

/// `used up to 60 MiB of 64 MiB memory`.
pub fn memory(run: &Run, spec: Option<&Value>) -> Option<String> {
    let peak = size(run.peak_memory?);
    Some(match spec.and_then(steps::memory_limit) {
        Some(limit) => format!("used up to {peak} of {} memory", size(limit)),
        None => format!("used up to {peak} of memory"),
    })
}

fn clock(run: &Run) -> Option<String> {
    Some(format!("the engine's clock differs from this machine's by {} s", run.clock_offset?))
}

/// What there is of its log.
pub fn log(run: &Run) -> String {
    let lines = if run.log_lines == 1 { "1 line".to_owned() } else { format!("{} lines", run.log_lines) };
    let length = format!("{lines}, {}", size(run.log_bytes));
    match &run.log {
        LogState::Unread => "nobody has read it".to_owned(),
        LogState::Whole => length,
        LogState::Partial => format!("{length}; it may go on after this"),
        LogState::Missing { why } => format!("{length}; some of it is missing: {why}"),
        LogState::Dropped => "removed to keep the history small".to_owned(),
    }
}
