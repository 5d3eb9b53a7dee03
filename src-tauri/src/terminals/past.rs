//! What a session wrote before somebody looked: neither engine's `attach` shows it.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use berth_runner::runner::Runner;
use berth_terminal::{History, Past};
use jiff::{Timestamp, tz::TimeZone};

/// When the run began that a terminal shows, once the engine has told.
pub(super) type Run = Arc<OnceLock<Option<Timestamp>>>;

/// Reads it, and notes the `run`. `before` is the last screen of an attach that ended, and
/// the run that it was of: an earlier run stays as it was seen, also where no log is kept.
pub(super) fn past(
    runner: Runner,
    session: String,
    lines: usize,
    joined: Duration,
    run: Run,
    before: Option<(Vec<u8>, Run)>,
) -> History {
    Box::new(move || {
        if run.get().is_none() {
            // What is written after the log was read and before the client has joined is
            // in neither.
            std::thread::sleep(joined);
        }
        let lines = lines.try_into().unwrap_or(u32::MAX);
        let logs = match tauri::async_runtime::block_on(runner.logs_by_run(&session, lines)) {
            Ok(logs) => logs,
            Err(error) => {
                tracing::info!("no past output for {session}: {error}");
                return Past::default();
            }
        };
        // It may be read again: of one attach it is always the same.
        let _ = run.set(logs.started_at);
        let of_another = |run: &Run| run.get().is_some_and(|began| *began != logs.started_at);
        let seen = before.as_ref().filter(|(_, run)| of_another(run));
        let earlier = match (logs.earlier, seen) {
            (Some(_), Some((screen, _))) => screen.clone(),
            (earlier, _) => earlier.unwrap_or_default(),
        };
        Past { earlier, divider: format!("started again {}", clock(logs.started_at)), run: logs.run }
    })
}

/// "12:04", with its day where that is not today.
fn clock(time: Option<Timestamp>) -> String {
    let zone = TimeZone::system();
    let Some(time) = time.map(|time| time.to_zoned_datetime(zone.clone())) else { return String::new() };
    let today = Timestamp::now().to_zoned_datetime(zone).date() == time.date();
    time.strftime(if today { "%H:%M" } else { "%Y-%m-%d %H:%M" }).to_string()
}
