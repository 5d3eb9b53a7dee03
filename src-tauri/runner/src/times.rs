//! How long the engine took over what it was asked.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The calls of one kind since the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CallTime {
    /// Of the client: `ps`, `container inspect`.
    pub verb: String,
    /// How many there were.
    pub count: u32,
    /// Of the last one, in milliseconds.
    pub last_ms: u32,
    /// Of the slowest one, in milliseconds.
    pub slowest_ms: u32,
}

/// By verb, of which there are some dozens.
#[derive(Debug, Default)]
pub(crate) struct Times(BTreeMap<String, CallTime>);

impl Times {
    pub fn note(&mut self, verb: String, took: Duration) {
        let last_ms = u32::try_from(took.as_millis()).unwrap_or(u32::MAX);
        let known =
            self.0.entry(verb.clone()).or_insert(CallTime { verb, count: 0, last_ms: 0, slowest_ms: 0 });
        known.count = known.count.saturating_add(1);
        known.last_ms = last_ms;
        known.slowest_ms = known.slowest_ms.max(last_ms);
    }

    pub fn slowest_first(&self) -> Vec<CallTime> {
        let mut times: Vec<CallTime> = self.0.values().cloned().collect();
        times.sort_by_key(|time| std::cmp::Reverse(time.slowest_ms));
        times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_is_told_first_with_its_last() {
        let mut times = Times::default();
        for (verb, ms) in [("ps", 300), ("ps", 20), ("start", 900), ("version", 5)] {
            times.note(verb.to_owned(), Duration::from_millis(ms));
        }
        let told: Vec<_> = times
            .slowest_first()
            .into_iter()
            .map(|time| (time.verb, time.count, time.last_ms, time.slowest_ms))
            .collect();
        let expected = [("start", 1, 900, 900), ("ps", 2, 20, 300), ("version", 1, 5, 5)];
        assert_eq!(
            told,
            expected.map(|(name, count, last, slowest)| (name.to_owned(), count, last, slowest))
        );
    }
}
