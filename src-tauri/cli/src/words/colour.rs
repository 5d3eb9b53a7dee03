//! Colours: only where somebody sees them.

use std::io::{IsTerminal, stdout};

/// A match, in bold red, as grep's.
const MATCH: &str = "\x1b[1;31m";
/// What stands before a line.
const LABEL: &str = "\x1b[36m";
const RESET: &str = "\x1b[0m";

/// Whether stdout shows colours (<https://no-color.org>).
pub fn wanted() -> bool {
    stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The text without the sequences that set colours; it has no others.
pub fn plain(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    plain
}

/// The text as it is, and no colour after it; or without its colours.
pub fn shown(text: &str, colours: bool) -> String {
    match colours {
        true if text.contains('\x1b') => format!("{text}{RESET}"),
        true => text.to_owned(),
        false => plain(text),
    }
}

/// The text with what is from `from` to `to` marked, in characters of the plain text. Its own
/// colours give way to the mark.
pub fn marked(text: &str, (from, to): (u32, u32)) -> String {
    let plain = plain(text);
    let byte = |count: u32| {
        let nth = usize::try_from(count).unwrap_or(usize::MAX);
        plain.char_indices().nth(nth).map_or(plain.len(), |(at, _)| at)
    };
    let (from, to) = (byte(from), byte(to.max(from)));
    let part = |range: std::ops::Range<usize>| plain.get(range).unwrap_or_default();
    if from == to {
        return plain;
    }
    format!("{}{MATCH}{}{RESET}{}", part(0..from), part(from..to), part(to..plain.len()))
}

/// What stands before a line, coloured where that is seen.
pub fn label(text: &str, colours: bool) -> String {
    if colours { format!("{LABEL}{text}{RESET}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_go_and_marks_come() {
        let text = "a \x1b[31mré\x1b[1;32md\x1b[0m end";
        assert_eq!((plain(text).as_str(), plain("no").as_str()), ("a réd end", "no"));
        assert_eq!(marked(text, (2, 5)), "a \x1b[1;31mréd\x1b[0m end");
        assert_eq!(
            (marked(text, (3, 3)).as_str(), marked("ab", (1, 9)).as_str()),
            ("a réd end", "a\x1b[1;31mb\x1b[0m")
        );
        assert_eq!((shown(text, false).as_str(), shown("x", true).as_str()), ("a réd end", "x"));
        assert_eq!(shown(text, true), format!("{text}\x1b[0m"));
    }
}
