//! Synchronized output, mode 2026: a program wants to have shown at once what is in such a block.
//!
//! The screen model shows nothing by itself, so it only tells whether a block is open. No
//! snapshot, frame or transcript passes an open one on: nothing would be shown then.

use std::time::{Duration, Instant};

use super::state::TermState;

/// A block that is open for so long has lost its end. The window has the same limit
/// (`ui/src/terminal/synchronized.ts`).
const MAX_BLOCK: Duration = Duration::from_millis(150);

impl TermState {
    /// Tells the time, for what follows. Ends a block that has lost its end.
    pub fn set_time(&mut self, now: Instant) {
        self.now = now;
        if !self.is_drawing(now) {
            self.modes.synchronized = None;
        }
    }

    /// Whether a block is open at that time.
    pub fn is_drawing(&self, now: Instant) -> bool {
        self.modes.synchronized.is_some_and(|began| now.saturating_duration_since(began) < MAX_BLOCK)
    }

    /// Begins or ends a block. To begin an open one again does not make it last longer.
    pub(super) fn synchronize(&mut self, on: bool) {
        self.modes.synchronized = on.then_some(self.modes.synchronized.unwrap_or(self.now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emulator::Emulator;
    use crate::snapshot;

    const BEGIN: &[u8] = b"\x1b[?2026h";

    fn is_open(emulator: &mut Emulator, at: Instant) -> bool {
        emulator.terminal.set_time(at);
        emulator.advance(b"\x1b[?2026$p");
        emulator.take_answers() == b"\x1b[?2026;1$y"
    }

    #[test]
    fn a_block_that_is_never_closed_ends() {
        let mut emulator = Emulator::new(10, 3, 5);
        let began = Instant::now();
        emulator.terminal.set_time(began);
        emulator.advance(BEGIN);
        assert!(is_open(&mut emulator, began + MAX_BLOCK / 2));
        emulator.advance(BEGIN);
        assert!(is_open(&mut emulator, began + MAX_BLOCK - Duration::from_millis(1)));
        assert!(!is_open(&mut emulator, began + MAX_BLOCK));
        emulator.advance(BEGIN);
        assert!(is_open(&mut emulator, began + MAX_BLOCK), "another one begins");
        emulator.advance(b"\x1b[?2026l\x1b[?2026h");
        assert!(is_open(&mut emulator, began + 2 * MAX_BLOCK - Duration::from_millis(1)));
    }

    /// Reset, and soft reset.
    #[test]
    fn a_reset_ends_a_block() {
        for reset in [&b"\x1bc"[..], b"\x1b[!p", b"\x1b[?2026l"] {
            let mut emulator = Emulator::new(10, 3, 5);
            emulator.advance(BEGIN);
            emulator.advance(reset);
            assert!(!is_open(&mut emulator, Instant::now()));
        }
    }

    #[test]
    fn no_snapshot_or_frame_opens_a_block() {
        let mut emulator = Emulator::new(10, 3, 5);
        emulator.advance(b"\x1b[?2026;2004hpart of a picture");
        for paint in [snapshot::of(&emulator.terminal).0, snapshot::of_screen(&emulator.terminal)] {
            let paint = String::from_utf8_lossy(&paint);
            assert!(paint.contains("2004") && !paint.contains("2026"), "{paint:?}");
        }
    }
}
