//! Modes that programs set and reset.

use super::buffer::Saved;
use super::cell::Attributes;
use super::charset::{Charset, Charsets};
use super::keyboard::Keyboard;
use super::modes::{Modes, Mouse, MouseEncoding};
use super::params::Params;
use super::state::TermState;

impl TermState {
    pub(super) fn set_ansi_modes(&mut self, params: &Params, on: bool) {
        for mode in params.values() {
            match mode {
                4 => self.modes.insert = on,
                20 => self.modes.newline = on,
                _ => {}
            }
        }
    }

    pub(super) fn set_modes(&mut self, params: &Params) {
        for &mode in params.values() {
            match mode {
                2 => (0..4).for_each(|slot| self.charsets.designate(slot, Charset::default())),
                9 => self.modes.mouse = Mouse::Press,
                1000 => self.modes.mouse = Mouse::Clicks,
                1002 => self.modes.mouse = Mouse::Drags,
                1003 => self.modes.mouse = Mouse::All,
                1006 => self.modes.mouse_encoding = MouseEncoding::Cells,
                1016 => self.modes.mouse_encoding = MouseEncoding::Pixels,
                1048 => self.save_cursor(),
                1049 => {
                    self.save_cursor();
                    self.show_alt();
                }
                47 | 1047 => self.show_alt(),
                _ => self.switch(mode, true),
            }
        }
    }

    pub(super) fn reset_modes(&mut self, params: &Params) {
        for &mode in params.values() {
            match mode {
                9 | 1000 | 1002 | 1003 => self.modes.mouse = Mouse::Off,
                1006 | 1016 => self.modes.mouse_encoding = MouseEncoding::Plain,
                1048 => self.restore_cursor(),
                1049 => {
                    self.show_normal();
                    self.restore_cursor();
                }
                47 | 1047 => self.show_normal(),
                _ => self.switch(mode, false),
            }
        }
    }

    fn switch(&mut self, mode: i32, on: bool) {
        let modes = &mut self.modes;
        match mode {
            1 => modes.cursor_keys = on,
            6 => {
                modes.origin = on;
                self.go_to(0, 0);
            }
            7 => modes.wraparound = on,
            12 => modes.blink = Some(on),
            25 => modes.hidden = !on,
            45 => modes.reverse_wraparound = on,
            66 => modes.keypad = on,
            1004 => modes.focus = on,
            2004 => modes.bracketed_paste = on,
            2031 => modes.theme_changes = on,
            2026 => self.synchronize(on),
            _ => {}
        }
    }

    fn show_alt(&mut self) {
        if self.alt_active {
            return;
        }
        let blank = self.blank();
        self.alt.open(self.cols, self.rows, blank);
        (self.alt.x, self.alt.y) = (self.normal.x, self.normal.y);
        self.alt_active = true;
    }

    fn show_normal(&mut self) {
        if !self.alt_active {
            return;
        }
        (self.normal.x, self.normal.y) = (self.alt.x, self.alt.y);
        self.alt.close(self.cols, self.rows);
        self.alt_active = false;
    }

    pub(super) fn set_cursor_style(&mut self, style: i32) {
        // xterm.js takes unknown ones for a change of blinking alone.
        if let Ok(style @ 0..=6) = u8::try_from(style) {
            self.modes.cursor_style = style;
        }
    }

    /// `DECSTR`
    pub(super) fn soft_reset(&mut self) {
        let rows = self.rows;
        self.modes = Modes {
            hidden: false,
            newline: self.modes.newline,
            blink: self.modes.blink,
            mouse: self.modes.mouse,
            mouse_encoding: self.modes.mouse_encoding,
            ..Modes::default()
        };
        self.keyboard = Keyboard::default();
        self.set_attributes(Attributes::default());
        self.charsets = Charsets::default();
        let buffer = self.buffer();
        (buffer.top, buffer.bottom) = (0, rows - 1);
        let y = buffer.scrollback.len();
        buffer.saved = Saved { y, ..Saved::default() };
    }
}
