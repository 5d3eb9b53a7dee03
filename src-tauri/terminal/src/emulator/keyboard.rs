//! How a program wants keys to be written: the flags of the kitty keyboard protocol
//! (<https://sw.kovidgoyal.net/kitty/keyboard-protocol/>) and xterm's modifyOtherKeys.
//!
//! The window writes the keys. It has the same state (`ui/src/terminal/keyboard.ts`), which a
//! snapshot sends it again; the questions about it are answered here alone.

/// The flags that are known: 1, disambiguate, and 4, alternate keys. Others are never set, so
/// that a program that asks is told the truth.
const KNOWN_FLAGS: i32 = 1 | 4;

/// Flags that are put by, a screen. Above it the oldest are forgotten.
const MAX_SAVED: usize = 7;

/// Of both screens, each with flags of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keyboard {
    pub normal: Flags,
    pub alt: Flags,
    /// modifyOtherKeys, 0 to 2.
    pub other_keys: u8,
}

/// The flags of one screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    pub now: u8,
    /// The oldest first.
    pub saved: Vec<u8>,
}

impl Flags {
    /// Puts the flags by.
    pub(super) fn push(&mut self, flags: i32) {
        if self.saved.len() == MAX_SAVED {
            self.saved.remove(0);
        }
        self.saved.push(self.now);
        self.now = known(flags);
    }

    /// Takes flags back that were put by. There are none where there are no more.
    pub(super) fn pop(&mut self, count: usize) {
        for _ in 0..count.min(MAX_SAVED + 1) {
            self.now = self.saved.pop().unwrap_or_default();
        }
    }

    pub(super) fn set(&mut self, flags: i32, mode: i32) {
        match mode {
            0 | 1 => self.now = known(flags),
            2 => self.now |= known(flags),
            3 => self.now &= !known(flags),
            _ => {}
        }
    }
}

fn known(flags: i32) -> u8 {
    u8::try_from(flags & KNOWN_FLAGS).unwrap_or_default()
}

#[cfg(test)]
#[path = "keyboard_tests.rs"]
mod tests;
