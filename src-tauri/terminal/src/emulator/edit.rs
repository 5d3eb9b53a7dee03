//! What moves cells and rows about.

use super::cell::{Cell, EMPTY};
use super::state::TermState;

impl TermState {
    pub(super) fn insert_cells(&mut self, n: usize) {
        self.restrict();
        let (cols, blank) = (self.cols, self.blank());
        let buffer = self.buffer();
        let (x, y) = (buffer.x, buffer.y);
        buffer.row(y).insert(cols, x, n, blank);
    }

    pub(super) fn delete_cells(&mut self, n: usize) {
        self.restrict();
        let (cols, blank) = (self.cols, self.blank());
        let buffer = self.buffer();
        let (x, y) = (buffer.x, buffer.y);
        buffer.row(y).delete(cols, x, n, blank);
    }

    /// Inserts or deletes `n` columns at `x` in all rows that scroll.
    pub(super) fn shift_rows(&mut self, x: usize, n: usize, right: bool) {
        let (cols, blank) = (self.cols, self.blank());
        let buffer = self.buffer();
        if !(buffer.top..=buffer.bottom).contains(&buffer.y) {
            return;
        }
        for y in buffer.top..=buffer.bottom {
            let row = buffer.row(y);
            if right {
                row.insert(cols, x, n, blank);
            } else {
                row.delete(cols, x, n, blank);
            }
            row.wrapped = false;
        }
    }

    pub(super) fn insert_lines(&mut self, n: usize) {
        self.rotate_below_cursor(n, false);
    }

    pub(super) fn delete_lines(&mut self, n: usize) {
        self.rotate_below_cursor(n, true);
    }

    fn rotate_below_cursor(&mut self, n: usize, up: bool) {
        self.restrict();
        let buffer = self.active();
        if (buffer.top..=buffer.bottom).contains(&buffer.y) {
            let blank = self.blank();
            self.rotate(buffer.y, n, up, blank);
            self.buffer().x = 0;
        }
    }

    /// Into the scrollback from a region that begins in the first row: as xterm, and as the window
    /// does, see `ui/src/terminal/corrections.ts`. xterm.js itself loses the rows.
    pub(super) fn scroll_up(&mut self, n: usize) {
        let (cols, blank) = (self.cols, self.blank());
        let buffer = self.buffer();
        for _ in 0..n.min(buffer.bottom - buffer.top + 1) {
            buffer.scroll(cols, blank, false);
        }
    }

    /// Unlike all others, xterm.js leaves rows without the background's colour here.
    pub(super) fn scroll_down(&mut self, n: usize) {
        self.rotate(self.active().top, n, false, EMPTY);
    }

    /// Rows from `top` to the end of the scroll region move; none goes to the scrollback.
    fn rotate(&mut self, top: usize, n: usize, up: bool, fill: Cell) {
        let (cols, rows) = (self.cols, self.rows);
        let buffer = self.buffer();
        let bottom = buffer.bottom;
        // After as many rows as there are all are new.
        for _ in 0..n.min(rows) {
            if up {
                buffer.rotate_up(top, bottom, cols, fill);
            } else {
                buffer.rotate_down(top, bottom, cols, fill);
            }
        }
    }

    /// `REP`: the character before the cursor again, if it was just printed.
    pub(super) fn repeat(&mut self, n: usize) {
        if self.cluster.is_none() {
            return;
        }
        let width = self.cluster.columns() as usize;
        let buffer = self.active();
        let Some(x) = buffer.x.checked_sub(width) else { return };
        let cell = buffer.rows[buffer.y].get(x);
        let text: Vec<u32> = match self.text(&cell) {
            Some(text) => text.chars().map(u32::from).collect(),
            None if cell.has_text() => vec![cell.code()],
            None => return,
        };
        // Beyond the scrollback it only matters where the last row ends. A row takes as
        // many characters as it has columns, or one less, or half of that.
        let (most, cycle) = (self.cols * buffer.max_rows.max(1024), self.cols * (self.cols - 1).max(1));
        let n = if n > most { most + (n - most) % cycle } else { n };
        self.print_begin();
        for _ in 0..n {
            text.iter().for_each(|&code| self.print(code));
        }
        self.print_end();
    }
}
