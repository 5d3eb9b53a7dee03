//! Skips plain text that would scroll out of the scrollback within one chunk.
//!
//! Where a chunk begins with plain text, and the end of that text alone fills scrollback and
//! screen, only the text attributes are left of everything before that end. Floods are such
//! text: reading them costs a tenth then.

use super::actions::Actions;
use super::parser::Parser;
use super::state::TermState;

/// Shorter chunks are not searched: they do not fill a screen with scrollback.
const MIN_SKIP_BYTES: usize = 32 * 1024;
const CHUNK_BYTES: usize = 16;

/// Reads the beginning of `bytes` that leaves no visible text; returns its length in bytes.
pub(super) fn skip(parser: &mut Parser, terminal: &mut TermState, bytes: &[u8]) -> usize {
    let buffer = terminal.active();
    let whole = (buffer.top, buffer.bottom) == (0, terminal.rows - 1);
    if bytes.len() < MIN_SKIP_BYTES || !whole || !parser.is_at_rest() {
        return 0;
    }
    // The cursor goes down to the last row, and then as many rows come in as are kept.
    let lines = terminal.rows + buffer.max_rows;
    let Some(end) = line_start_before(&bytes[..plain_prefix_len(bytes)], lines) else { return 0 };
    for sequence in sgr_at_end(&bytes[..end]) {
        parser.advance(sequence, terminal);
    }
    terminal.end_cluster();
    terminal.buffer().x = 0;
    end
}

/// The length of the beginning that is text, line ends, colours and the like, in bytes.
/// Nothing in it moves the cursor up, and only the text attributes outlast their row.
fn plain_prefix_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() {
        // In chunks, without a branch for each byte, up to one that contains another byte.
        let text = |chunk: &&[u8; CHUNK_BYTES]| chunk.iter().fold(true, |all, &byte| all & is_text(byte));
        at += CHUNK_BYTES * bytes[at..].as_chunks().0.iter().take_while(text).count();
        let end = (at + CHUNK_BYTES).min(bytes.len());
        while at < end {
            at += match bytes[at] {
                byte if is_text(byte) => 1,
                // U+0080 to U+009F are controls; invalid bytes are dropped.
                0xc2 if bytes.get(at + 1).is_some_and(|next| *next >= 0xa0) => 1,
                0x1b => match sequence(&bytes[at..]) {
                    Some(sequence) => sequence.len(),
                    None => return at,
                },
                _ => return at,
            };
        }
    }
    at
}

/// Whether a byte is text or a line end, whatever follows it.
fn is_text(byte: u8) -> bool {
    (byte >= b' ') & (byte != 0x7f) & (byte != 0xc2) | (byte == b'\t') | (byte == b'\n') | (byte == b'\r')
}

/// The sequence at the beginning of `bytes`, if it sets text attributes or clears to the end of
/// the line: the only sequences that plain text contains.
fn sequence(bytes: &[u8]) -> Option<&[u8]> {
    let params = bytes.strip_prefix(b"\x1b[")?;
    let len = params.iter().position(|byte| !matches!(byte, b'0'..=b';'))?;
    matches!(params[len], b'm' | b'K').then(|| &bytes[..len + 3])
}

/// The position of a line with `lines` line feeds after it that begins in the first column.
fn line_start_before(text: &[u8], lines: usize) -> Option<usize> {
    let mut feeds = text.iter().enumerate().rev().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
    feeds.nth(lines - 1)?;
    feeds.find(|&at| at > 0 && text[at - 1] == b'\r').map(|at| at + 1)
}

/// The sequences that determine the text attributes at the end of `text`: all since the last
/// reset.
fn sgr_at_end(text: &[u8]) -> Vec<&[u8]> {
    let mut pens = Vec::new();
    let escapes = text.iter().enumerate().rev().filter(|(_, byte)| **byte == 0x1b);
    for sequence in escapes.filter_map(|(at, _)| sequence(&text[at..])) {
        if sequence.ends_with(b"m") {
            pens.push(sequence);
        }
        if matches!(sequence, b"\x1b[m" | b"\x1b[0m") {
            break;
        }
    }
    pens.reverse();
    pens
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::emulator::Emulator;
    use crate::snapshot;

    const COLS: usize = 20;
    const ROWS: usize = 5;
    const SCROLLBACK: usize = 40;

    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            6 => "[ -~]{0,30}",
            4 => Just("\r\n".to_owned()),
            1 => "[a-z世é🦀\u{301}]{0,30}",
            1 => prop::sample::select(&["\n", "\r", "\t", "\x1b[K", "\x1b[1K", "\x1b[m", "\x1b[0m"][..]).prop_map(str::to_owned),
            1 => prop::sample::select(&["1", "4:3", "21", "31", "0;1", "59", "38;5;9", "48;2;1;2;3", "7;53"][..])
                .prop_map(|pen| format!("\x1b[{pen}m")),
        ]
    }

    /// Sequences that must not be skipped, or whose state must survive a skip.
    fn turn() -> impl Strategy<Value = String> {
        let turns = [
            "",
            "\x1b[4h",
            "\x1b[?7l",
            "\x1b[2;4r",
            "\x1b[?1049h",
            "\x1b(0",
            "\x1b[20h",
            "\x1b7",
            "\x1b[1\"q",
            "\x1b[4m",
            "\x1b]8;;http://a.b\x1b\\",
            "\x1b[3;3H",
            "\x1b[",
            "\u{9b}2J",
            "\x08",
            "\x1b[2J",
            "\x1b[?6h",
        ];
        prop::sample::select(turns.to_vec()).prop_map(str::to_owned)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// One large chunk, which is skipped in part, ends in the same state as small ones.
        #[test]
        fn skipping_ends_in_the_same_state(
            before in (prop::collection::vec(piece(), 0..20), turn()),
            lines in prop::collection::vec(piece(), 100..400),
            after in (turn(), prop::collection::vec(piece(), 0..80)),
        ) {
            let block = lines.concat() + "\r\n";
            let before = before.0.concat() + &before.1;
            let stream = block.repeat(MIN_SKIP_BYTES / block.len() + 2) + &after.0 + &after.1.concat();
            let mut whole = Emulator::new(COLS, ROWS, SCROLLBACK);
            whole.advance(before.as_bytes());
            let mut small = Emulator::new(COLS, ROWS, SCROLLBACK);
            small.advance(before.as_bytes());
            whole.advance(stream.as_bytes());
            stream.as_bytes().chunks(MIN_SKIP_BYTES - 1).for_each(|part| small.advance(part));
            prop_assert_eq!(
                String::from_utf8(snapshot::of(&whole.terminal).0),
                String::from_utf8(snapshot::of(&small.terminal).0)
            );
            prop_assert_eq!(whole.unfinished(), small.unfinished());
        }
    }

    /// Only the end of a flood, which fills the scrollback, is read.
    #[test]
    fn most_of_a_flood_is_skipped() {
        let flood = "\x1b[1;34mdrwxr-xr-x\x1b[0m root 世界\r\n".repeat(10_000);
        let mut emulator = Emulator::new(COLS, ROWS, SCROLLBACK);
        let lines =
            flood[skip(&mut emulator.parser, &mut emulator.terminal, flood.as_bytes())..].lines().count();
        assert_eq!(lines, ROWS + ROWS + SCROLLBACK);
    }
}
