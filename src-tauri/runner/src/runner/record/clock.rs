//! The engine's clock against ours: its events say when they were, and come a moment later.

use std::collections::VecDeque;

use jiff::Timestamp;

/// Events that are looked at: the one that came fastest tells best.
const WINDOW: usize = 8;
/// A difference of so many seconds is none: events take as long.
const TOLERANCE: i64 = 2;

#[derive(Debug, Default)]
pub(super) struct Clock {
    /// Seconds that the engine's time was ahead of ours as an event came.
    ahead: VecDeque<i64>,
    told: i32,
}

impl Clock {
    /// Takes an event of `at`, by the engine's clock, that came at `now`, by ours. The seconds
    /// that the engine's is ahead, where that is news.
    pub fn tick(&mut self, at: Timestamp, now: Timestamp) -> Option<i32> {
        self.ahead.push_back(at.duration_since(now).as_secs());
        if self.ahead.len() > WINDOW {
            self.ahead.pop_front();
        }
        let fastest = *self.ahead.iter().max()?;
        let offset = if fastest.abs() > TOLERANCE { i32::try_from(fastest).ok()? } else { 0 };
        if (offset - self.told).abs() <= i32::from(offset != 0) {
            return None;
        }
        self.told = offset;
        Some(offset)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn only_a_difference_that_is_none_of_the_way_counts() {
        let at = |seconds: i64| Timestamp::from_second(1_000_000 + seconds).unwrap();
        let mut clock = Clock::default();
        assert_eq!(clock.tick(at(0), at(1)), None);
        // One that was replayed.
        assert_eq!(clock.tick(at(0), at(100)), None);
        let mut behind = Clock::default();
        assert_eq!(behind.tick(at(0), at(3600)), Some(-3600));
        assert_eq!(behind.tick(at(10), at(3611)), None);
        // It was set.
        let mut last = None;
        for second in 0..10 {
            last = last.or(behind.tick(at(second), at(second)));
        }
        assert_eq!(last, Some(0));
    }
}
