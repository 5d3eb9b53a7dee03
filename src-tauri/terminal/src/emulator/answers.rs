//! What programs are told when they ask. Only what a terminal is and how it
//! stands: never a title, a clipboard, or anything else that a program sent and
//! another might be made to run.

use super::color::{self, Colors};
use super::modes::{Mouse, MouseEncoding};
use super::osc::FOREGROUND;
use super::state::TermState;

/// A program that asks and asks gets no more answers than this at a time.
const MAX_ANSWER_BYTES: usize = 64 * 1024;

/// What `XTVERSION` tells.
const NAME: &str = concat!("Berth(", env!("CARGO_PKG_VERSION"), ")");

impl TermState {
    pub(super) fn answer(&mut self, bytes: &[u8]) {
        if self.answers.len() < MAX_ANSWER_BYTES {
            self.answers.extend_from_slice(bytes);
        }
    }

    pub(super) fn answer_device(&mut self, which: i32, answer: &[u8]) {
        if which <= 0 {
            self.answer(answer);
        }
    }

    pub(super) fn answer_version(&mut self, which: i32) {
        self.answer_device(which, format!("\x1bP>|{NAME}\x1b\\").as_bytes());
    }

    pub(super) fn answer_status(&mut self, what: i32, prefix: &str) {
        let buffer = self.active();
        // A cursor that waits to wrap is in the last column. In origin mode rows are counted in
        // the scroll region, as they are where a program sets the cursor.
        let x = buffer.x.min(self.cols - 1) + 1;
        let y = buffer.y.saturating_sub(if self.modes.origin { buffer.top } else { 0 }) + 1;
        match what {
            5 if prefix.is_empty() => self.answer(b"\x1b[0n"),
            6 => self.answer(format!("\x1b[{prefix}{y};{x}R").as_bytes()),
            996 if prefix == "?" => self.answer_theme(),
            _ => {}
        }
    }

    /// Whether the theme is dark or light; as the answer to `CSI ? 996 n`, and by itself after a
    /// change where mode 2031 is set.
    fn answer_theme(&mut self) {
        if let Some(theme) = self.theme {
            self.answer(if theme.is_dark() { b"\x1b[?997;1n" } else { b"\x1b[?997;2n" });
        }
    }

    pub(super) fn set_theme(&mut self, theme: Colors) {
        let before = self.theme.replace(theme).map(|before| before.is_dark());
        if self.modes.theme_changes && before.is_some_and(|before| before != theme.is_dark()) {
            self.answer_theme();
        }
    }

    pub(super) fn answer_window(&mut self, what: i32) {
        if what == 18 {
            self.answer(format!("\x1b[8;{};{}t", self.rows, self.cols).as_bytes());
        }
    }

    pub(super) fn answer_color(&mut self, index: u16, name: &str) {
        let theme = match index.checked_sub(FOREGROUND) {
            Some(0) => self.theme.map(|theme| theme.foreground),
            Some(1) => self.theme.map(|theme| theme.background),
            Some(2) => self.theme.map(|theme| theme.cursor),
            _ => color::fixed(index)
                .or_else(|| self.theme.and_then(|theme| theme.ansi.get(usize::from(index)).copied())),
        };
        if let Some([r, g, b]) = self.palette.get(&index).copied().or(theme) {
            let answer = format!("\x1b]{name};rgb:{r:02x}{r:02x}/{g:02x}{g:02x}/{b:02x}{b:02x}\x1b\\");
            self.answer(answer.as_bytes());
        }
    }

    /// `DECRQM`: 0 unknown, 1 set, 2 reset, 3 and 4 for ever.
    pub(super) fn answer_ansi_mode(&mut self, mode: i32) {
        let value = match mode {
            2 => 4,
            4 => on(self.modes.insert),
            12 => 3,
            20 => on(self.modes.newline),
            _ => 0,
        };
        self.answer(format!("\x1b[{mode};{value}$y").as_bytes());
    }

    pub(super) fn answer_mode(&mut self, mode: i32) {
        let modes = &self.modes;
        let value = match mode {
            1 => on(modes.cursor_keys),
            6 => on(modes.origin),
            7 => on(modes.wraparound),
            8 | 1048 => [3, 1][usize::from(mode == 1048)],
            9 => on(modes.mouse == Mouse::Press),
            12 => on(modes.blink.unwrap_or(false)),
            25 => on(!modes.hidden),
            45 => on(modes.reverse_wraparound),
            66 => on(modes.keypad),
            67 | 1005 | 1015 => 4,
            1000 => on(modes.mouse == Mouse::Clicks),
            1002 => on(modes.mouse == Mouse::Drags),
            1003 => on(modes.mouse == Mouse::All),
            1004 => on(modes.focus),
            1006 => on(modes.mouse_encoding == MouseEncoding::Cells),
            1016 => on(modes.mouse_encoding == MouseEncoding::Pixels),
            47 | 1047 | 1049 => on(self.alt_active),
            2004 => on(modes.bracketed_paste),
            2026 => on(modes.synchronized.is_some()),
            // Clusters of characters share a cell, always.
            2027 => 3,
            2031 => on(modes.theme_changes),
            _ => 0,
        };
        self.answer(format!("\x1b[?{mode};{value}$y").as_bytes());
    }
}

fn on(value: bool) -> u8 {
    if value { 1 } else { 2 }
}

#[cfg(test)]
#[path = "answers_tests.rs"]
mod tests;
