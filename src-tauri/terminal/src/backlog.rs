//! Output on its way to the screen model.
//!
//! The model reads at once, unless there is a flood: then it reads by the piece, most of
//! which it need not look at (see `emulator/leap.rs`). A program that asks something in
//! the midst of a flood is answered a moment later.

use std::time::{Duration, Instant};

/// In a flood the model reads this often, …
const SPELL: Duration = Duration::from_millis(25);
/// … and sooner when there is so much.
const MOST: usize = 1024 * 1024;
/// More than this in one spell is a flood: 2.6 MB/s.
const FLOOD: usize = 64 * 1024;

#[derive(Default)]
pub struct Backlog {
    bytes: Vec<u8>,
    /// When the spell began, and what came in it.
    began: Option<Instant>,
    came: usize,
}

impl Backlog {
    /// Takes output; returns whether the model should read now.
    pub fn push(&mut self, bytes: &[u8], now: Instant) -> bool {
        if self.began.is_none_or(|began| now - began >= SPELL) {
            self.began = Some(now);
            self.came = 0;
        }
        self.came += bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.came <= FLOOD || self.bytes.len() >= MOST
    }

    /// What waits, for the model to read.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// How long what waits may still wait; `None` when nothing does.
    pub fn rest(&self, now: Instant) -> Option<Duration> {
        let began = self.began.filter(|_| !self.bytes.is_empty())?;
        Some((began + SPELL).saturating_duration_since(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_at_once_until_there_is_a_flood() {
        let mut backlog = Backlog::default();
        let now = Instant::now();
        assert!(backlog.push(&[0; FLOOD], now));
        assert_eq!(backlog.take().len(), FLOOD);
        assert_eq!(backlog.rest(now), None);

        assert!(!backlog.push(&[0], now));
        assert_eq!(backlog.rest(now), Some(SPELL));
        assert_eq!(backlog.rest(now + SPELL), Some(Duration::ZERO));
        assert!(backlog.push(&vec![0; MOST], now));
        assert!(backlog.push(&[0], now + SPELL));
        assert_eq!(backlog.take().len(), MOST + 2);
    }
}
