//! How programs want keys to be written, in the window after a snapshot as without one.

use berth_terminal::Size;

use crate::oracle::{Case, Oracle};

const STREAM: &str = "$ \x1b[>1u\x1b[?u\x1b[>4;1mcodex\r\n\x1b[?1049h\x1b[>31u\x1b[>1u\x1b[=4;2uvim\x1b[>4;2m\
    \x1b[<u\x1b[?1049l\x1b[>5u\x1b[4;2H\x1b[!p\x1b[=1u\x1b[>u\x1b[>4;1m\x1b[?1049h\x1b[<9u\x1b[>5u\x1b[?1049l\x1b[>4m\x1bc$ ";

/// Cut at each place, also within a sequence.
#[test]
fn a_snapshot_brings_how_keys_are_written() {
    let mut oracle = Oracle::start();
    for cut in 0..=STREAM.len() {
        let size = Size { cols: 12, rows: 5 };
        let stream = STREAM.as_bytes().to_vec();
        let case = Case { size, scrollback: 3, stream, seen: cut / 2, cut, resized: Vec::new() };
        let differences = oracle.compare(&case).unwrap();
        assert!(differences.is_empty(), "{case:?}\n{}", differences.join("\n"));
    }
}
