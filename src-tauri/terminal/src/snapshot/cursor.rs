//! The cursor, what was saved of it, and the character before it.

use super::painter::{Painter, Pen};
use super::rows::WIDE;
use crate::emulator::cell::{Cell, Extended, HAS_EXTENDED, UNDERLINE, UNDERLINE_STYLE};
use crate::emulator::{Buffer, Cluster, Row};

impl Painter<'_> {
    /// `DECSC` in the row that is being painted.
    pub fn save(&mut self, buffer: &Buffer) {
        let saved = buffer.saved;
        if saved == Default::default() {
            return;
        }
        self.csi(&format!("{}G", saved.x.min(self.terminal.cols - 1) + 1));
        let mut pen = Pen { fg: saved.fg, bg: saved.bg, extended: Extended::default() };
        if saved.fg & UNDERLINE != 0 {
            pen.extended.bits = 1 << UNDERLINE_STYLE;
        }
        let linked = saved.bg & HAS_EXTENDED != 0 && saved.fg & UNDERLINE == 0;
        self.restyle(pen);
        if linked {
            // Any link: which one it was is not saved.
            self.osc("8;;x:");
        }
        if saved.charset.is_ascii() {
            self.text("\x1b7");
        } else {
            self.text(&format!("\x1b({}\x1b7\x1b(B", char::from(saved.charset.last())));
        }
        if linked {
            self.osc("8;;");
        }
        self.restyle(Pen::default());
    }

    /// `DECSC` below the last row of an empty buffer: where that row was until the
    /// scrollback was dropped.
    pub fn save_below(&mut self, buffer: &Buffer) {
        let bottom = self.terminal.rows - 1;
        let reachable = buffer.saved.y < buffer.max_rows;
        self.exact &= reachable;
        self.go_to(0, bottom);
        if reachable {
            self.text(&"\n".repeat(buffer.saved.y.saturating_sub(bottom)));
        }
        self.save(buffer);
        self.csi("3J");
    }

    /// `DECSC` for a buffer that shows nothing.
    pub fn save_in_place(&mut self, buffer: &Buffer) {
        self.go_to(0, buffer.saved.y.min(self.terminal.rows - 1));
        self.save(buffer);
    }

    /// The last step: character sets, pen and cursor, waiting to wrap where it does,
    /// behind a character that others may join where there is one.
    pub fn cursor(&mut self) {
        let terminal = self.terminal;
        let buffer = terminal.active();
        let (cols, x) = (terminal.cols, buffer.x.min(terminal.cols));
        let inside = (buffer.top..=buffer.bottom).contains(&buffer.y);
        // A lone combining character may push the cursor further than where it waits.
        self.exact &= (!terminal.modes.origin || inside) && buffer.x <= cols;
        let y = if terminal.modes.origin { buffer.y.saturating_sub(buffer.top) } else { buffer.y };
        let row = &buffer.rows[buffer.y];
        let text_at = |at: usize| Some((at, row.get(at))).filter(|(_, cell)| cell.has_text());
        if let Some((at, cell)) = x.checked_sub(terminal.cluster.columns() as usize).and_then(text_at)
            && Cluster::of(&self.text_of(&cell)) == terminal.cluster
            && cell.width() == terminal.cluster.columns()
            && self.is_of_pen(&cell)
            && let Some(text) = self.unmapped(&cell)
        {
            self.charsets();
            self.restore_pen();
            self.make_way(at, y, &cell);
            self.restyle(terminal.attributes);
            self.text(&text);
            self.cluster = terminal.cluster;
        } else if x == cols
            && let Some((at, cell)) = text_at(cols - 1 - usize::from(row.get(cols - 1).is_right_half()))
        {
            self.make_way(at, y, &cell);
            self.cell(&cell);
            self.charsets();
            self.take(terminal.attributes);
            let current = terminal.charsets.current == terminal.charsets.sets[terminal.charsets.level];
            self.exact &= current && self.marked() == terminal.attributes;
        } else {
            self.charsets();
            self.restore_pen();
            self.place(x, y, row);
        }
    }

    /// Whether the pen would write the cell as it is. A resize may move the cursor
    /// behind a character that is not the last one written.
    fn is_of_pen(&self, cell: &Cell) -> bool {
        let mut pen = self.terminal.attributes;
        if pen.bg & HAS_EXTENDED == 0 {
            pen.extended = Extended::default();
        }
        self.pen_of(cell) == pen
    }

    /// What the character set in use makes the text of the cell of, if it can.
    fn unmapped(&self, cell: &Cell) -> Option<String> {
        let set = self.terminal.charsets.current;
        let unmap = |c: char| {
            let code = set.unmap(c.into());
            char::from_u32(code).filter(|_| set.map(code) == u32::from(c))
        };
        self.text_of(cell).chars().map(unmap).collect()
    }

    /// Puts the cursor where a character is to be written again, so that it does not
    /// push others in insert mode.
    fn make_way(&mut self, x: usize, y: usize, cell: &Cell) {
        self.go_to(x, y);
        if self.terminal.modes.insert {
            self.exact &= self.marked() == self.terminal.attributes;
            self.restyle(Pen::default());
            // What joins the first character pushes nothing, also if it makes it wider.
            let first = self.text_of(cell).chars().next().map(u32::from);
            let pushed = first.map_or(1, |first| Cluster::NONE.next(first).columns());
            self.csi(&format!("{pushed}P"));
            self.csi("4h");
        }
    }

    /// Puts the cursor behind nothing that others could join.
    fn place(&mut self, x: usize, y: usize, row: &Row) {
        let terminal = self.terminal;
        let cols = terminal.cols;
        if x == cols && !terminal.alt_active {
            // Waiting behind nothing: the other screen's cursor becomes this one's.
            self.csi("?47h");
            self.go_to(cols - 1, terminal.normal.y);
            self.print(" ");
            self.csi("?47l");
        } else {
            self.exact &= x < cols;
            self.go_to(x.min(cols - 1), y);
        }
        if terminal.modes.insert {
            self.csi("4h");
        }
        self.restyle(terminal.attributes);
        if let Some(wide) = dropped(terminal.cluster)
            && !terminal.modes.wraparound
            && x == cols - 1
        {
            // A wide character that was not shown, for want of room. In one go with
            // one that fills the place, which it would cut otherwise.
            if x > 0 && row.get(x).is_right_half() {
                self.go_to(x - 1, y);
                self.cell(&row.get(x - 1));
                self.exact &= !self.cluster.next(wide.into()).joined();
            }
            self.print(wide.encode_utf8(&mut [0; 4]));
        }
    }

    /// The pen as it is after a sequence that says all of it.
    fn marked(&self) -> Pen {
        let mut pen = self.terminal.attributes;
        let underlined = pen.extended.style() != 0;
        pen.fg = if underlined { pen.fg | UNDERLINE } else { pen.fg & !UNDERLINE };
        pen.note_extended();
        pen
    }

    /// A restored cursor brings its colours, but not its underline and link, which
    /// stay without being marked as there.
    fn restore_pen(&mut self) {
        let (pen, saved) = (self.terminal.attributes, self.terminal.active().saved);
        let marked = self.marked();
        let brought = (saved.bg & HAS_EXTENDED, saved.fg & UNDERLINE, saved.charset);
        let same = brought == (pen.bg & HAS_EXTENDED, pen.fg & UNDERLINE, self.terminal.charsets.current);
        if marked == pen {
            return;
        }
        self.exact &= same;
        if same {
            self.take(marked);
            self.text("\x1b8");
            self.retake(pen);
        }
    }
}

/// A wide character that others may join as they may this one.
fn dropped(cluster: Cluster) -> Option<char> {
    [WIDE, '🚢', '\u{1100}', '가', '각'].into_iter().find(|&wide| Cluster::NONE.next(wide.into()) == cluster)
}
