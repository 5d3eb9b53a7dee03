//! Output on its way to the screen model.
//!
//! The model reads output at once, unless there is a flood. In a flood it reads large
//! pieces, most of which it can skip (see `emulator/skip_ahead.rs`). A program that sends a
//! query in the middle of a flood is answered up to 25 ms later.

use std::time::{Duration, Instant};

use memmap2::MmapMut;

/// In a flood the model reads once in such a window, …
const WINDOW: Duration = Duration::from_millis(25);
/// … or when this much waits.
const MAX_BACKLOG_BYTES: usize = 1024 * 1024;
/// More than this in one window is a flood: 2.6 MB/s.
const FLOOD_BYTES: usize = 64 * 1024;

/// Output that the model has not read yet.
#[derive(Default)]
pub struct Backlog {
    /// Mapped during a flood, [`MAX_BACKLOG_BYTES`] long. Not on the heap, which would keep
    /// it: glibc never maps an allocation that is as small as one that was freed before
    /// (2.36, `mallopt(3)`).
    memory: Option<MmapMut>,
    len: usize,
    window_began: Option<Instant>,
    /// Bytes that arrived in this window.
    received: usize,
}

impl Backlog {
    /// Takes output in a flood. `false` means that nothing was taken, and that the model is
    /// to read at once: first [`Backlog::waiting`], then these bytes.
    pub fn push(&mut self, bytes: &[u8], now: Instant) -> bool {
        if self.window_began.is_none_or(|began| now - began >= WINDOW) {
            self.window_began = Some(now);
            self.received = 0;
        }
        self.received += bytes.len();
        let end = self.len + bytes.len();
        if self.received <= FLOOD_BYTES || end > MAX_BACKLOG_BYTES {
            return false;
        }
        if self.memory.is_none() {
            self.memory = MmapMut::map_anon(MAX_BACKLOG_BYTES).ok();
        }
        let Some(memory) = &mut self.memory else { return false };
        memory[self.len..end].copy_from_slice(bytes);
        self.len = end;
        true
    }

    /// The bytes that wait for the model.
    pub fn waiting(&self) -> &[u8] {
        self.memory.as_ref().map_or(&[], |memory| &memory[..self.len])
    }

    /// Empties the backlog: the model has read it.
    pub fn clear(&mut self) {
        // A flood that fills it will fill it again.
        if self.len < MAX_BACKLOG_BYTES / 2 {
            self.memory = None;
        }
        self.len = 0;
    }

    /// The time that the bytes may still wait; `None` when there are none.
    pub fn time_left(&self, now: Instant) -> Option<Duration> {
        let began = self.window_began.filter(|_| self.len > 0)?;
        Some((began + WINDOW).saturating_duration_since(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_at_once_until_there_is_a_flood() {
        let mut backlog = Backlog::default();
        let now = Instant::now();
        assert!(!backlog.push(&[0; FLOOD_BYTES], now));
        assert_eq!(backlog.time_left(now), None);

        assert!(backlog.push(&[1], now));
        assert!(backlog.push(&[2], now));
        assert_eq!(backlog.waiting(), [1, 2]);
        assert_eq!(backlog.time_left(now), Some(WINDOW));
        assert_eq!(backlog.time_left(now + WINDOW), Some(Duration::ZERO));
        assert!(!backlog.push(&[0; MAX_BACKLOG_BYTES], now), "there is no room");
        assert!(!backlog.push(&[0], now + WINDOW), "the flood is over");
    }

    /// Its memory stays while a flood fills it, and goes with the flood.
    #[test]
    fn holds_nothing_after_a_flood() {
        let mut backlog = Backlog::default();
        let now = Instant::now();
        assert!(!backlog.push(&[0; FLOOD_BYTES], now) && backlog.push(&[0; MAX_BACKLOG_BYTES], now));
        backlog.clear();
        assert!(backlog.waiting().is_empty() && backlog.memory.is_some());
        assert!(backlog.push(&[0], now));
        backlog.clear();
        assert!(backlog.waiting().is_empty() && backlog.memory.is_none());
    }
}
