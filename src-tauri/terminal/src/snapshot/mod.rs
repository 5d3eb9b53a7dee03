//! A terminal as escape sequences: read by a terminal that was reset, they leave
//! it as this one is, so that it goes on as if it had read every byte itself.

mod cursor;
mod keyboard;
mod lines;
mod painter;
mod prompts;
mod rows;
mod style;

use crate::emulator::{Buffer, Modes, Mouse, MouseEncoding, TAB_COLS, TermState};
pub(crate) use lines::coloured_lines;
use painter::{Painter, Pen};

/// The sequences for `terminal`, and whether they leave it exactly as it is: a few
/// states, all far-fetched, have no sequence. What was read of an unfinished
/// sequence is not in it.
pub(crate) fn of(terminal: &TermState) -> (Vec<u8>, bool) {
    let mut painter = Painter::new(terminal);
    painter.prepare();
    painter.buffer(&terminal.normal);
    painter.keyboard(&terminal.keyboard.normal);
    if terminal.alt_active {
        painter.csi("?47h");
        painter.buffer(&terminal.alt);
        painter.keyboard(&terminal.keyboard.alt);
    } else if terminal.alt.saved != Default::default() || terminal.keyboard.alt != Default::default() {
        painter.csi("?47h");
        painter.save_in_place(&terminal.alt);
        painter.keyboard(&terminal.keyboard.alt);
        painter.csi("?47l");
    }
    painter.modes();
    painter.cursor();
    painter.exact &= painter.cluster == terminal.cluster;
    (painter.out, painter.exact)
}

/// The sequences for what `terminal` shows now, without what is above the screen. To be
/// looked at and typed to, not to go on from.
pub(crate) fn of_screen(terminal: &TermState) -> Vec<u8> {
    let mut painter = Painter::new(terminal);
    painter.prepare();
    if terminal.alt_active {
        painter.csi("?47h");
    }
    painter.buffer(&terminal.active().screen());
    let keyboard = &terminal.keyboard;
    painter.keyboard(if terminal.alt_active { &keyboard.alt } else { &keyboard.normal });
    painter.modes();
    painter.cursor();
    painter.out
}

impl Painter<'_> {
    /// What a reset leaves as it was: a sequence under way, names, colours, and
    /// the modes that painting depends on.
    fn prepare(&mut self) {
        self.text("\x18");
        self.csi("20l");
        self.osc("104");
        (110..=112).for_each(|which| self.osc(&which.to_string()));
        for (&index, [r, g, b]) in &self.terminal.palette {
            let color = format!("rgb:{r:02x}/{g:02x}/{b:02x}");
            match index.checked_sub(256) {
                None => self.osc(&format!("4;{index};{color}")),
                Some(special) => self.osc(&format!("{};{color}", 10 + special)),
            }
        }
        let (title, icon) = (&self.terminal.title, &self.terminal.icon);
        if let Some(title) = title {
            self.osc(&format!("2;{title}"));
        }
        if let Some(icon) = icon {
            self.osc(&format!("1;{icon}"));
        }
        if let Some(folder) = &self.terminal.folder {
            self.osc(&format!("7;{folder}"));
        }
    }

    /// Rows, what was saved, tab stops and scroll region of the active buffer.
    fn buffer(&mut self, buffer: &Buffer) {
        self.rows(buffer);
        self.restyle(Pen::default());
        let default_tab = |at: usize| at.is_multiple_of(TAB_COLS);
        if (0..self.terminal.cols).any(|at| buffer.is_tab(at) != default_tab(at)) {
            self.csi("3g");
            for at in (0..self.terminal.cols).filter(|at| buffer.is_tab(*at)) {
                self.csi(&format!("{}G\x1bH", at + 1));
            }
        }
        if (buffer.top, buffer.bottom) != (0, self.terminal.rows - 1) {
            self.csi(&format!("{};{}r", buffer.top + 1, buffer.bottom + 1));
        }
    }

    fn modes(&mut self) {
        let Modes { newline, blink, hidden, mouse, mouse_encoding, cursor_style, .. } = self.terminal.modes;
        let modes = &self.terminal.modes;
        self.csi(if hidden { "?25l" } else { "?25h" });
        if cursor_style > 0 {
            self.csi(&format!("{cursor_style} q"));
        }
        let switches = [
            (modes.cursor_keys, "?1h"),
            (modes.origin, "?6h"),
            (!modes.wraparound, "?7l"),
            (blink == Some(true), "?12h"),
            (blink == Some(false), "?12l"),
            (modes.reverse_wraparound, "?45h"),
            (modes.keypad, "?66h"),
            (mouse == Mouse::Press, "?9h"),
            (mouse == Mouse::Clicks, "?1000h"),
            (mouse == Mouse::Drags, "?1002h"),
            (mouse == Mouse::All, "?1003h"),
            (mouse_encoding == MouseEncoding::Cells, "?1006h"),
            (mouse_encoding == MouseEncoding::Pixels, "?1016h"),
            (modes.focus, "?1004h"),
            (modes.bracketed_paste, "?2004h"),
            (newline, "20h"),
        ];
        self.other_keys();
        switches.iter().filter(|(on, _)| *on).for_each(|(_, switch)| self.csi(switch));
    }

    fn charsets(&mut self) {
        let charsets = &self.terminal.charsets;
        for (slot, set) in "()*+".chars().zip(charsets.sets).filter(|(_, set)| !set.is_ascii()) {
            self.text(&format!("\x1b{slot}{}", char::from(set.last())));
        }
        let levels = ["", "\x0e", "\x1bn", "\x1bo"];
        self.text(levels[charsets.level]);
        if charsets.current == charsets.sets[charsets.level] {
            return;
        }
        if charsets.current == self.terminal.active().saved.charset {
            // It came with the cursor that was restored, and does so again.
            self.text("\x1b8");
            self.take(Pen::default());
        } else {
            self.exact = false;
        }
    }
}
