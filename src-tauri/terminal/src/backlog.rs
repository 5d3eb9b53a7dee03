//! Output on its way to the screen model.
//!
//! The model reads at once, unless there is a flood: then it reads by the piece, most of
//! which it need not look at (see `emulator/skip_ahead.rs`). A program that asks something in
//! the midst of a flood is answered a moment later.

use std::time::{Duration, Instant};

use memmap2::MmapMut;

/// In a flood the model reads this often, …
const SPELL: Duration = Duration::from_millis(25);
/// … and sooner when there is so much.
const MOST: usize = 1024 * 1024;
/// More than this in one spell is a flood: 2.6 MB/s.
const FLOOD: usize = 64 * 1024;

#[derive(Default)]
pub struct Backlog {
    /// While there is a flood, as long as [`MOST`]. Not of the heap, which would keep it:
    /// glibc's maps nothing that is as small as what was freed once (2.36, `mallopt(3)`).
    memory: Option<MmapMut>,
    len: usize,
    /// When the spell began, and what came in it.
    began: Option<Instant>,
    came: usize,
}

impl Backlog {
    /// Takes output in a flood; `false` where the model is to read at once what waits, and
    /// then these bytes.
    pub fn push(&mut self, bytes: &[u8], now: Instant) -> bool {
        if self.began.is_none_or(|began| now - began >= SPELL) {
            self.began = Some(now);
            self.came = 0;
        }
        self.came += bytes.len();
        let end = self.len + bytes.len();
        if self.came <= FLOOD || end > MOST {
            return false;
        }
        if self.memory.is_none() {
            self.memory = MmapMut::map_anon(MOST).ok();
        }
        let Some(memory) = &mut self.memory else { return false };
        memory[self.len..end].copy_from_slice(bytes);
        self.len = end;
        true
    }

    /// What waits for the model.
    pub fn waiting(&self) -> &[u8] {
        self.memory.as_ref().map_or(&[], |memory| &memory[..self.len])
    }

    /// The model has read it.
    pub fn clear(&mut self) {
        // A flood that fills it does so again.
        if self.len < MOST / 2 {
            self.memory = None;
        }
        self.len = 0;
    }

    /// How long what waits may still wait; `None` when nothing does.
    pub fn rest(&self, now: Instant) -> Option<Duration> {
        let began = self.began.filter(|_| self.len > 0)?;
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
        assert!(!backlog.push(&[0; FLOOD], now));
        assert_eq!(backlog.rest(now), None);

        assert!(backlog.push(&[1], now));
        assert!(backlog.push(&[2], now));
        assert_eq!(backlog.waiting(), [1, 2]);
        assert_eq!(backlog.rest(now), Some(SPELL));
        assert_eq!(backlog.rest(now + SPELL), Some(Duration::ZERO));
        assert!(!backlog.push(&[0; MOST], now), "there is no room");
        assert!(!backlog.push(&[0], now + SPELL), "the flood is over");
    }

    /// Its memory stays while a flood fills it, and goes with the flood.
    #[test]
    fn holds_nothing_after_a_flood() {
        let mut backlog = Backlog::default();
        let now = Instant::now();
        assert!(!backlog.push(&[0; FLOOD], now) && backlog.push(&[0; MOST], now));
        backlog.clear();
        assert!(backlog.waiting().is_empty() && backlog.memory.is_some());
        assert!(backlog.push(&[0], now));
        backlog.clear();
        assert!(backlog.waiting().is_empty() && backlog.memory.is_none());
    }
}
