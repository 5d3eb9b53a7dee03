//! Two streams of one program, made one: by the times of their lines.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::records::Record;
use crate::wire::LogStream;

/// How long a line waits for an earlier one of the other stream, which comes through another pipe.
pub const HOLD: Duration = Duration::from_millis(60);
/// Bytes that wait at most.
const MOST: usize = 8 << 20;

/// Lines that wait for those of the other stream.
#[derive(Debug, Default)]
pub struct Weave {
    output: Waiting,
    errors: Waiting,
}

#[derive(Debug, Default)]
struct Waiting {
    lines: VecDeque<(Instant, Record)>,
    bytes: usize,
}

impl Waiting {
    /// The time of the first, and when it came: times of a podman on another machine are whole seconds.
    fn at(&self) -> Option<(i64, Instant)> {
        self.lines.front().map(|(came, record)| (record.at.unwrap_or(i64::MIN), *came))
    }

    fn pop(&mut self) -> Option<Record> {
        let (_, record) = self.lines.pop_front()?;
        self.bytes -= record.text.len();
        Some(record)
    }

    /// Whether the first has waited long enough.
    fn is_due(&self, now: Instant) -> bool {
        let waited = |came: &Instant| now.saturating_duration_since(*came) >= HOLD;
        self.bytes > MOST || self.lines.front().is_some_and(|(came, _)| waited(came))
    }
}

impl Weave {
    /// Takes the next line of a stream.
    pub fn push(&mut self, stream: LogStream, record: Record, now: Instant) {
        let waiting = if stream == LogStream::Errors { &mut self.errors } else { &mut self.output };
        waiting.bytes += record.text.len();
        waiting.lines.push_back((now, record));
    }

    /// The next line in order, once no earlier one can come any more.
    pub fn pop(&mut self, now: Instant) -> Option<(LogStream, Record)> {
        let (stream, waiting) = match (self.output.at(), self.errors.at()) {
            (Some(output), Some(errors)) if output <= errors => (LogStream::Output, &mut self.output),
            (_, Some(_)) if self.output.at().is_some() || self.errors.is_due(now) => {
                (LogStream::Errors, &mut self.errors)
            }
            (Some(_), None) if self.output.is_due(now) => (LogStream::Output, &mut self.output),
            _ => return None,
        };
        Some((stream, waiting.pop()?))
    }

    /// Whether lines wait.
    pub fn is_empty(&self) -> bool {
        self.output.lines.is_empty() && self.errors.lines.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(at: i64) -> Record {
        Record { at: Some(at), text: b"x".to_vec(), cut: false }
    }

    #[test]
    fn lines_come_by_time_and_none_is_held_for_long() {
        let (mut weave, now) = (Weave::default(), Instant::now());
        for (stream, at) in [
            (LogStream::Output, 1),
            (LogStream::Output, 4),
            (LogStream::Errors, 2),
            (LogStream::Errors, 4),
            (LogStream::Output, 9),
        ] {
            weave.push(stream, record(at), now);
        }
        let mut taken = Vec::new();
        while let Some((stream, record)) = weave.pop(now) {
            taken.push((stream, record.at.unwrap_or_default()));
        }
        let (out, err) = (LogStream::Output, LogStream::Errors);
        assert_eq!(taken, [(out, 1), (err, 2), (out, 4), (err, 4)]);
        assert!(!weave.is_empty());
        assert_eq!(weave.pop(now + HOLD).map(|(stream, _)| stream), Some(out));
        assert!(weave.is_empty());
    }
}
