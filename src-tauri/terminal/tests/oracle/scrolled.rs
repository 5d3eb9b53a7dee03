//! `CSI n S` and its relatives: what a region that begins in the first row gives to the
//! scrollback, cut at every byte.

use berth_terminal::Size;

use crate::oracle::{Case, Oracle};

const LINES: &str = "1\r\n2 and more\r\n3\r\n4\r\n";

/// Every cut of the lines and a stream has an exact snapshot, with room in the scrollback and without.
fn hold(stream: &str) {
    let mut oracle = Oracle::start();
    let stream = [LINES, stream].concat();
    for (scrollback, cut) in (0..=stream.len()).flat_map(|cut| [(0, cut), (2, cut), (20, cut)]) {
        let size = Size { cols: 5, rows: 4 };
        let stream = stream.as_bytes().to_vec();
        let case = Case { size, scrollback, stream, seen: 0, cut, resized: Vec::new() };
        let Some(differences) = oracle.compare(&case) else { panic!("not exact: {case:?}") };
        assert!(differences.is_empty(), "{case:?}\n{}", differences.join("\n"));
    }
}

#[test]
fn of_the_whole_screen() {
    hold("\x1b[S5\x1b[44m\x1b[2S6\x1b[99999S\x1b[0S7");
}

#[test]
fn of_a_region() {
    hold("\x1b[1;2r\x1b[S5\x1b[3S\x1b[41m\x1b[2;3r\x1b[S6\x1b[;3r\x1b[2S");
}

#[test]
fn of_the_alternate_screen() {
    hold("\x1b[?1049h\x1b[H5\r\n6\x1b[S\x1b[;2r\x1b[S7\x1b[?1049l\x1b[S8");
}

/// The line above a line that wraps goes, and half of that line.
#[test]
fn of_wrapped_lines() {
    hold("abcdefghijklmno\x1b[2Spq\x1b[Hrstuvwxyz\x1b[S1\x1b[;3r\x1b[S2");
}

#[test]
fn others_lose_lines() {
    hold("\x1b[H\x1b[M5\x1b[L6\x1b[T\x1b[2M\x1bM\x1b[3T");
}
