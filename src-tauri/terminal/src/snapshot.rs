//! A screen as escape sequences.

use alacritty_terminal::Term;
use alacritty_terminal::grid::Dimensions;
use alacritty_terminal::index::{Column, Line};
use alacritty_terminal::term::cell::{Cell, Flags};
use alacritty_terminal::vte::ansi::{Color, NamedColor};

/// Paints scrollback, screen and cursor of `term` on a terminal that was reset.
pub(crate) fn of<T>(term: &Term<T>) -> Vec<u8> {
    let grid = term.grid();
    let mut out = Vec::new();
    let (top, bottom) = (grid.topmost_line().0, grid.bottommost_line().0);
    let mut style = Cell::default();
    for line in top..=bottom {
        let row = &grid[Line(line)];
        let wrapped = row[Column(grid.columns() - 1)].flags.contains(Flags::WRAPLINE);
        let end = if wrapped {
            grid.columns()
        } else {
            (0..grid.columns()).rev().find(|&c| !is_blank(&row[Column(c)])).map_or(0, |c| c + 1)
        };
        for column in 0..end {
            let cell = &row[Column(column)];
            if cell.flags.intersects(Flags::WIDE_CHAR_SPACER | Flags::LEADING_WIDE_CHAR_SPACER) {
                continue;
            }
            restyle(&mut out, &style, cell);
            style.fg = cell.fg;
            style.bg = cell.bg;
            style.flags = cell.flags;
            let shown = if cell.c == '\t' { ' ' } else { cell.c };
            push(&mut out, shown);
            cell.zerowidth().into_iter().flatten().for_each(|&c| push(&mut out, c));
        }
        if line < bottom && !wrapped {
            out.extend_from_slice(b"\r\n");
        }
    }
    let cursor = grid.cursor.point;
    out.extend_from_slice(format!("\x1b[0m\x1b[{};{}H", cursor.line.0 + 1, cursor.column.0 + 1).as_bytes());
    out
}

fn is_blank(cell: &Cell) -> bool {
    cell.c == ' ' && cell.bg == Color::Named(NamedColor::Background) && cell.flags.is_empty()
}

fn push(out: &mut Vec<u8>, c: char) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// Styles that SGR sets, with its code.
const STYLES: [(Flags, u8); 7] = [
    (Flags::BOLD, 1),
    (Flags::DIM, 2),
    (Flags::ITALIC, 3),
    (Flags::UNDERLINE, 4),
    (Flags::INVERSE, 7),
    (Flags::HIDDEN, 8),
    (Flags::STRIKEOUT, 9),
];

fn restyle(out: &mut Vec<u8>, from: &Cell, to: &Cell) {
    let styles =
        |cell: &Cell| STYLES.iter().fold(Flags::empty(), |sum, (flag, _)| sum | (cell.flags & *flag));
    if from.fg == to.fg && from.bg == to.bg && styles(from) == styles(to) {
        return;
    }
    out.extend_from_slice(b"\x1b[0");
    for (_, code) in STYLES.iter().filter(|(flag, _)| to.flags.contains(*flag)) {
        out.extend_from_slice(format!(";{code}").as_bytes());
    }
    color(out, to.fg, 30);
    color(out, to.bg, 40);
    out.push(b'm');
}

fn color(out: &mut Vec<u8>, color: Color, base: u16) {
    let code = match color {
        Color::Named(name) if (name as u16) < 8 => format!(";{}", base + name as u16),
        Color::Named(name) if (name as u16) < 16 => format!(";{}", base + 52 + name as u16),
        Color::Named(_) => return,
        Color::Indexed(index) => format!(";{};5;{index}", base + 8),
        Color::Spec(rgb) => format!(";{};2;{};{};{}", base + 8, rgb.r, rgb.g, rgb.b),
    };
    out.extend_from_slice(code.as_bytes());
}
