//! Rows of cells. They are painted where a terminal would write them, and the
//! marks of wrapped lines by wrapping.

use super::painter::{Painter, Pen};
use crate::emulator::cell::{Cell, EMPTY};
use crate::emulator::{Buffer, Cluster, Row};

/// A wide character that leaves no ink where it is painted over.
pub const WIDE: char = '\u{3000}';

impl Painter<'_> {
    /// All rows of the active buffer, which is empty; the first goes to its top.
    pub fn rows(&mut self, buffer: &Buffer) {
        let (cols, alone) = (self.terminal.cols, self.terminal.rows == 1);
        let last = buffer.len().saturating_sub(1);
        if buffer.saved.y > last {
            self.save_below(buffer);
        }
        let mut rows = buffer.all_rows().peekable();
        let continued = rows.peek().is_some_and(|row| row.wrapped);
        self.go_to(0, 0);
        if continued && !alone {
            // Wrapped from nowhere: from a row that is deleted after.
            self.go_to(cols - 1, 0);
            self.text("  ");
            self.go_to(0, 0);
            self.csi("M\x1b[X");
        } else {
            self.exact &= !continued;
        }
        let mut at = 0;
        while let Some(row) = rows.next() {
            let next = rows.peek();
            self.mark(row.mark);
            self.row(&row, next.is_some_and(|next| next.wrapped));
            if at == buffer.saved.y {
                self.save(buffer);
            }
            at += 1;
            match next {
                Some(next) if next.wrapped => self.wrap(&row),
                Some(_) => {
                    // A row that scrolls in has the background of the pen.
                    self.restyle(Pen::default());
                    self.text("\r\n");
                }
                None => {}
            }
        }
        self.end_command();
    }

    /// A row, from its first column; the cursor may be anywhere in it after.
    fn row(&mut self, row: &Row, wraps: bool) {
        // Where it wraps, an empty last cell is what wrapping leaves.
        let cols = self.terminal.cols;
        let len = if wraps && !row.get(cols - 1).has_text() && row.get(cols - 1).width() == 1 {
            row.stored().len().min(cols - 1)
        } else {
            row.stored().len()
        };
        let cells = &row.stored()[..len];
        let shifted = self.right_halves(cells);
        let dirty = self.left_halves(cells);
        let mut at = 0;
        let mut cursor = if shifted || !dirty.is_empty() { usize::MAX } else { 0 };
        while at < cells.len() {
            let cell = cells[at];
            if cell.has_text() {
                if cursor != at {
                    self.csi(&format!("{}G", at + 1));
                }
                self.cell(&cell);
                self.exact &= cell.width() < 2 || cells.get(at + 1).is_some_and(Cell::is_right_half);
                at += cell.width().max(1) as usize;
                cursor = at;
                continue;
            }
            let run = cells[at..].iter().take_while(|other| **other == cell).count();
            let plain = cell.width() == 1 && cell.is_plain();
            if plain && (cell != EMPTY || dirty.iter().any(|column| (at..at + run).contains(column))) {
                if cursor != at {
                    self.csi(&format!("{}G", at + 1));
                    cursor = at;
                }
                self.restyle(Pen { bg: cell.bg, ..Pen::default() });
                self.csi(&format!("{run}X"));
            }
            at += run;
        }
        for &column in dirty.iter().filter(|column| **column >= cells.len()) {
            self.restyle(Pen::default());
            self.csi(&format!("{}G\x1b[X", column + 1));
        }
    }

    /// The character of a cell.
    pub fn cell(&mut self, cell: &Cell) {
        self.restyle(self.pen_of(cell));
        let text = self.text_of(cell);
        self.exact &= is_cluster(&text, cell.width());
        self.print(&text);
    }

    pub fn text_of(&self, cell: &Cell) -> String {
        self.terminal.text(cell).unwrap_or_else(|| char::from_u32(cell.code()).into_iter().collect())
    }

    /// Right halves of wide characters whose left half was pushed away from them.
    /// Does the same again; returns whether there are any.
    fn right_halves(&mut self, cells: &[Cell]) -> bool {
        let mut free = 0;
        let mut any = false;
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.is_right_half()) {
            let before = at.checked_sub(1).map(|before| cells[before]);
            if before.is_some_and(|before| before.width() == 2) {
                continue;
            }
            any = true;
            // What is painted right before it would clear it.
            let possible =
                before.is_some_and(|before| !before.has_text() && before.is_plain() && before.width() == 1);
            if !possible || (at > 1 && at < free + 2) || (at == 1 && free > 0) {
                self.exact = false;
                continue;
            }
            let wide = at.saturating_sub(2);
            self.csi(&format!("{}G", wide + 1));
            self.restyle(self.pen_of(cell));
            self.print(WIDE.encode_utf8(&mut [0; 4]));
            self.restyle(Pen::default());
            self.csi(&format!("{}G\x1b[@", wide + 2));
            if at == 1 {
                self.csi("1G\x1b[P");
            }
            free = at + 1;
        }
        any
    }

    /// Empty cells that were half of a wide character have the pen that cut it. Cuts
    /// wide characters there; returns the columns that have to be painted over.
    fn left_halves(&mut self, cells: &[Cell]) -> Vec<usize> {
        let mut dirty = Vec::new();
        let cols = self.terminal.cols;
        for (at, cell) in cells.iter().enumerate() {
            let cut = |cell: &Cell| !cell.has_text() && cell.width() == 1 && !cell.is_plain();
            if !cut(cell) {
                continue;
            }
            let near = at.saturating_sub(1)..(at + 3).min(cells.len());
            let alone = |at: usize| at == 0 || cells[at - 1].width() != 2;
            self.exact &= !near.clone().any(|at| cells[at].is_right_half() && alone(at));
            // The last cell is cut from the left, where it may cut what was cut before.
            self.exact &= at + 1 < cols || at == 0 || !cut(&cells[at - 1]);
            let (wide, cut) = if at + 1 < cols { (at, at + 1) } else { (at - 1, at - 1) };
            self.csi(&format!("{}G{WIDE}\x1b[{}G", wide + 1, cut + 1));
            self.restyle(self.pen_of(cell));
            self.print(" ");
            dirty.push(cut);
        }
        dirty
    }

    /// Goes from the end of a row to the next one, which is wrapped, and leaves that empty.
    fn wrap(&mut self, row: &Row) {
        let cols = self.terminal.cols;
        let last = row.get(cols - 1);
        let at = cols - 1 - usize::from(last.is_right_half());
        self.exact &= last.has_text() || !last.is_right_half() || row.get(at).width() == 2;
        if row.get(at).has_text() {
            // Painted last, so that the cursor waits behind it.
            self.csi(&format!("{}G", at + 1));
            self.cell(&row.get(at));
            self.restyle(Pen::default());
            self.print(" ");
            self.text("\r\x1b[X");
        } else {
            // A wide character that does not fit leaves the last cell empty, in its pen.
            self.csi(&format!("{cols}G"));
            self.restyle(self.pen_of(&last));
            self.print(WIDE.encode_utf8(&mut [0; 4]));
            self.restyle(Pen::default());
            self.text("\r");
            self.csi(&format!("{cols}X"));
        }
    }
}

/// Whether a terminal makes one cell of a text, of so many columns. Not where the
/// cursor was moved behind one character by a resize, and another joined it there.
fn is_cluster(text: &str, columns: u32) -> bool {
    let mut rest = text.chars();
    let Some(first) = rest.next() else { return false };
    let first = Cluster::NONE.next(first.into());
    let last = rest.try_fold(first, |cluster, c| Some(cluster.next(c.into())).filter(|next| next.joined()));
    last.is_some_and(|last| last.columns() == columns)
}
