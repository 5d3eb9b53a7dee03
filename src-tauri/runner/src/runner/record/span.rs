//! Which part of an engine's log belongs to which run, by time.
//!
//! An engine has one log a container, over all its runs. docker 20.10 logs a run's last lines up
//! to 30 ms after its `FinishedAt`, and its first up to a millisecond before its `StartedAt`; it
//! restarts after 230 ms at least, podman 4.3 after 80 ms.

use jiff::{SignedDuration, Timestamp};

/// How long after its end a run's last lines may come.
const AFTER_END: SignedDuration = SignedDuration::from_millis(40);

/// The times between which the log has the lines of one run; `None` is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub since: Option<Timestamp>,
    pub until: Option<Timestamp>,
}

/// Where the log of a run ends that ended at `ended` and was followed by one that `began` then.
/// Half the pause between both, where that is short.
pub(crate) fn cut(ended: Timestamp, began: Option<Timestamp>) -> Timestamp {
    let pause = began.map_or(AFTER_END, |began| (began.duration_since(ended) / 2).min(AFTER_END));
    ended.checked_add(pause.max(SignedDuration::ZERO)).unwrap_or(ended)
}

impl Span {
    /// Of a run that began at `began`, after one that ended at `before`. What others wrote
    /// between both, of whom nobody knows, belongs to it.
    pub fn from(before: Option<Timestamp>, began: Timestamp) -> Self {
        Self { since: before.map(|before| cut(before, Some(began))), until: None }
    }

    /// The same of a run that ended at `ended`, where another may follow by itself at any time.
    pub fn to(self, ended: Option<Timestamp>, restarts: bool) -> Self {
        let until = ended.filter(|_| restarts).map(|ended| cut(ended, None));
        Self { until, ..self }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_000_000 + millis).unwrap()
    }

    #[test]
    fn neighbours_share_their_border() {
        for (ended, began, expected) in [(0, 1000, 40), (0, 60, 30), (0, 0, 0), (10, 5, 10)] {
            let border = cut(at(ended), Some(at(began)));
            assert_eq!(border, at(expected), "{ended} {began}");
            assert_eq!(Span::from(Some(at(ended)), at(began)).since, Some(border));
        }
    }

    #[test]
    fn the_first_and_the_last_are_open() {
        assert_eq!(Span::from(None, at(0)), Span::default());
        assert_eq!(Span::from(None, at(0)).to(Some(at(5)), false), Span::default());
        assert_eq!(Span::from(None, at(0)).to(Some(at(5)), true).until, Some(at(45)));
        assert_eq!(Span::from(None, at(0)).to(None, true).until, None);
    }
}
