//! What a person would see of a line: without control characters, and with what overwrites the rest applied.

use std::borrow::Cow;

use berth_archive::escape::{Piece, is_colour, pieces};

use crate::overwrite::{Cells, is_seen};

/// A line without its end as a terminal would show it. The escape sequences of colours (SGR) stay, all others
/// go, carriage returns and moves of the cursor within the line take effect, and invalid UTF-8 is replaced.
pub fn shown(line: &[u8]) -> Cow<'_, str> {
    // A terminal gets one of its own, and what a program writes itself.
    let line = trimmed(line);
    if !line.iter().any(|byte| (*byte < 0x20 && *byte != b'\t') || *byte == 0x7f || *byte == 0xc2) {
        return String::from_utf8_lossy(line);
    }
    if pieces(line).any(|piece| moves(&piece)) {
        return Cow::Owned(Cells::draw(line));
    }
    let mut text = String::with_capacity(line.len());
    for piece in pieces(line) {
        match piece {
            Piece::Sequence(sequence) if is_colour(sequence) => {
                text.push_str(&String::from_utf8_lossy(sequence));
            }
            Piece::Sequence(_) => {}
            Piece::Text(part) => {
                text.extend(String::from_utf8_lossy(part).chars().filter(|letter| is_seen(*letter)));
            }
        }
    }
    Cow::Owned(text)
}

fn trimmed(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|byte| *byte != b'\r').map_or(0, |last| last + 1);
    line.get(..end).unwrap_or_default()
}

/// Whether something is written that is not right of what is there.
fn moves(piece: &Piece<'_>) -> bool {
    match piece {
        Piece::Text(text) => memchr::memchr2(b'\r', 0x08, text).is_some(),
        Piece::Sequence([0x1b, b'[', .., end]) => {
            matches!(end, b'C' | b'D' | b'G' | b'J' | b'K' | b'P' | b'X' | b'@')
        }
        Piece::Sequence(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_shown_as_a_terminal_would() {
        let cases: &[(&str, &str, &str)] = &[
            ("plain", "plain text", "plain text"),
            ("its end", "text\r\r", "text"),
            ("tabs stay", "a\tb", "a\tb"),
            ("colours stay", "\x1b[1;31mred\x1b[0m!", "\x1b[1;31mred\x1b[0m!"),
            ("a title goes", "\x1b]0;rm -rf\x07text", "text"),
            ("a link keeps its words", "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
            ("other sequences go", "\x1b[?25la\x1b[2;4Hb\x1b(Bc", "abc"),
            ("bells go", "a\x07b\x00c\x7f", "abc"),
            ("controls of Latin-1 go", "a\u{9b}31mb\u{85}", "a31mb"),
            ("other letters stay", "\u{c2}\u{e9}\u{a0}", "\u{c2}\u{e9}\u{a0}"),
            ("progress", "10 %\r50 %\r100 %", "100 %"),
            ("a shorter text leaves the rest", "abcdef\rxy", "xycdef"),
            ("erased to the end", "abcdef\rxy\x1b[K", "xy"),
            ("erased whole", "abcdef\x1b[2K\rxy", "xy"),
            ("erased to the start", "abcdef\r\x1b[3C\x1b[1Kx", "   xef"),
            ("backspaces", "abx\x08c", "abc"),
            ("back and forward", "ab\x1b[2Dx\x1b[3Cy", "xb  y"),
            ("to a column", "abc\x1b[6Gx\x1b[1Gy", "ybc  x"),
            ("deleted", "abcdef\r\x1b[2P", "cdef"),
            ("inserted", "abc\r\x1b[2@x", "x abc"),
            ("blanked", "abc\r\x1b[2Xx", "x c"),
            ("a moved colour", "\x1b[31mred\r\x1b[32mg\x1b[m", "\x1b[31m\x1b[32mg\x1b[0m\x1b[31med"),
            ("wide letters take two cells", "\u{4e2d}\u{6587}\rab", "ab\u{6587}"),
            ("marks stay with their letter", "e\u{301}x\x08y", "e\u{301}y"),
        ];
        for (name, line, expected) in cases {
            assert_eq!(shown(line.as_bytes()), *expected, "{name}");
        }
        assert_eq!(shown(b"a\xffb"), "a\u{fffd}b");
    }

    #[test]
    fn a_far_move_makes_no_long_line() {
        assert!(shown(b"a\x1b[999999999Cb\x1b[999999999Gc\r").len() < 20_000);
    }

    proptest! {
        #[test]
        fn nothing_but_colours_is_left(line in "[\x1b\\[\\]P;0-9mKCDGPX@Hab\r\t\x07\x08\u{9b}é(]{0,60}") {
            let text = shown(line.as_bytes());
            for piece in pieces(text.as_bytes()) {
                match piece {
                    Piece::Sequence(sequence) => prop_assert!(is_colour(sequence), "{:?}", text),
                    Piece::Text(part) => {
                        let part = String::from_utf8_lossy(part);
                        prop_assert!(part.chars().all(is_seen), "{:?}", text);
                    }
                }
            }
            prop_assert_eq!(&shown(text.as_bytes()), &text);
        }
    }
}
