//! How a program wants keys to be written: the flags of the kitty keyboard protocol
//! (<https://sw.kovidgoyal.net/kitty/keyboard-protocol/>) and xterm's modifyOtherKeys.
//!
//! The window writes the keys. It has the same state (`ui/src/terminal/keyboard.ts`), which a
//! snapshot sends it again; the questions about it are answered here alone.

use super::params::Params;
use super::state::TermState;

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
    fn push(&mut self, flags: i32) {
        if self.saved.len() == MAX_SAVED {
            self.saved.remove(0);
        }
        self.saved.push(self.now);
        self.now = known(flags);
    }

    /// Takes flags back that were put by. There are none where there are no more.
    fn pop(&mut self, count: usize) {
        for _ in 0..count.min(MAX_SAVED + 1) {
            self.now = self.saved.pop().unwrap_or_default();
        }
    }

    fn set(&mut self, flags: i32, mode: i32) {
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

impl TermState {
    fn flags(&mut self) -> &mut Flags {
        if self.alt_active { &mut self.keyboard.alt } else { &mut self.keyboard.normal }
    }

    /// `CSI > flags u`
    pub(super) fn push_keyboard(&mut self, params: &Params) {
        self.flags().push(params.first());
    }

    /// `CSI < count u`
    pub(super) fn pop_keyboard(&mut self, params: &Params) {
        self.flags().pop(params.count());
    }

    /// `CSI = flags ; mode u`
    pub(super) fn set_keyboard(&mut self, params: &Params) {
        let mode = params.values().get(1).copied().unwrap_or_default();
        self.flags().set(params.first(), mode);
    }

    /// `CSI ? u`
    pub(super) fn answer_keyboard(&mut self) {
        let flags = self.flags().now;
        self.answer(format!("\x1b[?{flags}u").as_bytes());
    }

    /// `CSI > 4 ; level m`. Without a level, or without anything, as in the beginning.
    pub(super) fn set_other_keys(&mut self, params: &Params) {
        let level = params.values().get(1).copied().unwrap_or_default();
        match (params.first(), u8::try_from(level)) {
            (4, Ok(level @ 0..=2)) => self.keyboard.other_keys = level,
            (0, _) => self.keyboard.other_keys = 0,
            _ => {}
        }
    }

    /// `CSI > 4 n`
    pub(super) fn disable_other_keys(&mut self, which: i32) {
        if which == 4 {
            self.keyboard.other_keys = 0;
        }
    }

    /// `CSI ? 4 m`
    pub(super) fn answer_other_keys(&mut self, which: i32) {
        if which == 4 {
            let level = self.keyboard.other_keys;
            self.answer(format!("\x1b[>4;{level}m").as_bytes());
        }
    }
}

#[cfg(test)]
#[path = "keyboard_tests.rs"]
mod tests;
