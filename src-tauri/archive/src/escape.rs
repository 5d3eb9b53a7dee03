//! Escape sequences in what programs print: found, and left out.

use std::borrow::Cow;

const ESCAPE: u8 = 0x1b;

/// The text without escape sequences. Line feeds stay where they are, even in the midst of one.
pub fn stripped(bytes: &[u8]) -> Cow<'_, [u8]> {
    kept(bytes, |_| false)
}

/// The text with the sequences that set colours and styles, and no others.
pub fn with_colours(bytes: &[u8]) -> Cow<'_, [u8]> {
    kept(bytes, is_colour)
}

/// Whether a whole sequence sets colours and styles: `ESC [ … m`, with nothing but numbers.
pub fn is_colour(sequence: &[u8]) -> bool {
    match sequence {
        [ESCAPE, b'[', numbers @ .., b'm'] => {
            numbers.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':'))
        }
        _ => false,
    }
}

fn kept(bytes: &[u8], keep: impl Fn(&[u8]) -> bool) -> Cow<'_, [u8]> {
    if memchr::memchr(ESCAPE, bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut text = Vec::with_capacity(bytes.len());
    for piece in pieces(bytes) {
        match piece {
            Piece::Text(part) => text.extend_from_slice(part),
            Piece::Sequence(sequence) if keep(sequence) => text.extend_from_slice(sequence),
            Piece::Sequence(_) => {}
        }
    }
    Cow::Owned(text)
}

/// A part of what was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Bytes that are no escape sequence.
    Text(&'a [u8]),
    /// One escape sequence, or what there is of it before the line ends.
    Sequence(&'a [u8]),
}

/// Text and sequences by turns; joined, they are the bytes again.
pub fn pieces(mut rest: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length = match memchr::memchr(ESCAPE, rest) {
            Some(0) => length(rest),
            Some(start) => start,
            None => rest.len(),
        };
        let is_sequence = rest.first() == Some(&ESCAPE);
        let (piece, after) = rest.split_at(length);
        rest = after;
        Some(if is_sequence { Piece::Sequence(piece) } else { Piece::Text(piece) })
    })
}

/// The length of the sequence that the bytes begin with: at least 1 (ECMA-48, sections 5.3 to 5.6).
fn length(bytes: &[u8]) -> usize {
    let end = match bytes.get(1) {
        // Parameters and intermediate bytes, then one final byte.
        Some(b'[') => until(bytes, 2, |byte| !(0x20..=0x3f).contains(&byte)),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => return string(bytes),
        Some(0x20..=0x2f) => until(bytes, 2, |byte| !(0x20..=0x2f).contains(&byte)),
        Some(_) => 1,
        None => return 1,
    };
    match bytes.get(end) {
        Some(0x30..=0x7e) => end + 1,
        // What breaks a sequence is no part of it.
        _ => end,
    }
}

/// A string ends with BEL or `ESC \`.
fn string(bytes: &[u8]) -> usize {
    let end = until(bytes, 2, |byte| matches!(byte, b'\n' | 0x07 | ESCAPE));
    match (bytes.get(end), bytes.get(end + 1)) {
        (Some(0x07), _) => end + 1,
        (Some(&ESCAPE), Some(b'\\')) => end + 2,
        _ => end,
    }
}

fn until(bytes: &[u8], from: usize, end: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().position(|byte| end(*byte)).map_or(bytes.len(), |length| from + length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sequences_go_and_text_stays() {
        let cases: &[(&str, &str, &str)] = &[
            ("none", "plain\r\n", "plain\r\n"),
            ("colour", "\x1b[1;31mred\x1b[0m!", "red!"),
            ("private mode", "\x1b[?25lhidden\x1b[?25h", "hidden"),
            ("title, BEL", "\x1b]0;title\x07text", "text"),
            ("title, ST", "\x1b]0;title\x1b\\text", "text"),
            ("link", "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
            ("character set", "\x1b(Btext", "text"),
            ("keypad, index", "\x1b=a\x1bMb", "ab"),
            ("device control", "\x1bPq#0\x1b\\text", "text"),
            ("alone at the end", "text\x1b", "text"),
            ("cut at the end", "text\x1b[1;3", "text"),
            ("a line feed breaks it", "a\x1b[1\nb\x1b]0;t\nc", "a\nb\nc"),
            ("two in a row", "\x1b[1m\x1b[31mx", "x"),
            ("another begins within", "\x1b[1\x1b[31mx", "x"),
        ];
        for (name, printed, expected) in cases {
            let text = stripped(printed.as_bytes());
            assert_eq!(String::from_utf8_lossy(&text), *expected, "{name}");
        }
    }

    #[test]
    fn colours_stay_alone() {
        let text = with_colours(b"\x1b]0;t\x07\x1b[1;38:5:9mred\x1b[K\x1b[m\x1b[?1m\x1b[2J");
        assert_eq!(text.as_ref(), b"\x1b[1;38:5:9mred\x1b[m");
    }

    proptest! {
        #[test]
        fn pieces_are_the_whole_and_lines_stay(bytes in "[\x1b\\[\\]P\\\\;1m\x07\na(]{0,60}") {
            let bytes = bytes.as_bytes();
            let whole: Vec<u8> = pieces(bytes).flat_map(|piece| match piece {
                Piece::Text(part) | Piece::Sequence(part) => part.to_vec(),
            }).collect();
            prop_assert_eq!(whole.as_slice(), bytes);
            let feeds = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
            prop_assert_eq!(feeds(&stripped(bytes)), feeds(bytes));
            // Line by line it is the same, so that a line can be shown alone.
            let lines: Vec<u8> = bytes.split_inclusive(|b| *b == b'\n').flat_map(|l| stripped(l).into_owned()).collect();
            prop_assert_eq!(lines, stripped(bytes).into_owned());
        }
    }
}
