//! Reads the logs of sessions.

use std::time::Duration;

use jiff::Timestamp;

use super::Runner;
use super::call::CallContext;
use super::inspect::Inspected;
use crate::args::{Invocation, Part};
use crate::error::{Error, Result};
use crate::kind::EngineKind;
use crate::parse::inspect;
use crate::session::Run;

/// Lines of a log that are shown when nobody says how many.
pub const DEFAULT_LINES: u32 = 100;
/// The most of a log that [`Runner::logs`] returns, in bytes; the end of it.
const MAX_LOG_BYTES: usize = 16 << 20;

/// What of a log is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogQuery {
    /// The last lines, at most; [`u32::MAX`] for all.
    pub lines: u32,
    /// Only what was written from this time on.
    pub since: Option<Timestamp>,
    /// The engine's time before each record (RFC 3339 with nanoseconds; podman's local, docker's UTC).
    pub timestamps: bool,
}

impl From<u32> for LogQuery {
    fn from(lines: u32) -> Self {
        Self { lines, since: None, timestamps: false }
    }
}

impl LogQuery {
    pub(super) fn part(self) -> Part {
        self.since.map_or(Part::Whole, Part::Since)
    }
}

/// What a session wrote in its last run, and before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogsByRun {
    /// Of the runs before; `None` when there was none that the engine remembers.
    pub earlier: Option<Vec<u8>>,
    /// Of the last run; at most 16 MiB, as [`LogsByRun::earlier`].
    pub run: Vec<u8>,
    /// The last run itself.
    pub of: Run,
}

impl Runner {
    /// The last lines, stdout and stderr in the order they came, ANSI kept.
    ///
    /// docker counts records: it cuts long lines into several (16 KB each), so fewer
    /// lines may come, and the first may begin inside an escape sequence. An unfinished
    /// last line is in podman's log at once, in docker's when it is finished or the
    /// session ended. Of more than 16 MiB the end.
    ///
    /// # Errors
    /// If there is no such session, or the engine refuses (as with a log driver that keeps
    /// nothing) or does not answer in time.
    pub async fn logs(&self, key: &str, query: impl Into<LogQuery>) -> Result<Vec<u8>> {
        let query = query.into();
        let found = self.resolve(key).await?;
        self.tail(&found, query.part(), query).await
    }

    /// As [`Runner::logs`], split at the last start of the session, and empty where the log
    /// cannot be read, as with a log driver that keeps nothing. With `seen`, an earlier run,
    /// everything after that run counts as the last; otherwise only a run that has ended is
    /// split from the runs before.
    ///
    /// # Errors
    /// If there is no such session or the engine does not answer. A log that cannot be read is
    /// empty.
    pub async fn logs_by_run(&self, key: &str, lines: u32, seen: Option<Run>) -> Result<LogsByRun> {
        let found = self.resolve(key).await?;
        let read = async |part| {
            self.tail(&found, part, lines).await.unwrap_or_else(|error| {
                tracing::info!("no transcript: {error}");
                Vec::new()
            })
        };
        let after_seen = seen.and_then(|seen| inspect::after_run(&found.row, seen));
        let (run, earlier) = match after_seen.or_else(|| inspect::between_runs(&found.row)) {
            Some(time) => (read(Part::Since(time)).await, Some(read(Part::Until(time)).await)),
            None => (read(Part::Whole).await, None),
        };
        Ok(LogsByRun { earlier, run, of: inspect::run(&found.row) })
    }

    /// podman 4.3's `--tail` garbles lines that were written in pieces, as a prompt is: of
    /// the records `P p4`, `P p5`, `F end5` it makes "p5p4\nend5", and it loses the very
    /// first. So its log is read whole and cut here, while that is quick.
    pub(super) async fn tail(
        &self,
        found: &Inspected,
        part: Part,
        query: impl Into<LogQuery>,
    ) -> Result<Vec<u8>> {
        let LogQuery { lines, timestamps, .. } = query.into();
        let id = &found.session.id;
        let call = |lines| self.subject(id).logs(part, lines).timestamped(timestamps);
        if self.engine().kind == EngineKind::Podman {
            match self.end_of_log(found, call(None), self.limits().whole_log).await {
                Ok(log) => return Ok(log.last_lines(lines).bytes),
                Err(Error::TimedOut { .. }) => {
                    tracing::debug!(id, "a long log: its end as the engine cuts it")
                }
                Err(error) => return Err(error),
            }
        }
        let log = self.end_of_log(found, call(Some(lines)), self.limits().logs).await?;
        Ok(log.bytes)
    }

    pub(super) async fn end_of_log(
        &self,
        found: &Inspected,
        invocation: Invocation,
        limit: Duration,
    ) -> Result<LogEnd> {
        let context = CallContext { operation: "read the logs of", name: &found.session.name };
        let mut log = LogEnd::default();
        let read = self.read_log(context, found.session.tty, invocation, limit, |bytes| {
            log.push(bytes);
            Ok(())
        });
        read.await?;
        log.bytes.drain(..log.bytes.len().saturating_sub(MAX_LOG_BYTES));
        Ok(log)
    }
}

/// The end of a log, and its length.
#[derive(Debug, Default)]
pub(super) struct LogEnd {
    /// The last [`MAX_LOG_BYTES`], up to twice as many while it is read.
    pub bytes: Vec<u8>,
    /// Bytes of the whole log.
    pub total: u64,
}

impl LogEnd {
    pub fn push(&mut self, bytes: &[u8]) {
        self.total += bytes.len() as u64;
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() > 2 * MAX_LOG_BYTES {
            self.bytes.drain(..self.bytes.len() - MAX_LOG_BYTES);
        }
    }

    /// Without all but the last `lines` lines.
    pub fn last_lines(mut self, lines: u32) -> Self {
        self.bytes.drain(..beginning_of_last(&self.bytes, lines));
        self
    }
}

/// Where the last `lines` lines begin; the last one may lack its end.
fn beginning_of_last(log: &[u8], lines: u32) -> usize {
    let Some(last) = usize::try_from(lines).ok().and_then(|lines| lines.checked_sub(1)) else {
        return log.len();
    };
    let body = log.strip_suffix(b"\n").unwrap_or(log);
    let mut ends = body.iter().enumerate().rev().filter(|(_, byte)| **byte == b'\n');
    ends.nth(last).map_or(0, |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::beginning_of_last;

    #[test]
    fn the_last_lines_are_counted_from_the_end() {
        let log = b"one\r\n\ntwo\nprompt> ";
        for (lines, expected) in [
            (0, &b""[..]),
            (1, b"prompt> "),
            (2, b"two\nprompt> "),
            (3, b"\ntwo\nprompt> "),
            (4, log),
            (u32::MAX, log),
        ] {
            assert_eq!(&log[beginning_of_last(log, lines)..], expected, "{lines}");
        }
        assert_eq!(beginning_of_last(b"a\nb\n", 1), 2);
        assert_eq!(beginning_of_last(b"", 5), 0);
    }
}
