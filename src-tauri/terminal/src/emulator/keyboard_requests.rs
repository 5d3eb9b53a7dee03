//! What a program asks of the keyboard's state, and the answers.

use super::keyboard::Flags;
use super::params::Params;
use super::state::TermState;

impl TermState {
    pub(super) fn flags(&mut self) -> &mut Flags {
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
