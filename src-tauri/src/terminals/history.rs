//! The output of a session from before a view: neither engine's `attach` shows it.

use std::sync::Arc;
use std::time::Duration;

use berth_runner::{LogsByRun, Run, Runner};
use berth_terminal::{LogReader, Transcript};
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;

use super::key::TerminalKey;
use super::runs::LastShownRuns;

/// How an attach reads the log.
pub(super) struct LogSource {
    pub runner: Runner,
    pub key: TerminalKey,
    /// How much of the log, in lines.
    pub lines: usize,
    /// How long the client takes to attach.
    pub attach_time: Duration,
    /// The last screen of the attach before: an earlier run stays as it was seen, also
    /// where no log is kept.
    pub screen: Option<Vec<u8>>,
    pub runs: LastShownRuns,
    pub separators: Arc<Separators>,
}

/// Reads the log when it is called, and records its run.
pub(super) fn log_reader(source: LogSource) -> LogReader {
    let LogSource { runner, key, lines, attach_time, screen, runs, separators } = source;
    let lines = lines.try_into().unwrap_or(u32::MAX);
    // Taken now: when the log is read a second time, the recorded run is this one.
    let seen = runs.of(&key);
    let mut first = true;
    Box::new(move || {
        if std::mem::take(&mut first) {
            // Neither log nor attach has the output between the reading of the log and the
            // attach of the client.
            std::thread::sleep(attach_time);
        }
        let read = runner.logs_by_run(&key.session, lines, seen);
        match tauri::async_runtime::block_on(read) {
            Ok(logs) => {
                runs.record(&key, logs.of);
                transcript(logs, screen.as_deref(), seen, &separators)
            }
            Err(error) => {
                tracing::warn!("no transcript for {}: {error}", key.session);
                // What was seen is not lost with it.
                screen.clone().unwrap_or_default().into()
            }
        }
    })
}

/// The transcript of a log: runs before the last one stay as the `screen` showed them.
fn transcript(
    logs: LogsByRun,
    screen: Option<&[u8]>,
    seen: Option<Run>,
    separators: &Separators,
) -> Transcript {
    let previous = match (logs.earlier, screen) {
        (Some(_), Some(screen)) if seen.is_some_and(|seen| seen.began != logs.of.began) => screen.to_vec(),
        (earlier, _) => earlier.unwrap_or_default(),
    };
    let separator = separators.between(seen, logs.of);
    Transcript { previous, separator, current: logs.run, ended: logs.of.ended.is_some() }
}

/// The lines between two runs, in the language of the window: `{time}` stands for the start of
/// the later one, `{times}` for the number of starts in between.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Separators {
    pub once: String,
    pub often: String,
}

impl Default for Separators {
    fn default() -> Self {
        let (once, often) = ("started again {time}", "started again {times} times, last {time}");
        Self { once: once.to_owned(), often: often.to_owned() }
    }
}

impl Separators {
    /// The line between the run that was `seen` and a later one.
    pub(super) fn between(&self, seen: Option<Run>, run: Run) -> String {
        let times = seen.map_or(0, |seen| run.restarts.saturating_sub(seen.restarts));
        let line = if times > 1 { &self.often } else { &self.once };
        line.replace("{times}", &times.to_string()).replace("{time}", &clock(run.began))
    }
}

/// "12:04", with its day where that is not today.
fn clock(time: Option<Timestamp>) -> String {
    let zone = TimeZone::system();
    let Some(time) = time.map(|time| time.to_zoned_datetime(zone.clone())) else { return String::new() };
    let today = Timestamp::now().to_zoned_datetime(zone).date() == time.date();
    time.strftime(if today { "%H:%M" } else { "%Y-%m-%d %H:%M" }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(began: i64, ended: bool, restarts: u32) -> Run {
        let at = |second| Some(Timestamp::constant(second, 0));
        Run { began: at(began), ended: ended.then(|| at(began + 1)).flatten(), restarts }
    }

    fn logs(earlier: Option<&str>, of: Run) -> LogsByRun {
        LogsByRun { earlier: earlier.map(Into::into), run: b"now".to_vec(), of }
    }

    fn shown(logs: LogsByRun, screen: Option<&[u8]>, seen: Option<Run>) -> Transcript {
        transcript(logs, screen, seen, &Separators::default())
    }

    #[test]
    fn an_earlier_run_stays_as_it_was_seen() {
        let transcript = shown(logs(Some("log"), run(5, false, 0)), Some(b"screen"), Some(run(1, true, 0)));
        assert_eq!(transcript.previous, b"screen");
        assert_eq!((transcript.current, transcript.ended), (b"now".to_vec(), false));
    }

    #[test]
    fn without_a_screen_an_earlier_run_is_read_from_the_log() {
        let transcript = shown(logs(Some("log"), run(5, true, 0)), None, Some(run(1, true, 0)));
        assert_eq!((transcript.previous, transcript.ended), (b"log".to_vec(), true));
    }

    #[test]
    fn the_same_run_has_no_earlier_part() {
        let transcript = shown(logs(None, run(1, false, 0)), Some(b"screen"), Some(run(1, false, 0)));
        assert_eq!(transcript.previous, b"");
    }

    #[test]
    fn the_separator_counts_the_starts_since_the_run_that_was_seen() {
        let separators = Separators::default();
        let once = separators.between(Some(run(1, true, 0)), run(5, true, 1));
        assert!(once.starts_with("started again 1970-01-01 "), "{once}");
        let often = separators.between(Some(run(1, true, 0)), run(5, true, 3));
        assert!(often.starts_with("started again 3 times, last 1970-01-01 "), "{often}");
    }
}
