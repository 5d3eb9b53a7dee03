//! Flow control towards one consumer.

/// Nothing is sent while this many bytes are not acknowledged …
pub const HIGH_WATER_BYTES: usize = 1024 * 1024;
/// … until no more than this many are left.
pub const LOW_WATER_BYTES: usize = 256 * 1024;

/// Counts the bytes that a consumer was sent and has not acknowledged.
#[derive(Debug, Default)]
pub struct Credits {
    unacknowledged: usize,
    /// Over the high water mark and not yet down to the low one.
    stalled: bool,
}

impl Credits {
    /// Bytes that were sent and not acknowledged.
    pub fn unacknowledged(&self) -> usize {
        self.unacknowledged
    }

    /// Whether sending has to wait for acknowledgements.
    pub fn is_stalled(&self) -> bool {
        self.stalled
    }

    /// Counts `bytes` as sent.
    pub fn spend(&mut self, bytes: usize) {
        self.unacknowledged += bytes;
        self.stalled |= self.unacknowledged >= HIGH_WATER_BYTES;
    }

    /// Counts `bytes` as acknowledged; a consumer that acknowledges too many owes nothing.
    pub fn acknowledge(&mut self, bytes: usize) {
        self.unacknowledged = self.unacknowledged.saturating_sub(bytes);
        self.stalled &= self.unacknowledged > LOW_WATER_BYTES;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sending_stops_at_the_high_mark_and_goes_on_at_the_low_one() {
        let mut credits = Credits::default();
        let steps: [(isize, bool); 6] = [
            (HIGH_WATER_BYTES as isize - 1, false),
            (1, true),
            (-(HIGH_WATER_BYTES as isize - LOW_WATER_BYTES as isize - 1), true),
            (-1, false),
            (1, false),
            (HIGH_WATER_BYTES as isize, true),
        ];
        for (at, (bytes, stalled)) in steps.into_iter().enumerate() {
            match usize::try_from(bytes) {
                Ok(sent) => credits.spend(sent),
                Err(_) => credits.acknowledge(bytes.unsigned_abs()),
            }
            assert_eq!(credits.is_stalled(), stalled, "step {at}");
        }
    }

    #[test]
    fn too_many_acknowledgements_are_no_credit() {
        let mut credits = Credits::default();
        credits.spend(10);
        credits.acknowledge(usize::MAX);
        assert_eq!(credits.unacknowledged(), 0);
        credits.spend(HIGH_WATER_BYTES);
        assert!(credits.is_stalled());
    }
}
