//! Control characters and escape sequences, and where each action goes.

use super::actions::Actions;
use super::cell::Cell;
use super::charset::Charset;
use super::clusters::Cluster;
use super::params::Params;
use super::state::TermState;

/// A VT100 with its advanced video option.
const DA1: &[u8] = b"\x1b[?1;2c";

impl Actions for TermState {
    fn print_begin(&mut self) {
        Self::print_begin(self);
    }

    fn print(&mut self, code: u32) {
        Self::print(self, code);
    }

    fn print_ascii(&mut self, text: &[u8]) {
        Self::print_ascii(self, text);
    }

    fn print_end(&mut self) {
        Self::print_end(self);
    }

    fn control(&mut self, code: u32) {
        match code {
            0x07 => self.ring(),
            0x08 => self.backspace(),
            0x09 => self.tab(1),
            0x0a..=0x0c => self.line_feed(),
            0x0d => self.buffer().x = 0,
            0x0e => self.charsets.select(1),
            0x0f => self.charsets.select(0),
            0x84 => self.index(),
            0x85 => self.next_line(),
            0x88 => self.set_tab(),
            _ => {}
        }
    }

    fn escape(&mut self, intermediates: u32, last: u8) {
        // More than one intermediate means nothing.
        match (u8::try_from(intermediates), last) {
            (Ok(0), b'7') => self.save_cursor(),
            (Ok(0), b'8') => self.restore_cursor(),
            (Ok(0), b'D') => self.index(),
            (Ok(0), b'E') => self.next_line(),
            (Ok(0), b'H') => self.set_tab(),
            (Ok(0), b'M') => self.reverse_index(),
            (Ok(0), b'Z') => self.answer_device(0, DA1),
            (Ok(0), b'=') => self.modes.keypad = true,
            (Ok(0), b'>') => self.modes.keypad = false,
            (Ok(0), b'c') => self.reset(),
            (Ok(0), b'n' | b'}') => self.charsets.select(2),
            (Ok(0), b'o' | b'|') => self.charsets.select(3),
            (Ok(0), b'~') => self.charsets.select(1),
            (Ok(b'%'), b'@' | b'G') => {
                self.charsets.select(0);
                self.charsets.designate(0, Charset::default());
            }
            (Ok(b'#'), b'8') => self.align(),
            (Ok(slot), last) => {
                let slot = match slot {
                    b'(' => 0,
                    b')' | b'-' => 1,
                    b'*' | b'.' => 2,
                    b'+' => 3,
                    _ => return,
                };
                if let Some(set) = Charset::known(last) {
                    self.charsets.designate(slot, set);
                }
            }
            (Err(_), _) => {}
        }
    }

    fn csi(&mut self, kind: u32, last: u8, params: &Params) {
        self.dispatch_csi(kind, last, params);
    }

    fn osc(&mut self, id: u32, text: &[u8]) {
        self.dispatch_osc(id, text);
    }

    fn status_string(&mut self, what: &[u8]) {
        self.answer_status_string(what);
    }

    fn osc_too_long(&mut self, id: u32) {
        if id == 52 {
            self.clipboard_too_long();
        }
    }

    fn end_cluster(&mut self) {
        self.cluster = Cluster::NONE;
    }
}

