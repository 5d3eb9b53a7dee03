//! A line as it is shown: with its colours, not too long, and where the match is in it.

use std::ops::Range;

use crate::escape::{Piece, is_colour, pieces, stripped, with_colours};
use crate::run::Screen;

/// The most that is shown of a line, in bytes without its colours.
const LIMIT: usize = 4096;

/// What is shown before a match of a longer line.
const BEFORE: usize = 1024;

/// A line around a match, and where that is in what is shown, in characters without colours.
///
/// `at` is the match in the line without escape sequences.
pub fn around(line: &[u8], at: &Range<usize>) -> (String, (u32, u32)) {
    let from = if at.end <= LIMIT { 0 } else { at.start.saturating_sub(BEFORE) };
    let shown = from..from + LIMIT;
    let (mut text, mut plain) = (Vec::new(), Vec::new());
    let mut position = 0;
    for piece in pieces(line) {
        match piece {
            // Those before it, too: they colour what is shown.
            Piece::Sequence(sequence) if position < shown.end && is_colour(sequence) => {
                text.extend_from_slice(sequence);
            }
            Piece::Sequence(_) => {}
            Piece::Text(part) => {
                let within = |place: usize| place.saturating_sub(position).min(part.len());
                let part_shown = part.get(within(shown.start)..within(shown.end)).unwrap_or_default();
                text.extend_from_slice(part_shown);
                plain.extend_from_slice(part_shown);
                position += part.len();
            }
        }
    }
    let characters = |place: usize| {
        let bytes = plain.get(..place.saturating_sub(from).min(plain.len())).unwrap_or_default();
        u32::try_from(String::from_utf8_lossy(bytes).chars().count()).unwrap_or(u32::MAX)
    };
    let range = (characters(at.start), characters(at.end));
    (String::from_utf8_lossy(&text).into_owned(), range)
}

/// A line beside a match.
pub fn beside(line: &[u8]) -> String {
    around(line, &(0..0)).0
}

/// Lines without their ends.
pub fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    let lines =
        bytes.split_inclusive(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\n").unwrap_or(line));
    lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect()
}

/// A line of a log as it is shown: its colours stay, other escape sequences and its end go,
/// invalid UTF-8 is replaced, and of more than 4 KiB the beginning is left.
pub fn shown_line(line: &[u8]) -> String {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    beside(line.strip_suffix(b"\r").unwrap_or(line))
}

impl Screen {
    /// What it shows, a row each, as [`shown_line`]; empty rows at its end are left out.
    pub fn lines(&self) -> Vec<String> {
        let text = rows(&self.bytes);
        let mut lines: Vec<String> = text.split(|byte| *byte == b'\n').map(shown_line).collect();
        while lines.last().is_some_and(|line| stripped(line.as_bytes()).trim_ascii().is_empty()) {
            lines.pop();
        }
        lines
    }
}

/// What a screen shows, a row a line, with its colours. `bytes` draw it in a terminal.
pub fn rows(bytes: &[u8]) -> Vec<u8> {
    let (mut text, mut column) = (Vec::new(), 0);
    for piece in pieces(bytes) {
        match piece {
            Piece::Text(part) => {
                for byte in part {
                    match byte {
                        b'\n' => column = 0,
                        // No tab and no other control character draws anything.
                        0..0x20 | 0x7f => continue,
                        // The rest of a character of more than one byte.
                        0x80..0xc0 => {}
                        _ => column += 1,
                    }
                    text.push(*byte);
                }
            }
            Piece::Sequence(sequence) if is_colour(sequence) => text.extend_from_slice(sequence),
            // Cells that nothing was printed to are skipped: so many, or to a column.
            Piece::Sequence([0x1b, b'[', number @ .., to @ (b'C' | b'G')]) => {
                let number: usize =
                    std::str::from_utf8(number).ok().and_then(|n| n.parse().ok()).unwrap_or(1);
                let target = if *to == b'C' { column + number } else { number.saturating_sub(1) };
                let blank = target.saturating_sub(column).min(LIMIT);
                text.resize(text.len() + blank, b' ');
                column += blank;
            }
            Piece::Sequence(_) => {}
        }
    }
    with_colours(&text).into_owned()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// What the range says, of what is shown.
    fn marked(line: &str, wanted: &str) -> (String, String) {
        let plain = String::from_utf8(stripped(line.as_bytes()).into_owned()).unwrap();
        let start = plain.find(wanted).unwrap();
        let (text, (from, to)) = around(line.as_bytes(), &(start..start + wanted.len()));
        let shown = String::from_utf8(stripped(text.as_bytes()).into_owned()).unwrap();
        let (from, to) = (from as usize, to as usize);
        (text, shown.chars().skip(from).take(to - from).collect())
    }

    #[test]
    fn a_match_is_found_again_in_what_is_shown() {
        let long = |start: usize, end: usize| {
            format!("\x1b[31m{}\x1b[1mné\x1b[0medle{}", "ü".repeat(start), "x".repeat(end))
        };
        for (start, end) in [(0, 0), (5, 10), (1000, 10_000), (3000, 5), (100_000, 100_000)] {
            let (text, found) = marked(&long(start, end), "néedle");
            assert_eq!(found, "néedle", "{start} {end}");
            assert!(text.starts_with("\x1b[31m") && text.contains("\x1b[1mné\x1b[0m"), "{start} {end}");
            assert!(stripped(text.as_bytes()).len() <= LIMIT + 8, "{start} {end}");
        }
    }

    #[test]
    fn only_colours_are_kept_and_invalid_bytes_are_replaced() {
        let (text, range) = around(b"\x1b]0;title\x07\xff\x1b[2Ka\x1b[32mb", &(1..3));
        assert_eq!((text.as_str(), range), ("\u{fffd}a\x1b[32mb", (1, 3)));
    }

    #[test]
    fn a_screen_has_rows_and_columns() {
        let text =
            rows(b"\x18\x1b[20l\x1b]2;t\x07one\x1b[3Ctwo\r\n\x1b[1mbold\x1b[m\x1b[10Gx\r\n\r\n$ \x1b[?25h");
        let expected = "one   two\n\u{1b}[1mbold\u{1b}[m     x\n\n$ ";
        assert_eq!(String::from_utf8(text).unwrap(), expected);
    }

    #[test]
    fn lines_and_screens_are_shown() {
        assert_eq!(shown_line(b"\x1b[2Ja \x1b[31mb\r\n"), "a \x1b[31mb");
        let screen =
            Screen { columns: 9, rows: 4, bytes: b"one\x1b[3Ctwo\r\n\r\n\x1b[1m$\r\n  \r\n".to_vec() };
        assert_eq!(screen.lines(), ["one   two", "", "\x1b[1m$"]);
    }
}
