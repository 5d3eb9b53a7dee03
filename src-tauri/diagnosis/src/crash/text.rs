//! What stands in a report.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use jiff::Timestamp;

use crate::log::older;
use crate::mask::masked;
use crate::system;

/// So much of the log is in a report, in bytes.
const TAIL: u64 = 8 << 10;

/// A panic.
pub struct Panic<'a> {
    pub message: &'a str,
    pub place: &'a str,
    pub thread: &'a str,
    pub backtrace: &'a str,
}

impl Panic<'_> {
    pub fn text(&self, log: &Path) -> String {
        let Self { message, place, thread, backtrace } = self;
        let about = format!("What: {}\nWhere: {place}\nThread: {thread}\n", without_quoted(message));
        report("A part of Berth failed", &about, &format!("\nBacktrace:\n{backtrace}\n"), log)
    }
}

pub fn of_page(about: &str, log: &Path) -> String {
    report("A page of Berth ended, and was loaded again", &format!("{}\n", about.trim_end()), "", log)
}

fn report(title: &str, about: &str, more: &str, log: &Path) -> String {
    let (version, system, at) = (env!("CARGO_PKG_VERSION"), system::name(), Timestamp::now());
    let lines = tail(log);
    // The log before a backtrace, which is what is cut off.
    masked(&format!(
        "{title}\n\nBerth {version} on {system}\nAt: {at:.0}\n{about}\nLast lines of the log:\n{lines}{more}"
    ))
}

/// A panic may quote what it was about: a text that somebody typed, or a program printed.
fn without_quoted(message: &str) -> String {
    let mut kept = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(at) = rest.find(['`', '"']) {
        let quote = &rest[at..=at];
        let after = &rest[at + 1..];
        kept.push_str(&rest[..=at]);
        // From the first to the last: what is quoted may hold quotes.
        let Some(end) = after.rfind(quote) else {
            kept.push('…');
            return kept;
        };
        kept.push('…');
        kept.push_str(quote);
        rest = &after[end + 1..];
    }
    kept + rest
}

/// The last whole lines; none where the log can't be read. A log that has just begun is led by the end of the one before.
fn tail(log: &Path) -> String {
    let newer = last_lines(log, TAIL);
    let room = TAIL.saturating_sub(newer.len() as u64);
    let mut older = last_lines(&older(log, 1), room);
    older.push_str(&newer);
    older
}

fn last_lines(log: &Path, most: u64) -> String {
    let read = || -> io::Result<String> {
        let mut file = File::open(log)?;
        let from = file.metadata()?.len().saturating_sub(most);
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(match from {
            0 => text,
            _ => text.split_once('\n').map(|(_, whole)| whole.to_owned()).unwrap_or_default(),
        })
    };
    read().unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_a_panic_quotes_is_left_out() {
        for (message, expected) in [
            ("byte index 3 is inside 'é' of `my pass`word`", "byte index 3 is inside 'é' of `…`"),
            ("called `Result::unwrap()` on an `Err` value: \"hunter2\"", "called `…` value: \"…\""),
            ("cut off: \"hunter2", "cut off: \"…"),
            ("index out of bounds", "index out of bounds"),
        ] {
            assert_eq!(without_quoted(message), expected);
        }
    }

    #[test]
    fn the_end_of_a_log_begins_with_a_line() {
        let log = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(log.path(), "a line of the log\n".repeat(1000)).unwrap();
        let tail = tail(log.path());
        assert!(tail.len() > 8000 && tail.lines().all(|line| line == "a line of the log"), "{tail}");
        assert_eq!(super::tail(Path::new("/nowhere/berth.log")), "");
    }

    #[test]
    fn a_log_that_has_just_begun_is_led_by_the_one_before() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("berth.log");
        std::fs::write(folder.path().join("berth.1.log"), "old\n".repeat(5000)).unwrap();
        std::fs::write(&log, "new\n").unwrap();
        let tail = tail(&log);
        assert!(tail.len() > 8000 && tail.len() <= 8192 && tail.ends_with("old\nnew\n"), "{tail}");
    }
}
