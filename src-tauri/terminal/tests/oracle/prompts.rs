//! Prompts, outputs and exit codes (OSC 133) and the working directory (OSC 7), in the window after
//! a snapshot as without one.

use berth_terminal::Size;
use proptest::prelude::*;
use proptest::sample::select;

use crate::oracle::{Case, Oracle};

/// As bash, zsh and fish mark their prompts: a long command, an empty line, a screen that was
/// cleared, a prompt that was drawn anew, a full-screen program.
const STREAM: &str = "\x1b]7;file://h/srv/a%20b\x07\x1b]133;A\x07$ \x1b]133;B\x07make all\r\n\x1b]133;C\x07one\r\ntwo and three\r\n\
    \x1b]133;D;2\x07\x1b]133;A\x1b\\$ \r\n\x1b]133;D;130\x07\x1b]133;A\x07$ \r\x1b[J\x1b]133;A\x07$ vi\r\n\x1b]133;C\x07\
    \x1b[?1049h\x1b]133;A\x07text\x1b[?1049l\x1b]133;D\x07\x1b]7;file://h/\x07\x1b]133;A;k=s\x07\x1b]133;A\x07$ clear\r\n\x1b]133;C\x07\
    \x1b[H\x1b[2J\x1b[3J\x1b]133;D;0\x07\x1b]133;A\x07$ a";

fn case(scrollback: usize, cut: usize, resized: Vec<Size>) -> Case {
    let stream = STREAM.as_bytes().to_vec();
    Case { size: Size { cols: 9, rows: 5 }, scrollback, stream, seen: cut / 2, cut, resized }
}

#[test]
fn a_snapshot_brings_prompts_and_the_folder() {
    let mut oracle = Oracle::start();
    for cut in 0..=STREAM.len() {
        for (scrollback, resized) in
            [(20, vec![]), (2, vec![]), (20, vec![Size { cols: 4, rows: 3 }, Size { cols: 20, rows: 6 }])]
        {
            let case = case(scrollback, cut, resized);
            let Some(differences) = oracle.compare(&case) else { panic!("not exact: {case:?}") };
            assert!(differences.is_empty(), "{case:?}\n{}", differences.join("\n"));
        }
    }
}

fn fragment() -> impl Strategy<Value = Vec<u8>> {
    let text = |from: &'static [&'static str]| select(from).prop_map(|text| text.as_bytes().to_vec());
    prop_oneof![
        6 => "[a-z ]{1,14}".prop_map(String::into_bytes),
        6 => Just(b"\r\n".to_vec()),
        10 => text(&["\x1b]133;A\x07", "\x1b]133;B\x07", "\x1b]133;C\x07", "\x1b]133;D\x07", "\x1b]133;D;1\x07", "\x1b]133;A;k=s\x07"]),
        // What moves, clears and cuts rows; xterm.js leaves its markers where they were where
        // a region scrolls that does not begin in the first row.
        4 => text(&["\r", "\x1b[A", "\x1b[2A", "\x1b[H", "\x1b[J", "\x1b[2J", "\x1b[3J", "\x1b[1J", "\x1b[K", "\x1b[L", "\x1b[M", "\x1b[2S",
            "\x1b[;3r", "\x1b[r", "\x1bc", "\x1b[?1049h", "\x1b[?1049l", "\x1b]7;file://h/a\x07", "世"]),
    ]
}

fn generated() -> impl Strategy<Value = Case> {
    let size = (2u16..12, 3u16..6).prop_map(|(cols, rows)| Size { cols, rows });
    let resized =
        prop::collection::vec((2u16..18, 1u16..9).prop_map(|(cols, rows)| Size { cols, rows }), 0..3);
    let stream = prop::collection::vec(fragment(), 1..40).prop_map(|parts| parts.concat());
    (size, 0usize..12, stream, 0.0..1.0f64, resized).prop_map(|(size, scrollback, stream, cut, resized)| {
        let cut = (cut * stream.len() as f64) as usize;
        Case { size, scrollback, stream, seen: 0, cut, resized }
    })
}

#[test]
fn generated_prompts() {
    crate::hold(generated());
}
