//! Characters that share a cell, cut at every byte: before what joins them, and in
//! the middle of it.

use berth_terminal::Size;

use crate::oracle::{Case, Oracle};

/// Every cut of a stream on a screen of five columns has an exact snapshot.
fn hold(stream: &str) {
    let mut oracle = Oracle::start();
    for cut in 0..=stream.len() {
        let size = Size { cols: 5, rows: 3 };
        let stream = stream.as_bytes().to_vec();
        let case = Case { size, scrollback: 2, stream, seen: 0, cut, resized: Vec::new() };
        let Some(differences) = oracle.compare(&case) else { panic!("not exact: {case:?}") };
        assert!(differences.is_empty(), "{case:?}\n{}", differences.join("\n"));
    }
}

#[test]
fn emoji() {
    hold("👩\u{200d}🚀🇩🇪🇫🇷 👍🏽\r\n1\u{fe0f}\u{20e3}❤\u{fe0f}👩\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👩x");
}

#[test]
fn scripts() {
    hold("\u{1100}\u{1161}\u{11a8}가\u{11a8}\r\nक\u{94d}षका\r\nกำน\u{e49}ำ e\u{301}\u{20d0}\r\n\u{600}12");
}

#[test]
fn what_joins_at_the_end_of_a_line() {
    hold("abcde\u{301}\u{200b}f\r\nabcd界\u{301}e\r\nabc👩\u{200d}🚀f");
}

/// The last column has no room for it: it goes to the next line as a whole.
#[test]
fn a_cluster_that_becomes_wide_in_the_last_column() {
    hold("abcd❤\u{fe0f}e\r\nabcd🇩🇪f\r\n\x1b[31mabcdक\u{94d}षx\x1b[B\r\nabcd1\u{fe0f}\u{20e3}");
}

/// In the last row of the scroll region, and in that of the screen.
#[test]
fn a_cluster_that_becomes_wide_where_the_screen_scrolls() {
    hold("\r\n\n\nabcd❤\u{fe0f}e\x1b[1;2r\x1b[2;1Habcd❤\u{fe0f}e\x1b[2;3r\x1b[3;1Habcd❤\u{fe0f}e");
}

#[test]
fn a_cluster_again() {
    hold("❤\u{fe0f}\x1b[3b\r\n🇩\x1b[4b \r\ne\u{301}\x1b[2b👩\u{200d}\x1b[2b");
}

#[test]
fn a_cluster_that_pushes_others() {
    hold("abcde\r\x1b[4h❤\u{fe0f}x\r👩\u{200d}🚀\x1b[4l\r\n界c界\r\x1b[4h🇩🇪");
}

#[test]
fn half_of_a_cluster_written_over() {
    hold("❤\u{fe0f}b\x1b[2Gx\r\n👩\u{200d}🚀b\r1\u{fe0f}\r\na界\r❤\u{fe0f}\x1b[1Gy");
}

#[test]
fn neighbours_that_were_not_written_as_one() {
    hold("🇩\x1b[m🇪\x1b[m🇫\r\na\x1b[m\u{301}\u{301}\x1b[mक\u{94d}\x1b[mष\r\nabcd\u{600}\x1b[m1");
}
