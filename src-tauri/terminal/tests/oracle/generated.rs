//! Streams that nobody would write, on screens so small that everything meets.

use berth_terminal::Size;
use proptest::prelude::*;
use proptest::sample::select;

use crate::oracle::Case;

fn text(from: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    select(from).prop_map(|text| text.as_bytes().to_vec())
}

/// Parameters that matter on a small screen, and some that should not. xterm.js does
/// what it is told as often as it is told, so there are none that would take for ever.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (0u32..14).prop_map(|n| n.to_string()),
        1 => Just(String::new()),
        1 => select(&["99", "1000"][..]).prop_map(str::to_owned),
    ]
}

fn csi() -> impl Strategy<Value = Vec<u8>> {
    let last = select(&b"@ABCDEFGHIJKLMPSTXZ`abdefgrsuHHHmmKJ"[..]);
    let numbers = prop::collection::vec(number(), 0..3);
    let prefix = prop_oneof![9 => Just(""), 1 => Just("?")];
    (prefix, numbers, last).prop_map(|(prefix, numbers, last)| {
        format!("\x1b[{prefix}{}{}", numbers.join(";"), char::from(last)).into_bytes()
    })
}

fn style() -> impl Strategy<Value = Vec<u8>> {
    let code = prop_oneof![
        4 => (0u32..108).prop_map(|n| n.to_string()),
        1 => (0u32..300).prop_map(|n| format!("38;5;{n}")),
        1 => (0u32..300).prop_map(|n| format!("48:2::{n}:20:{n}")),
        1 => (0u32..300).prop_map(|n| format!("38;2;{n};1;2")),
        1 => (0u32..7).prop_map(|n| format!("4:{n}")),
        1 => (0u32..256).prop_map(|n| format!("58:5:{n}")),
        1 => (0u32..256).prop_map(|n| format!("58;2;{n};4;5")),
        1 => Just("59".to_owned()),
    ];
    prop::collection::vec(code, 0..4).prop_map(|codes| format!("\x1b[{}m", codes.join(";")).into_bytes())
}

fn mode() -> impl Strategy<Value = Vec<u8>> {
    let private = select(
        &[
            1, 2, 6, 6, 7, 7, 9, 12, 25, 45, 45, 47, 66, 1000, 1002, 1003, 1004, 1006, 1016, 1047, 1048,
            1049, 1049, 2004, 2026,
        ][..],
    );
    prop_oneof![
        5 => (private, any::<bool>()).prop_map(|(mode, on)| format!("\x1b[?{mode}{}", if on { 'h' } else { 'l' })),
        1 => (select(&[4, 4, 20][..]), any::<bool>()).prop_map(|(mode, on)| format!("\x1b[{mode}{}", if on { 'h' } else { 'l' })),
    ]
    .prop_map(String::into_bytes)
}

pub fn fragment() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        12 => "[a-zA-Z0-9 ~`_|]{1,9}".prop_map(String::into_bytes),
        4 => text(&["世界", "漢", "日本語", "🦀", "e\u{301}", "\u{301}", "a\u{20d0}\u{301}", "é", "\u{200d}", "👩\u{200d}🚀", "ﷺ"]),
        4 => text(&["👩\u{200d}🚀", "👍🏽", "🏽", "🇩🇪", "🇩", "🇪🇫", "❤\u{fe0f}", "❤", "\u{fe0f}", "1\u{fe0f}\u{20e3}", "2",
            "\u{1100}\u{1161}\u{11a8}", "\u{1100}", "\u{1161}", "\u{11a8}", "가", "क\u{94d}ष", "क", "\u{94d}", "ा", "กำ", "ำ",
            "\u{600}", "\u{d4e}", "\u{200b}", "\u{200c}", "a\u{200d}", "❤\u{200d}", "🏴\u{e0067}\u{e007f}", "ｶﾞ"]),
        6 => text(&["\r\n", "\n", "\r", "\x08", "\t", "\x0b", "\x0e", "\x0f", "\x07", "\u{84}", "\u{85}", "\u{8d}"]),
        10 => csi(),
        5 => style(),
        5 => mode(),
        4 => text(&[
            "\x1b7", "\x1b8", "\x1bD", "\x1bE", "\x1bM", "\x1bH", "\x1b=", "\x1b>", "\x1b(0", "\x1b)0", "\x1b(B", "\x1b(4",
            "\x1b*A", "\x1b+K", "\x1bn", "\x1bo", "\x1b~", "\x1b%G", "\x1b[m\x1b]8;;\x07\x1b#8", "\x1b[!p", "\x1bc", "\x1b[1\"q", "\x1b[0\"q",
            "\x1b[3 @", "\x1b[2 A", "\x1b[1'}", "\x1b[2'~", "\x1b[3 q", "\x1b[6 q", "\x1b[0 q",
        ]),
        3 => text(&[
            "\x1b]0;both\x07", "\x1b]2;a title\x1b\\", "\x1b]1;icon\x07", "\x1b]8;;http://a/\x07", "\x1b]8;id=x;http://b/\x1b\\",
            "\x1b]8;;\x07", "\x1b]4;3;rgb:12/34/56\x07", "\x1b]11;#abc\x07", "\x1b]104\x07", "\x1b]52;c;eA==\x07",
            "\x1bP1$tx\x1b\\", "\x1b_apc\x1b\\", "\x1b^pm\x1b\\", "\x1bXsos\x1b\\", "\x1b]unended", "\u{9d}2;c1\u{9c}", "\u{9b}2C",
        ]),
        1 => prop::collection::vec(any::<u8>(), 1..6),
        1 => select(&[0x18u8, 0x1a, 0x1b, 0x9b, 0xe4, 0xe2, 0x80, 0xff, 0x7f][..]).prop_map(|byte| vec![byte]),
    ]
}

fn size() -> impl Strategy<Value = Size> {
    (2u16..12, 2u16..6).prop_map(|(cols, rows)| Size { cols, rows })
}

pub fn case() -> impl Strategy<Value = Case> {
    let stream = prop::collection::vec(fragment(), 1..40).prop_map(|parts| parts.concat());
    (size(), 0usize..7, stream, 0.0..1.0f64, 0.0..1.0f64).prop_map(|(size, scrollback, stream, cut, seen)| {
        let cut = (cut * stream.len() as f64) as usize;
        let seen = (seen * cut as f64) as usize;
        Case { size, scrollback, stream, seen, cut, resized: Vec::new() }
    })
}

/// To any sizes, one after the other.
pub fn resized_case() -> impl Strategy<Value = Case> {
    let size = (2u16..18, 1u16..9).prop_map(|(cols, rows)| Size { cols, rows });
    (case(), prop::collection::vec(size, 1..4)).prop_map(|(case, resized)| Case { resized, ..case })
}
