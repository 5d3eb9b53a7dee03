//! Characters that are shown.

use unicode_width::UnicodeWidthChar;

use super::Terminal;
use super::cell::Cell;

/// More combining characters than this on one cell are dropped. xterm.js takes
/// any number; no script needs as many, and each costs a copy of those before it.
const MOST_COMBINED: usize = 32;

/// How many columns a character takes: 0, 1 or 2. The window must agree, see
/// [`crate::widths`].
pub fn width(code: u32) -> u32 {
    char::from_u32(code).and_then(UnicodeWidthChar::width).map_or(1, |width| width.min(2) as u32)
}

impl Terminal {
    pub(super) fn print_begin(&mut self) {
        let pen = self.pen;
        let buffer = self.buffer();
        let (x, y) = (buffer.x, buffer.y);
        // The left half of a wide character that is about to be cut.
        if x > 0 && buffer.row(y).get(x - 1).width() == 2 {
            buffer.row(y).set(x - 1, Cell::empty(&pen));
        }
    }

    pub(super) fn print_end(&mut self) {
        let (cols, pen) = (self.cols, self.pen);
        let buffer = self.buffer();
        let (x, y) = (buffer.x, buffer.y);
        // The right half of a wide character that was cut.
        if x < cols && buffer.row(y).get(x).is_right_half() {
            buffer.row(y).set(x, Cell::empty(&pen));
        }
    }

    /// The fast path: what most output is.
    pub(super) fn print_ascii(&mut self, text: &[u8]) {
        if !self.charsets.current.is_ascii() || self.modes.insert {
            text.iter().for_each(|&byte| self.print(u32::from(byte)));
            return;
        }
        let (cols, pen) = (self.cols, self.pen);
        let mut rest = text;
        while let Some(&first) = rest.first() {
            let buffer = self.buffer();
            let room = cols - buffer.x.min(cols);
            if room == 0 {
                self.print(u32::from(first));
                rest = &rest[1..];
                continue;
            }
            let (now, later) = rest.split_at(room.min(rest.len()));
            let (x, y) = (buffer.x, buffer.y);
            let cells = buffer.row(y).cells_mut(x, now.len());
            for (cell, &byte) in cells.iter_mut().zip(now) {
                *cell = Cell::new(u32::from(byte), 1, &pen);
            }
            buffer.x += now.len();
            rest = later;
        }
        self.join = 1;
    }

    pub(super) fn print(&mut self, code: u32) {
        let code = if code < 127 { self.charsets.current.map(code) } else { code };
        let own_width = if code < 127 { 1 } else { width(code) };
        let joins = own_width == 0 && self.join != 0;
        let old_width = if joins { self.join as usize } else { 0 };
        let width = if joins { self.join } else { own_width };
        self.join = width;
        if !self.make_room(width as usize, old_width) {
            return;
        }
        if joins && self.buffer().x > 0 {
            self.combine(code, width);
            return;
        }
        let (cols, pen, insert) = (self.cols, self.pen, self.modes.insert);
        let buffer = self.buffer();
        let (x, y) = (buffer.x, buffer.y);
        let row = buffer.row(y);
        if insert {
            row.insert(cols, x, width as usize - old_width.min(width as usize), pen);
            if row.get(cols - 1).width() == 2 {
                row.set(cols - 1, Cell::empty(&pen));
            }
        }
        if x < cols {
            row.set(x, Cell::new(code, width, &pen));
        }
        if width == 2 && x + 1 < cols {
            row.set(x + 1, Cell::new(0, 0, &pen));
        }
        buffer.x += width.max(1) as usize;
    }

    /// Wraps where the character does not fit; `false` where it is not shown at all.
    fn make_room(&mut self, width: usize, old_width: usize) -> bool {
        let (cols, rows, blank, pen) = (self.cols, self.rows, self.blank(), self.pen);
        let wraparound = self.modes.wraparound;
        let buffer = self.buffer();
        if buffer.x + width - old_width.min(width) <= cols {
            return true;
        }
        if !wraparound {
            buffer.x = cols - 1;
            return width != 2;
        }
        let mut left = buffer.x - old_width;
        buffer.x = old_width;
        let old_row = buffer.base + buffer.y;
        let mut up = 0;
        if buffer.y == buffer.bottom {
            let len = buffer.rows.len();
            buffer.scroll(cols, blank, true);
            // Everything moved up in place, unless the scrollback grew.
            up = usize::from(buffer.rows.len() == len);
        } else {
            buffer.y = (buffer.y + 1).min(rows - 1);
            let y = buffer.y;
            buffer.row(y).wrapped = true;
        }
        let Some(old_row) = old_row.checked_sub(up) else { return true };
        if old_width > 0 {
            let moved = buffer.rows[old_row].clone();
            let y = buffer.y;
            buffer.row(y).copy_from(&moved, left, 0, old_width);
        }
        while left < cols {
            buffer.rows[old_row].set(left, Cell::empty(&pen));
            left += 1;
        }
        true
    }

    /// Adds a combining character to the one before the cursor.
    fn combine(&mut self, code: u32, width: u32) {
        let buffer = self.active();
        let row = &buffer.rows[buffer.base + buffer.y];
        let x = buffer.x - 1;
        let at = if row.get(x).width() > 0 { x } else { x.saturating_sub(1) };
        let mut cell = row.get(at);
        let Some(c) = char::from_u32(code) else { return };
        if cell.has_text() {
            let mut text =
                self.text(&cell).unwrap_or_else(|| char::from_u32(cell.code()).into_iter().collect());
            if text.chars().count() < MOST_COMBINED {
                text.push(c);
            }
            let id = self.texts.id(&text);
            cell.set_text_id(id);
        } else {
            cell = Cell::new(code, 1, &cell);
        }
        cell.set_width(width);
        let buffer = self.buffer();
        let y = buffer.y;
        buffer.row(y).set(at, cell);
    }
}
