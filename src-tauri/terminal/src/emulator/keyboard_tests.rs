use super::*;
use crate::emulator::Emulator;
use crate::snapshot;

/// In `text`, `^` is an escape.
fn after(text: &str) -> Emulator {
    let mut emulator = Emulator::new(10, 3, 5);
    emulator.advance(text.replace('^', "\x1b").as_bytes());
    emulator.take_answers();
    emulator
}

fn asked(text: &str, question: &str) -> String {
    let mut emulator = after(text);
    emulator.advance(question.replace('^', "\x1b").as_bytes());
    String::from_utf8_lossy(&emulator.take_answers()).replace('\x1b', "^")
}

#[test]
fn flags_are_set_pushed_and_popped() {
    for (text, flags) in [
        ("", 0),
        ("^[>1u", 1),
        ("^[>5u", 5),
        // Unknown ones are not set.
        ("^[>31u", 5),
        ("^[>2u", 0),
        ("^[>1u^[>u", 0),
        ("^[>1u^[>5u^[<u", 1),
        ("^[>1u^[>5u^[<0u", 1),
        ("^[>1u^[>5u^[<1u", 1),
        ("^[>1u^[>5u^[<2u", 0),
        ("^[>1u^[>5u^[<2147483647u", 0),
        ("^[<u", 0),
        ("^[=1u", 1),
        ("^[=1u^[=4u", 4),
        ("^[=1;1u^[=4;1u", 4),
        ("^[=1u^[=4;2u", 5),
        ("^[=5u^[=4;3u", 1),
        ("^[=5u^[=4;9u", 5),
        ("^[=5u^[=u", 0),
        ("^[=1u^[>5u^[=4u^[<u", 1),
        // What empties the stack resets the flags.
        ("^[=1u^[<u", 0),
        // Each screen has its own.
        ("^[>1u^[?1049h", 0),
        ("^[>1u^[?1049h^[>5u", 5),
        ("^[>1u^[?1049h^[>5u^[?1049l", 1),
        ("^[>1u^[?1049h^[>5u^[<9u^[?1049l", 1),
        ("^[?1049h^[>5u^[?1049l^[?1049h", 5),
        ("^[>1u^c", 0),
        ("^[>1u^[!p", 0),
        ("^[?1049h^[>1u^[?1049l^[!p^[?1049h", 0),
        // The cursor's, not the keyboard's.
        ("^[s^[u", 0),
    ] {
        assert_eq!(asked(text, "^[?u"), format!("^[?{flags}u"), "{text}");
    }
}

#[test]
fn no_program_fills_the_memory_with_flags() {
    let mut emulator = after(&"^[>1u".repeat(10_000));
    assert_eq!(emulator.terminal.flags().saved.len(), MAX_SAVED);
    let oldest_forgotten = format!("^[>4u{}^[<7u", "^[>1u".repeat(7));
    assert_eq!(asked(&oldest_forgotten, "^[?u"), "^[?4u");
    assert_eq!(asked(&oldest_forgotten.replace("<7", "<8"), "^[?u"), "^[?0u");
    let one_more = format!("^[>4u{}^[<8u", "^[>1u".repeat(8));
    assert_eq!(asked(&one_more, "^[?u"), "^[?0u");
}

#[test]
fn the_level_of_other_keys_is_set_and_reset() {
    for (text, level) in [
        ("", 0),
        ("^[>4;1m", 1),
        ("^[>4;2m", 2),
        ("^[>4;2m^[>4;3m", 2),
        ("^[>4;2m^[>4;0m", 0),
        ("^[>4;2m^[>4m", 0),
        ("^[>4;2m^[>m", 0),
        ("^[>4;2m^[>4n", 0),
        ("^[>4;2m^[>2n^[>1;1m", 2),
        ("^[>4;2m^c", 0),
        ("^[>4;2m^[!p", 0),
        ("^[>4;2m^[m^[4m", 2),
    ] {
        assert_eq!(asked(text, "^[?4m"), format!("^[>4;{level}m"), "{text}");
    }
    assert_eq!(asked("^[>4;2m", "^[?1m^[?m"), "");
}

#[test]
fn a_snapshot_has_the_state_of_both_screens_and_asks_nothing() {
    for text in [
        "text",
        "^[>1u",
        "^[=5u",
        "^[=1u^[>5u^[>u",
        "^[>4;2m",
        "^[>1u^[?1049h^[>5u^[>1uin the other",
        "^[?1049h^[>5u^[>4;1m^[?1049lback^[3;4H",
        "^[?1049h^[>5u^[>u^[?1049l^[>1u",
    ] {
        let first = after(text);
        let (paint, exact) = snapshot::of(&first.terminal);
        let mut second = Emulator::new(10, 3, 5);
        second.advance(&paint);
        assert!(exact, "{text}");
        assert_eq!(second.terminal.keyboard, first.terminal.keyboard, "{text}");
        assert_eq!(second.take_answers(), b"", "{text}");
        let cursor = |emulator: &Emulator| (emulator.terminal.active().x, emulator.terminal.active().y);
        assert_eq!(cursor(&second), cursor(&first), "{text}");
    }
}

/// A window that lags types as the program wants it, too.
#[test]
fn a_frame_has_the_flags_of_the_screen_that_it_shows() {
    let first = after("^[>1u^[>4;2m^[?1049h^[>5u");
    let mut second = Emulator::new(10, 3, 5);
    second.advance(&snapshot::of_screen(&first.terminal));
    assert_eq!((second.terminal.flags().now, second.terminal.keyboard.other_keys), (5, 2));
}
