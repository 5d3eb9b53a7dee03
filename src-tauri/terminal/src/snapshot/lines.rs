//! The rows of a screen, each as a line of text with its colours.

use super::painter::{Painter, Pen};
use crate::emulator::{Row, TermState};

/// The visible rows. Each begins and ends with no attribute, and moves no cursor.
pub(crate) fn coloured_lines(terminal: &TermState) -> Vec<String> {
    terminal.active().screen().rows.iter().map(|row| line(terminal, row)).collect()
}

fn line(terminal: &TermState, row: &Row) -> String {
    let mut painter = Painter::new(terminal);
    for cell in (0..row.text_len()).map(|at| row.get(at)).filter(|cell| !cell.is_right_half()) {
        match cell.has_text() {
            true => painter.cell(&cell),
            false => {
                painter.restyle(painter.pen_of(&cell));
                painter.print(" ");
            }
        }
    }
    painter.restyle(Pen::default());
    String::from_utf8_lossy(&painter.out).into_owned()
}

#[cfg(test)]
mod tests {
    use crate::{Screen, Size};

    #[test]
    fn a_row_has_its_colours_and_nothing_else() {
        let mut screen = Screen::new(Size { cols: 10, rows: 3 }, 10);
        screen.write("old\r\n\x1b[31mred\x1b[m a\r\n\x1b[44m中\x1b[m\x1b[6Gx\r\n\x1b[2;1H".as_bytes());
        assert_eq!(
            screen.coloured_lines(),
            ["\x1b[0;31mred\x1b[0m a", "\x1b[0;44m中\x1b[0m   x", ""].map(str::to_owned)
        );
    }
}
