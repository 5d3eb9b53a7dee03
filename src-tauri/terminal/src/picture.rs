//! A screen in few bytes, for views that draw it without a terminal. The format is
//! documented at [`crate::Screen::picture`]; colours are as in [`crate::emulator::cell`].

use crate::emulator::TermState;
use crate::emulator::cell::{BOLD, COLOR, COLOR_MODE, Cell, DIM, INVERSE, INVISIBLE, UNDERLINE};

/// A cursor that is not shown.
const HIDDEN_CURSOR: u16 = u16::MAX;

/// The active screen, without its scrollback.
pub fn of(terminal: &TermState) -> Vec<u8> {
    let (cols, buffer) = (terminal.cols, terminal.active());
    let mut out = Vec::with_capacity(4096);
    let cursor_y = if terminal.modes.hidden { HIDDEN_CURSOR } else { short(buffer.y) };
    for number in [short(cols), short(terminal.rows), short(buffer.x.min(cols - 1)), cursor_y] {
        out.extend(number.to_le_bytes());
    }
    for y in 0..terminal.rows {
        let count_at = out.len();
        out.extend(0_u16.to_le_bytes());
        let Some(row) = buffer.rows.get(y) else { continue };
        let cells = &row.stored()[..row.stored().len().min(cols)];
        let (mut at, mut runs) = (0, 0_u16);
        while at < cells.len() {
            let pen = cells[at];
            let len = cells[at..].iter().take_while(|cell| cell.same_pen(&pen)).count();
            runs += u16::from(run(terminal, at, &cells[at..at + len], &mut out));
            at += len;
        }
        out[count_at..count_at + 2].copy_from_slice(&runs.to_le_bytes());
    }
    out
}

/// Writes cells with the same attributes, unless all of them are blank.
fn run(terminal: &TermState, at: usize, cells: &[Cell], out: &mut Vec<u8>) -> bool {
    let Some(pen) = cells.first() else { return false };
    let mut text = String::with_capacity(cells.len());
    for cell in cells.iter().filter(|cell| !cell.is_right_half()) {
        match terminal.text(cell) {
            _ if pen.fg & INVISIBLE != 0 => text.push(' '),
            Some(combined) => text.push_str(&combined),
            None => text.push(char::from_u32(cell.code()).filter(|c| *c != '\0').unwrap_or(' ')),
        }
    }
    let has = |bits: u32, bit: u32, flag: u8| if bits & bit != 0 { flag } else { 0 };
    let flags =
        has(pen.fg, INVERSE, 1) | has(pen.fg, BOLD, 2) | has(pen.bg, DIM, 4) | has(pen.fg, UNDERLINE, 8);
    let bare = pen.bg & COLOR_MODE == 0 && flags & (1 | 8) == 0;
    if bare && text.trim_matches(' ').is_empty() {
        return false;
    }
    if bare {
        text.truncate(text.trim_end_matches(' ').len());
    }
    out.extend(short(at).to_le_bytes());
    out.extend(short(cells.len()).to_le_bytes());
    out.extend((pen.fg & COLOR).to_le_bytes());
    out.extend((pen.bg & COLOR).to_le_bytes());
    out.push(flags);
    // Far longer than any row of text; a heap of combining characters is cut.
    let most = text.len().min(u16::MAX.into());
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    out.extend(short(end).to_le_bytes());
    out.extend(&text.as_bytes()[..end]);
    true
}

fn short(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use crate::pty::Size;
    use crate::screen::Screen;

    /// Column, flags, foreground, background.
    type Run = (u32, u32, u32, u32);

    fn take<'a>(bytes: &mut &'a [u8], len: u32) -> &'a [u8] {
        bytes.split_off(..len as usize).unwrap()
    }

    fn number(bytes: &mut &[u8], len: u32) -> u32 {
        take(bytes, len).iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte))
    }

    /// Reads a picture back: the rows as text, and every run.
    fn read(mut bytes: &[u8]) -> (Vec<String>, Vec<Run>) {
        let bytes = &mut bytes;
        let (cols, rows, _cursor) = (number(bytes, 2), number(bytes, 2), number(bytes, 4));
        let (mut lines, mut runs) = (Vec::new(), Vec::new());
        for _ in 0..rows {
            let mut line = " ".repeat(cols as usize);
            for _ in 0..number(bytes, 2) {
                let (column, _cols) = (number(bytes, 2), number(bytes, 2));
                let (fg, bg, flags) = (number(bytes, 4), number(bytes, 4), number(bytes, 1));
                let len = number(bytes, 2);
                let text = std::str::from_utf8(take(bytes, len)).unwrap();
                line.replace_range(column as usize..column as usize + text.len(), text);
                runs.push((column, flags, fg, bg));
            }
            lines.push(line.trim_end().to_owned());
        }
        assert!(bytes.is_empty());
        (lines, runs)
    }

    #[test]
    fn a_screen_is_its_rows_and_pens() {
        let mut screen = Screen::new(Size { cols: 20, rows: 3 }, 100);
        screen.write(b"gone\r\nplain \x1b[1;31mred\x1b[0m\r\n\r\n     \x1b[7m  \x1b[0m\x1b[48;2;1;2;3mx");
        let (_, bytes) = screen.picture(None).unwrap();
        let (lines, runs) = read(&bytes);
        assert_eq!(lines, ["plain red", "", "       x"]);
        let colour = |mode: u32, value: u32| mode << 24 | value;
        assert_eq!(
            runs,
            [(0, 0, 0, 0), (6, 2, colour(1, 1), 0), (5, 1, 0, 0), (7, 0, 0, colour(3, 0x01_02_03))]
        );
    }

    #[test]
    fn one_that_was_seen_is_not_told_again() {
        let mut screen = Screen::new(Size { cols: 20, rows: 3 }, 100);
        let (first, _) = screen.picture(None).unwrap();
        assert!(screen.picture(Some(first)).is_none());
        screen.write(b"x");
        let (second, _) = screen.picture(Some(first)).unwrap();
        screen.resize(Size { cols: 10, rows: 3 });
        assert!(screen.picture(Some(second)).is_some());
    }
}
