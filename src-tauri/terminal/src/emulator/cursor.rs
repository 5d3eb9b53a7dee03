//! Where the cursor goes.

use super::buffer::Saved;
use super::params::Params;
use super::state::TermState;

impl TermState {
    /// Keeps the cursor on the screen, in the scroll region in origin mode, and off
    /// the place right of the last column.
    pub(super) fn restrict(&mut self) {
        self.restrict_to(self.cols - 1);
    }

    pub(super) fn restrict_to(&mut self, most: usize) {
        let (rows, origin) = (self.rows, self.modes.origin);
        let buffer = self.buffer();
        buffer.x = buffer.x.min(most);
        buffer.y = if origin { buffer.bottom.min(buffer.y.max(buffer.top)) } else { buffer.y.min(rows - 1) };
    }

    pub(super) fn go_to(&mut self, x: i64, y: i64) {
        let origin = self.modes.origin;
        let buffer = self.buffer();
        let y = if origin { y + buffer.top as i64 } else { y };
        buffer.x = usize::try_from(x).unwrap_or(0);
        buffer.y = usize::try_from(y).unwrap_or(0);
        self.restrict();
    }

    pub(super) fn move_by(&mut self, x: i64, y: i64) {
        self.restrict();
        let (at_x, at_y) = (self.active().x as i64, self.active().y as i64);
        self.go_to(at_x + x, at_y + y);
    }

    /// Not out of the scroll region.
    pub(super) fn up(&mut self, n: usize) {
        let buffer = self.active();
        let n = buffer.y.checked_sub(buffer.top).map_or(n, |most| n.min(most));
        self.move_by(0, -(n as i64));
    }

    pub(super) fn down(&mut self, n: usize) {
        let buffer = self.active();
        let n = buffer.bottom.checked_sub(buffer.y).map_or(n, |most| n.min(most));
        self.move_by(0, n as i64);
    }

    pub(super) fn backspace(&mut self) {
        if !self.modes.reverse_wraparound {
            self.restrict();
            let buffer = self.buffer();
            buffer.x = buffer.x.saturating_sub(1);
            return;
        }
        self.restrict_to(self.cols);
        let cols = self.cols;
        let buffer = self.buffer();
        let y = buffer.y;
        if buffer.x > 0 {
            buffer.x -= 1;
        } else if y > buffer.top && y <= buffer.bottom && buffer.row(y).wrapped {
            buffer.row(y).wrapped = false;
            buffer.y -= 1;
            buffer.x = cols - 1;
            let last = buffer.row(y - 1).get(cols - 1);
            // Where a wide character did not fit there is nothing to go back to.
            if last.width() > 0 && !last.has_text() {
                buffer.x -= 1;
            }
        }
        self.restrict();
    }

    pub(super) fn tab(&mut self, n: usize) {
        let cols = self.cols;
        let buffer = self.buffer();
        for _ in 0..n.min(cols) {
            if buffer.x < cols {
                buffer.x = buffer.next_tab(cols, buffer.x);
            }
        }
    }

    pub(super) fn tab_back(&mut self, n: usize) {
        let cols = self.cols;
        let buffer = self.buffer();
        for _ in 0..n.min(cols) {
            if buffer.x < cols {
                buffer.x = buffer.previous_tab(cols, buffer.x);
            }
        }
    }

    pub(super) fn set_tab(&mut self) {
        let buffer = self.buffer();
        let x = buffer.x;
        buffer.set_tab(x, true);
    }

    pub(super) fn clear_tab(&mut self, which: i32) {
        let buffer = self.buffer();
        let x = buffer.x;
        match which {
            0 => buffer.set_tab(x, false),
            3 => buffer.clear_tabs(),
            _ => {}
        }
    }

    pub(super) fn set_region(&mut self, params: &Params) {
        let rows = self.rows;
        let top = params.count();
        let asked = params.values().get(1).and_then(|&bottom| usize::try_from(bottom).ok());
        let bottom = asked.filter(|bottom| (1..=rows).contains(bottom)).unwrap_or(rows);
        if bottom > top {
            let buffer = self.buffer();
            (buffer.top, buffer.bottom) = (top - 1, bottom - 1);
            self.go_to(0, 0);
        }
    }

    pub(super) fn save_cursor(&mut self) {
        let (attributes, charset) = (self.attributes, self.charsets.current);
        let buffer = self.buffer();
        let y = buffer.scrollback.len() + buffer.y;
        buffer.saved = Saved { x: buffer.x, y, fg: attributes.fg, bg: attributes.bg, charset };
    }

    pub(super) fn restore_cursor(&mut self) {
        let buffer = self.buffer();
        let saved = buffer.saved;
        buffer.x = saved.x;
        buffer.y = saved.y.saturating_sub(buffer.scrollback.len());
        self.attributes.fg = saved.fg;
        self.attributes.bg = saved.bg;
        self.sync_template();
        self.charsets.current = saved.charset;
        self.restrict();
    }
}
