//! A line that is written over: cells, and a cursor in them.

use berth_archive::escape::{Piece, is_colour, pieces};
use unicode_width::UnicodeWidthChar;

/// The most cells that a move may leave blank: more is no line that a person reads.
const FAR: usize = 4096;
/// The longest style in bytes; of a longer one only what came last counts.
const STYLE: usize = 128;

#[derive(Debug, Clone, Default)]
struct Cell {
    /// A letter and its marks; nothing for the second cell of a wide letter.
    text: String,
    /// Its place among the styles.
    style: usize,
}

/// A line of a terminal.
#[derive(Debug, Default)]
pub struct Cells {
    cells: Vec<Cell>,
    cursor: usize,
    /// The sequences of each style; the first is none.
    styles: Vec<String>,
    style: usize,
}

impl Cells {
    /// What a line shows in the end.
    pub fn draw(line: &[u8]) -> String {
        let mut cells = Self { styles: vec![String::new()], ..Self::default() };
        for piece in pieces(line) {
            match piece {
                Piece::Text(text) => {
                    String::from_utf8_lossy(text).chars().for_each(|letter| cells.put(letter))
                }
                Piece::Sequence(sequence) if is_colour(sequence) => cells.colour(sequence),
                Piece::Sequence([0x1b, b'[', number @ .., end]) => {
                    let number = std::str::from_utf8(number).unwrap_or_default();
                    cells.control(*end, number.parse().ok());
                }
                Piece::Sequence(_) => {}
            }
        }
        cells.text()
    }

    fn put(&mut self, letter: char) {
        match letter {
            '\r' => self.cursor = 0,
            '\u{8}' => self.cursor = self.cursor.saturating_sub(1),
            '\t' if self.cursor < self.cells.len() => self.cursor = (self.cursor / 8 + 1) * 8,
            letter if !is_seen(letter) => {}
            letter => match letter.width() {
                Some(0) => {
                    if let Some(cell) = self.cursor.checked_sub(1).and_then(|at| self.cells.get_mut(at)) {
                        cell.text.push(letter);
                    }
                }
                width => {
                    self.set(letter.to_string());
                    if width == Some(2) {
                        self.set(String::new());
                    }
                }
            },
        }
    }

    fn set(&mut self, text: String) {
        if self.cells.len() <= self.cursor {
            self.cells.resize(self.cursor + 1, blank());
        }
        if let Some(cell) = self.cells.get_mut(self.cursor) {
            *cell = Cell { text, style: self.style };
        }
        self.cursor += 1;
    }

    fn control(&mut self, end: u8, number: Option<usize>) {
        let count = number.unwrap_or(1).clamp(1, FAR);
        let (here, length) = (self.cursor, self.cells.len());
        let within = here.min(length);
        let behind = (here + count).min(length).max(within);
        match end {
            b'C' => self.cursor = (here + count).min(length + FAR),
            b'D' => self.cursor = here.saturating_sub(count),
            b'G' => self.cursor = (count - 1).min(length + FAR),
            b'K' | b'J' => match number {
                None | Some(0) => self.cells.truncate(here),
                Some(1) => self.cells.iter_mut().take(here + 1).for_each(|cell| *cell = blank()),
                Some(_) => self.cells.clear(),
            },
            b'P' => drop(self.cells.drain(within..behind)),
            b'X' => self.cells.iter_mut().take(behind).skip(within).for_each(|cell| *cell = blank()),
            b'@' if here < length => {
                let blanks = std::iter::repeat_n(blank(), count);
                drop(self.cells.splice(here..here, blanks));
            }
            _ => {}
        }
    }

    fn colour(&mut self, sequence: &[u8]) {
        let sequence = String::from_utf8_lossy(sequence);
        if matches!(&*sequence, "\x1b[m" | "\x1b[0m") {
            self.style = 0;
            return;
        }
        let now = self.styles.get(self.style).map_or("", String::as_str);
        let now = if now.len() + sequence.len() > STYLE { "" } else { now };
        let next = format!("{now}{sequence}");
        self.style = self.styles.iter().rposition(|style| *style == next).unwrap_or_else(|| {
            self.styles.push(next);
            self.styles.len() - 1
        });
    }

    fn text(&self) -> String {
        let (mut text, mut style) = (String::new(), 0);
        for cell in &self.cells {
            if cell.style != style {
                if style != 0 {
                    text.push_str("\x1b[0m");
                }
                text.push_str(self.styles.get(cell.style).map_or("", String::as_str));
                style = cell.style;
            }
            text.push_str(&cell.text);
        }
        text
    }
}

fn blank() -> Cell {
    Cell { text: " ".to_owned(), style: 0 }
}

/// Whether it is no control character, of ASCII or of Latin-1.
pub fn is_seen(letter: char) -> bool {
    letter == '\t' || !letter.is_control()
}
