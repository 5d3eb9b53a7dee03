//! Text that scrolls away before anybody sees it is not drawn.
//!
//! Where a piece of output begins with plain text, and the end of that text fills
//! scrollback and screen anew by itself, nothing is left of what comes before that end
//! but the pen. Floods are such text: reading them costs a tenth then.

use super::Emulator;
use super::parser::Actions;

/// Less than this is not looked through: it fills no screen with scrollback.
const MIN_SKIP_BYTES: usize = 32 * 1024;
const CHUNK_BYTES: usize = 16;

impl Emulator {
    /// Reads as much from the beginning of `bytes` as leaves nothing to see; returns how much.
    pub(super) fn skip_ahead(&mut self, bytes: &[u8]) -> usize {
        let buffer = self.terminal.active();
        let whole = (buffer.top, buffer.bottom) == (0, self.terminal.rows - 1);
        if bytes.len() < MIN_SKIP_BYTES || !whole || !self.parser.is_at_rest() {
            return 0;
        }
        // The cursor comes down to the last row, and then as many rows come in as are kept.
        let lines = self.terminal.rows + buffer.max_rows;
        let Some(end) = line_start_before(&bytes[..plain_prefix_len(bytes)], lines) else { return 0 };
        for sequence in sgr_at_end(&bytes[..end]) {
            self.parser.advance(sequence, &mut self.terminal);
        }
        self.terminal.end_cluster();
        self.terminal.buffer().x = 0;
        end
    }
}

/// How much of the beginning is text, ends of lines, colours and the like: nothing that
/// moves the cursor up, and nothing that outlasts its row, but for the pen.
fn plain_prefix_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() {
        // By the chunk, without a branch for each byte, up to one with something else in it.
        let text = |chunk: &&[u8; CHUNK_BYTES]| chunk.iter().fold(true, |all, &byte| all & is_text(byte));
        at += CHUNK_BYTES * bytes[at..].as_chunks().0.iter().take_while(text).count();
        let end = (at + CHUNK_BYTES).min(bytes.len());
        while at < end {
            at += match bytes[at] {
                byte if is_text(byte) => 1,
                // U+0080 to U+009F are controls; what is no character at all is dropped.
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

/// Whether a byte is text or the end of a line, whatever comes after it.
fn is_text(byte: u8) -> bool {
    (byte >= b' ') & (byte != 0x7f) & (byte != 0xc2) | (byte == b'\t') | (byte == b'\n') | (byte == b'\r')
}

/// The sequence that `bytes` begins with: one that sets the pen or clears to the end of
/// the line, the only ones that text is mixed with.
fn sequence(bytes: &[u8]) -> Option<&[u8]> {
    let params = bytes.strip_prefix(b"\x1b[")?;
    let len = params.iter().position(|byte| !matches!(byte, b'0'..=b';'))?;
    matches!(params[len], b'm' | b'K').then(|| &bytes[..len + 3])
}

/// Where a line begins that has `lines` line feeds after it, the cursor in its first column.
fn line_start_before(text: &[u8], lines: usize) -> Option<usize> {
    let mut feeds = text.iter().enumerate().rev().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
    feeds.nth(lines - 1)?;
    feeds.find(|&at| at > 0 && text[at - 1] == b'\r').map(|at| at + 1)
}

/// The sequences that made the pen what it is at the end of `text`: those since it was
/// last reset, which leaves nothing of the ones before.
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

    /// What a leap must not go over, or must go on from.
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

        /// Read in one piece, which leaps, and in small ones, which do not, it ends the same.
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

    /// A flood is leapt over but for what fills the scrollback.
    #[test]
    fn most_of_a_flood_is_skipped() {
        let flood = "\x1b[1;34mdrwxr-xr-x\x1b[0m root 世界\r\n".repeat(10_000);
        let mut emulator = Emulator::new(COLS, ROWS, SCROLLBACK);
        let lines = flood[emulator.skip_ahead(flood.as_bytes())..].lines().count();
        assert_eq!(lines, ROWS + ROWS + SCROLLBACK);
    }
}
