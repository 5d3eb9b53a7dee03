//! Characters that are shown.

use super::cell::Cell;
use super::clusters::Cluster;
use super::state::TermState;

impl TermState {
    pub(super) fn print_begin(&mut self) {
        let pen = self.template;
        let buffer = self.buffer();
        let (x, y) = (buffer.x, buffer.y);
        // The left half of a wide character that is about to be cut.
        if x > 0 && buffer.row(y).get(x - 1).width() == 2 {
            buffer.row(y).set(x - 1, Cell::empty(&pen));
        }
    }

    pub(super) fn print_end(&mut self) {
        let (cols, pen) = (self.cols, self.template);
        let buffer = self.buffer();
        let (x, y) = (buffer.x, buffer.y);
        // The right half of a wide character that was cut.
        if x < cols && buffer.row(y).get(x).is_right_half() {
            buffer.row(y).set(x, Cell::empty(&pen));
        }
    }

    /// The fast path: what most output is.
    pub(super) fn print_ascii(&mut self, text: &[u8]) {
        if !self.charsets.current.is_ascii() || self.modes.insert || self.cluster.takes_ascii() {
            text.iter().for_each(|&byte| self.print(u32::from(byte)));
            return;
        }
        let (cols, pen) = (self.cols, self.template);
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
            buffer.row(y).write(x, now, &pen);
            buffer.x += now.len();
            rest = later;
        }
        self.cluster = text.last().map_or(self.cluster, |&last| Cluster::NONE.next(u32::from(last)));
    }

    pub(super) fn print(&mut self, code: u32) {
        let code = if code < 127 { self.charsets.current.map(code) } else { code };
        let before = self.cluster;
        self.cluster = before.next(code);
        let joins = self.cluster.joined();
        let width = self.cluster.columns() as usize;
        let old_width = if joins { before.columns() as usize } else { 0 };
        if self.active().x + width - old_width > self.cols && !self.make_room(width, old_width) {
            return;
        }
        if joins && self.buffer().x > 0 {
            self.combine(code, width, old_width);
            return;
        }
        let (cols, pen, insert) = (self.cols, self.template, self.modes.insert);
        let buffer = self.buffer();
        let (x, y) = (buffer.x, buffer.y);
        let row = buffer.row(y);
        if insert {
            row.insert(cols, x, width - old_width, pen);
            if row.get(cols - 1).width() == 2 {
                row.set(cols - 1, Cell::empty(&pen));
            }
        }
        if x < cols {
            row.set(x, Cell::new(code, width as u32, &pen));
        }
        if width == 2 && x + 1 < cols {
            row.set(x + 1, Cell::new(0, 0, &pen));
        }
        buffer.x += width;
    }

    /// The character does not fit: wraps; `false` where it is not shown at all.
    fn make_room(&mut self, width: usize, old_width: usize) -> bool {
        let (cols, rows, blank, pen) = (self.cols, self.rows, self.blank(), self.template);
        let wraparound = self.modes.wraparound;
        let buffer = self.buffer();
        if !wraparound {
            buffer.x = cols - 1;
            return width != 2;
        }
        let left = buffer.x - old_width;
        buffer.x = old_width;
        let mut old_y = Some(buffer.y);
        if buffer.y == buffer.bottom {
            buffer.scroll(cols, blank, true);
            // Where one row is all that scrolls, it went to the history, or fell out.
            old_y = buffer.y.checked_sub(1);
        } else {
            buffer.y = (buffer.y + 1).min(rows - 1);
            let y = buffer.y;
            buffer.row(y).wrapped = true;
        }
        if old_width > 0
            && let Some(moved) = buffer.edit(old_y, |old| old.clone())
        {
            let y = buffer.y;
            buffer.row(y).copy_from(&moved, left, 0, old_width);
        }
        if left < cols {
            buffer.edit(old_y, |old| (left..cols).for_each(|at| old.set(at, Cell::empty(&pen))));
        }
        true
    }

    /// Adds a character to the one before the cursor, which it may make wider: over what
    /// is right of it, as xterm.js does also in insert mode.
    fn combine(&mut self, code: u32, width: usize, old_width: usize) {
        let pen = self.template;
        let buffer = self.active();
        let (x, y) = (buffer.x, buffer.y);
        let row = &buffer.rows[y];
        let at = if row.get(x - 1).width() > 0 { Some(x - 1) } else { x.checked_sub(2) };
        if let (Some(at), Some(c)) = (at, char::from_u32(code)) {
            let mut cell = row.get(at);
            if cell.has_text() {
                let mut text =
                    self.text(&cell).unwrap_or_else(|| char::from_u32(cell.code()).into_iter().collect());
                text.push(c);
                let id = self.texts.id(&text);
                cell.set_text_id(id);
            } else {
                cell = Cell::new(code, 1, &cell);
            }
            cell.set_width(width as u32);
            self.buffer().row(y).set(at, cell);
        }
        let buffer = self.buffer();
        for _ in old_width..width {
            let x = buffer.x;
            buffer.row(y).set(x, Cell::new(0, 0, &pen));
            buffer.x += 1;
        }
    }
}
