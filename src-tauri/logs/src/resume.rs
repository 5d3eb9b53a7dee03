//! Where a log goes on when it is opened again: which lines are known.

use jiff::Timestamp;

use crate::wire::LogStream;

/// How far before the last line a log is opened again, in nanoseconds: a stream may be behind the other.
const OVERLAP: i64 = 2_000_000_000;

/// The last lines of each stream of a container. Engines put them in the order of their times.
#[derive(Debug, Default)]
pub struct Resume {
    streams: [Last; 3],
}

#[derive(Debug, Default, Clone, Copy)]
struct Last {
    /// The time of the last line, and how many had it.
    at: Option<i64>,
    count: u32,
    /// How many of these came again.
    again: u32,
}

impl Resume {
    /// From when on the log is opened; from its beginning while no line is known.
    pub fn since(&self) -> Option<Timestamp> {
        let last = self.streams.iter().filter_map(|last| last.at).max()?;
        Timestamp::from_nanosecond(last.saturating_sub(OVERLAP).into()).ok()
    }

    /// The log is opened again: lines come that are known.
    pub fn again(&mut self) {
        self.streams.iter_mut().for_each(|last| last.again = 0);
    }

    /// Whether a line is new; it is known from then on. One without a time is always new.
    pub fn is_new(&mut self, stream: LogStream, at: Option<i64>, is_again: bool) -> bool {
        let (Some(last), Some(at)) = (self.streams.get_mut(stream as usize), at) else { return true };
        match last.at {
            Some(known) if is_again && at < known => false,
            Some(known) if is_again && at == known && last.again < last.count => {
                last.again += 1;
                false
            }
            Some(known) if at == known => {
                last.count += 1;
                last.again += 1;
                true
            }
            // A clock that was set back.
            Some(known) if at < known => true,
            _ => {
                *last = Last { at: Some(at), count: 1, again: 1 };
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// A log that grows while it is opened again and again, from some line before its end.
        #[test]
        fn each_line_is_new_once(
            steps in proptest::collection::vec((0_i64..3, any::<bool>()), 1..40),
            breaks in proptest::collection::vec(1_usize..40, 0..5),
        ) {
            let mut at = 0;
            let log: Vec<(LogStream, i64)> = steps.iter().map(|(step, errors)| {
                at += step;
                (if *errors { LogStream::Errors } else { LogStream::Output }, at)
            }).collect();
            let mut ends: Vec<usize> = breaks.into_iter().map(|end| end.min(log.len())).collect();
            ends.push(log.len());
            ends.sort_unstable();
            let (mut resume, mut new) = (Resume::default(), Vec::new());
            for (opened, end) in ends.into_iter().enumerate() {
                resume.again();
                for (stream, at) in &log[..end] {
                    if resume.is_new(*stream, Some(*at), opened > 0) {
                        new.push((*stream, *at));
                    }
                }
            }
            prop_assert_eq!(new, log);
        }
    }

    #[test]
    fn it_is_opened_a_little_before_its_last_line() {
        let mut resume = Resume::default();
        assert_eq!(resume.since(), None);
        resume.is_new(LogStream::Errors, Some(5_000_000_000), false);
        resume.is_new(LogStream::Output, Some(9_000_000_000), false);
        assert_eq!(resume.since(), Timestamp::from_second(7).ok());
        assert!(resume.is_new(LogStream::Output, None, true));
    }
}
