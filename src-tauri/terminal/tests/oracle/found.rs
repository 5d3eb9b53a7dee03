//! Streams that generated ones found, as short as they became.

use berth_terminal::Size;

use crate::oracle::{Case, Oracle};

/// A stream that is cut at the end of `first`, on a screen of `size`.
fn case(size: (u16, u16), scrollback: usize, first: &str, rest: &str) -> Case {
    let stream = [first, rest].concat().into_bytes();
    let (cols, rows) = size;
    Case { size: Size { cols, rows }, scrollback, stream, seen: 0, cut: first.len(), resized: Vec::new() }
}

/// A wide character that was not shown, two columns after one of another colour.
#[test]
fn a_wide_character_that_did_not_fit_behind_another() {
    let first = "aAa|\x1b[C世界\x08漢\x1b[?7l\x1b[38;5;0m世";
    let case = case((6, 2), 1, first, "界\r\na0a0_~A aAAAA00\x1b[?1l\x1b[?@");
    let differences = Oracle::start().compare(&case).unwrap();
    assert!(differences.is_empty(), "{case:?}\n{}", differences.join("\n"));
}

/// A resize moved the cursor behind a character of another colour, before it kept the cursor
/// where it is in the text. No sequence could have done the same.
#[test]
fn a_resize_beside_a_character_of_another_pen() {
    let first = "00AaA0Aa|aA漢|0\n\x1b[maAaAAa|\x1b[38;5;0m\x1b[?1l\x1b[4A \x1bD|a~\x1b[m🦀\x1b[C~|aA";
    let resized = vec![Size { cols: 8, rows: 5 }];
    let case = Case { resized, ..case((7, 5), 0, first, "\x1b[0;48:2::100:20:100m~_Aaa") };
    let differences = Oracle::start().compare(&case).unwrap();
    assert!(differences.is_empty(), "{case:?}\n{}", differences.join("\n"));
}

/// Likewise behind a letter that the character set in use replaces.
#[test]
fn a_resize_beside_a_letter_that_the_character_set_cannot_write() {
    let first = "\r\naa~A~~ a~~a\r\n\x1b(0\r\n\x1b[J\x1b[@A\r\n\x1b[X  aA\x1b[?6lA";
    let resized = vec![Size { cols: 4, rows: 4 }];
    let case = Case { resized, ..case((3, 4), 2, first, "\x1b[48:2::0:20:0m\x1b[58:5:0m") };
    let differences = Oracle::start().compare(&case).unwrap();
    assert!(differences.is_empty(), "{case:?}\n{}", differences.join("\n"));
}

/// The cursor was saved in a row that is not counted since the scrollback was dropped.
#[test]
fn a_cursor_saved_below_the_last_row() {
    let case = case((2, 2), 2, "0|a~| _\x1b[s\x1b[3J", "A\r\n\n\x1b[uB");
    let differences = Oracle::start().compare(&case).unwrap();
    assert!(differences.is_empty(), "{case:?}\n{}", differences.join("\n"));
}
