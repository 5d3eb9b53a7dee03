//! Logs, whole or in part.

use jiff::Timestamp;

use super::invocation::Invocation;

/// Which part of a log, by the time at which it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The whole log.
    Whole,
    /// The records up to this time.
    Until(Timestamp),
    /// The records from this time on.
    Since(Timestamp),
    /// The records from the first of two times up to the second.
    Between(Timestamp, Timestamp),
}

impl Part {
    /// What lies between two times, each of which may be open.
    pub fn between(since: Option<Timestamp>, until: Option<Timestamp>) -> Self {
        match (since, until) {
            (None, None) => Self::Whole,
            (Some(since), None) => Self::Since(since),
            (None, Some(until)) => Self::Until(until),
            (Some(since), Some(until)) => Self::Between(since, until),
        }
    }
}

/// A log, or what of it is in its last `lines` records; all of it for [`u32::MAX`].
pub fn logs(id: &str, part: Part, lines: Option<u32>) -> Invocation {
    log_call(&["logs"], id, part, lines)
}

/// A log from its beginning, or from its last `lines` records, and what is written from
/// then on. Ends with the run.
pub fn follow_logs(id: &str, part: Part, lines: Option<u32>) -> Invocation {
    log_call(&["logs", "--follow"], id, part, lines)
}

fn log_call(verb: &[&str], id: &str, part: Part, lines: Option<u32>) -> Invocation {
    let (since, until) = match part {
        Part::Whole => (None, None),
        Part::Until(until) => (None, Some(until)),
        Part::Since(since) => (Some(since), None),
        Part::Between(since, until) => (Some(since), Some(until)),
    };
    let since = since.map(|time| format!("--since={time}"));
    let until = until.map(|time| format!("--until={time}"));
    let tail = lines.filter(|lines| *lines != u32::MAX).map(|lines| format!("--tail={lines}"));
    let times = since.as_deref().into_iter().chain(until.as_deref());
    let flags: Vec<&str> = verb.iter().copied().chain(times).chain(tail.as_deref()).collect();
    Invocation::new(&flags, [id])
}
