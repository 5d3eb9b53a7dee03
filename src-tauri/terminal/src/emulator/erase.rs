//! What is cleared in place.

use super::state::TermState;

impl TermState {
    /// The part of a row of the screen.
    fn erase_part(&mut self, y: usize, from: usize, to: usize, unwrap: bool, keep_protected: bool) {
        let (cols, blank) = (self.cols, self.blank());
        let row = self.buffer().row(y);
        row.replace(cols, from, to, blank, keep_protected);
        if unwrap {
            row.wrapped = false;
        }
    }

    fn erase_row(&mut self, y: usize, keep_protected: bool) {
        let (cols, blank) = (self.cols, self.blank());
        let buffer = self.buffer();
        if !buffer.has_row(y) {
            return;
        }
        let row = buffer.row(y);
        if keep_protected {
            row.fill_unprotected(cols, blank);
        } else {
            row.fill(cols, blank);
        }
        row.wrapped = false;
    }

    pub(super) fn erase_display(&mut self, what: i32, keep_protected: bool) {
        let (cols, rows) = (self.cols, self.rows);
        self.restrict_to(cols);
        let (x, y) = (self.active().x, self.active().y);
        match what {
            0 => {
                self.erase_part(y, x, cols, x == 0, keep_protected);
                (y + 1..rows).for_each(|y| self.erase_row(y, keep_protected));
            }
            1 => {
                self.erase_part(y, 0, x + 1, true, keep_protected);
                // xterm.js counts this row from the top of the scrollback.
                if x + 1 >= cols {
                    self.buffer().begin_line(y + 1);
                }
                (0..y).for_each(|y| self.erase_row(y, keep_protected));
            }
            2 => (0..rows).for_each(|y| self.erase_row(y, keep_protected)),
            3 => self.buffer().forget_scrollback(rows),
            _ => {}
        }
    }

    pub(super) fn erase_line(&mut self, what: i32, keep_protected: bool) {
        let cols = self.cols;
        self.restrict_to(cols);
        let (x, y) = (self.active().x, self.active().y);
        match what {
            0 => self.erase_part(y, x, cols, x == 0, keep_protected),
            1 => self.erase_part(y, 0, x + 1, false, keep_protected),
            2 => self.erase_part(y, 0, cols, true, keep_protected),
            _ => {}
        }
    }

    pub(super) fn erase_cells(&mut self, n: usize) {
        self.restrict();
        let (x, y) = (self.active().x, self.active().y);
        self.erase_part(y, x, x.saturating_add(n), false, false);
    }
}