impl TermState {
    fn dispatch_csi(&mut self, kind: u32, last: u8, params: &Params) {
        let n = params.count();
        let by = n as i64;
        match (kind, last) {
            (0, b'@') => self.insert_cells(n),
            (0, b'A') => self.up(n),
            (0, b'B') => self.down(n),
            (0, b'C' | b'a') => self.move_by(by, 0),
            (0, b'D') => self.move_by(-by, 0),
            (0, b'E') => {
                self.down(n);
                self.buffer().x = 0;
            }
            (0, b'F') => {
                self.up(n);
                self.buffer().x = 0;
            }
            (0, b'G' | b'`') => self.go_to(by - 1, self.active().y as i64),
            (0, b'H' | b'f') => {
                let x = params.values().get(1).map_or(0, |&x| i64::from(x.max(1)) - 1);
                self.go_to(x, by - 1);
            }
            (0, b'I') => self.tab(n),
            (0, b'J') => self.erase_display(params.first(), false),
            (0x3f, b'J') => self.erase_display(params.first(), true),
            (0, b'K') => self.erase_line(params.first(), false),
            (0x3f, b'K') => self.erase_line(params.first(), true),
            (0, b'L') => self.insert_lines(n),
            (0, b'M') => self.delete_lines(n),
            (0, b'P') => self.delete_cells(n),
            (0, b'S') => self.scroll_up(n),
            (0, b'T') => self.scroll_down(n),
            (0, b'X') => self.erase_cells(n),
            (0, b'Z') => self.tab_back(n),
            (0, b'b') => self.repeat(n),
            (0, b'c') => self.answer_device(params.first(), DA1),
            (0x3e, b'c') => self.answer_device(params.first(), b"\x1b[>0;276;0c"),
            (0x3d, b'c') => self.answer_device(params.first(), b"\x1bP!|00000000\x1b\\"),
            (0, b'd') => self.go_to(self.active().x as i64, by - 1),
            (0, b'e') => self.move_by(0, by),
            (0, b'g') => self.clear_tab(params.first()),
            (0, b'h') => self.set_ansi_modes(params, true),
            (0, b'l') => self.set_ansi_modes(params, false),
            (0x3f, b'h') => self.set_modes(params),
            (0x3f, b'l') => self.reset_modes(params),
            (0, b'm') => self.select_graphics(params),
            (0x3e, b'm') => self.set_other_keys(params),
            (0x3f, b'm') => self.answer_other_keys(params.first()),
            (0, b'n') => self.answer_status(params.first(), ""),
            (0x3f, b'n') => self.answer_status(params.first(), "?"),
            (0x3e, b'n') => self.disable_other_keys(params.first()),
            (0, b'r') => self.set_region(params),
            (0, b's') => self.save_cursor(),
            (0, b'u') => self.restore_cursor(),
            (0x3c, b'u') => self.pop_keyboard(params),
            (0x3d, b'u') => self.set_keyboard(params),
            (0x3e, b'u') => self.push_keyboard(params),
            (0x3f, b'u') => self.answer_keyboard(),
            (0, b't') => self.answer_window(params.first()),
            (0x20, b'@') => self.shift_rows(0, n, false),
            (0x20, b'A') => self.shift_rows(0, n, true),
            (0x27, b'}') => self.shift_rows(self.active().x, n, true),
            (0x27, b'~') => self.shift_rows(self.active().x, n, false),
            (0x20, b'q') => self.set_cursor_style(params.first()),
            (0x21, b'p') => self.soft_reset(),
            (0x3e, b'q') => self.answer_version(params.first()),
            (0x22, b'q') => self.protect(params.first()),
            (0x24, b'p') => self.answer_ansi_mode(params.first()),
            (0x3f24, b'p') => self.answer_mode(params.first()),
            _ => {}
        }
    }

    fn line_feed(&mut self) {
        let (cols, rows, blank, newline) = (self.cols, self.rows, self.blank(), self.modes.newline);
        let buffer = self.buffer();
        if newline {
            buffer.x = 0;
        }
        if buffer.y == buffer.bottom {
            buffer.scroll(cols, blank, false);
        } else if buffer.y + 1 < rows {
            buffer.y += 1;
            let y = buffer.y;
            buffer.row(y).wrapped = false;
        }
        if buffer.x >= cols {
            buffer.x -= 1;
        }
    }

    fn index(&mut self) {
        self.restrict();
        let (cols, rows, blank) = (self.cols, self.rows, self.blank());
        let buffer = self.buffer();
        if buffer.y == buffer.bottom {
            buffer.scroll(cols, blank, false);
        } else if buffer.y + 1 < rows {
            buffer.y += 1;
        }
        self.restrict();
    }

    fn next_line(&mut self) {
        self.buffer().x = 0;
        self.index();
    }

    fn reverse_index(&mut self) {
        self.restrict();
        let (cols, blank) = (self.cols, self.blank());
        let buffer = self.buffer();
        if buffer.y == buffer.top {
            buffer.rotate_down(buffer.top, buffer.bottom, cols, blank);
        } else {
            buffer.y = buffer.y.saturating_sub(1);
            self.restrict();
        }
    }

    /// `DECALN`: a screen of E.
    fn align(&mut self) {
        let (cols, rows) = (self.cols, self.rows);
        let pen = Cell::pen(self.attributes.fg, self.attributes.bg, 0);
        self.go_to(0, 0);
        let buffer = self.buffer();
        for y in buffer.y..buffer.y + rows {
            if buffer.has_row(y) {
                let row = buffer.row(y);
                row.fill(cols, Cell::new(u32::from(b'E'), 1, &pen));
                row.wrapped = false;
            }
        }
        self.go_to(0, 0);
    }
}
