use proptest::prelude::*;

use crate::emulator::Emulator;

const KEPT: usize = 10_000;

/// All lines, and where the cursor is in them: line, and characters before it.
fn lines(emulator: &Emulator) -> (Vec<String>, (usize, usize)) {
    let buffer = &emulator.terminal.normal;
    let cursor = buffer.scrollback.len() + buffer.y;
    let (mut lines, mut place) = (Vec::<String>::new(), (0, 0));
    for (y, row) in buffer.all_rows().enumerate() {
        if !row.wrapped || lines.is_empty() {
            lines.push(String::new());
        }
        let at = lines.len() - 1;
        let chars =
            |to: usize| (0..to).filter_map(|x| char::from_u32(row.get(x).code())).filter(|c| *c != '\0');
        if y == cursor {
            place = (at, lines[at].chars().count() + chars(buffer.x).count());
        }
        lines[at].extend(chars(row.text_len()));
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    (lines, place)
}

/// The rows of the screen after a stream, sizes, and a stream.
fn screen((cols, rows): (usize, usize), first: &str, sizes: &[(usize, usize)], rest: &str) -> Vec<String> {
    let mut emulator = Emulator::new(cols, rows, KEPT);
    emulator.advance(first.as_bytes());
    sizes.iter().for_each(|&(cols, rows)| emulator.resize(cols, rows));
    emulator.advance(rest.as_bytes());
    let text = |row: &crate::emulator::Row| {
        let cells = row.stored().iter().map(|cell| char::from_u32(cell.code()).filter(|c| *c != '\0'));
        cells.map(|c| c.unwrap_or(' ')).collect::<String>().trim_end().to_owned()
    };
    emulator.terminal.active().rows.iter().map(text).collect()
}

#[test]
fn the_line_of_the_cursor_is_kept() {
    assert_eq!(screen((10, 4), "$ abcdefgh", &[(4, 4)], ""), ["$ ab", "cdef", "gh", ""]);
    assert_eq!(screen((10, 4), "$ abcdefgh", &[(4, 4), (10, 4)], ""), ["$ abcdefgh", "", "", ""]);
}

#[test]
fn what_is_typed_next_goes_where_the_cursor_was() {
    assert_eq!(screen((10, 4), "$ abcdef", &[(6, 4)], "gh"), ["$ abcd", "efgh", "", ""]);
    assert_eq!(screen((6, 4), "$ abcdef", &[(10, 4)], "gh"), ["$ abcdefgh", "", "", ""]);
    assert_eq!(screen((10, 4), "$ abcdef\x1b[2D", &[(6, 4)], "X"), ["$ abcd", "Xf", "", ""]);
    // At the edge it waits to wrap.
    assert_eq!(screen((10, 3), "$ abcd", &[(6, 3)], "ef"), ["$ abcd", "ef", ""]);
    assert_eq!(screen((6, 3), "$ abcd", &[(6, 4)], "ef"), ["$ abcd", "ef", "", ""]);
}

/// A full-screen program was left, whose start saved the cursor.
#[test]
fn a_saved_cursor_stays_with_its_character() {
    let sizes = [(6, 4)];
    assert_eq!(
        screen((10, 4), "$ abcdef\x1b[?1049hpicture", &sizes, "\x1b[?1049lgh"),
        ["$ abcd", "efgh", "", ""]
    );
}

/// Empty rows go first; then rows at the top scroll away.
#[test]
fn a_lower_screen_keeps_the_text_below_the_cursor() {
    assert_eq!(screen((5, 4), "1\r\n2\x1b[A", &[(5, 2)], ""), ["1", "2"]);
    assert_eq!(screen((5, 4), "1\r\n2\r\n3\r\n4\x1b[A", &[(5, 2)], ""), ["3", "4"]);
    assert_eq!(screen((5, 4), "1\r\n2\r\n3\r\n4\x1b[A", &[(5, 2), (5, 4)], ""), ["1", "2", "3", "4"]);
}

/// A screen that was cleared stays clear.
#[test]
fn a_wider_screen_shows_no_scrollback_above_empty_rows() {
    let first = "1\r\n2\r\n3\r\n4\r\n5\r\n\x1b[H\x1b[J$ abcdef";
    assert_eq!(screen((10, 4), first, &[(4, 4)], ""), ["$ ab", "cdef", "", ""]);
    assert_eq!(screen((10, 4), first, &[(4, 4), (10, 4)], ""), ["$ abcdef", "", "", ""]);
}

#[test]
fn a_wide_character_does_not_hang_over_the_edge() {
    assert_eq!(screen((6, 3), "a世界b", &[(4, 3)], ""), ["a世", "界 b", ""]);
    assert_eq!(screen((6, 3), "a世界b", &[(4, 3), (6, 3)], "").concat(), "a世 界 b");
}

fn size() -> impl Strategy<Value = (usize, usize)> {
    (2usize..30, 3usize..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// No text is lost, and the cursor stays in its place in it, where the screen has room for what
    /// is below the cursor.
    #[test]
    fn text_and_cursor_are_kept(
        text in prop::collection::vec("[a-z世界é ]{0,60}[a-z]", 0..12),
        back in 0usize..4,
        sizes in prop::collection::vec(size(), 2..8),
    ) {
        let mut emulator = Emulator::new(sizes[0].0, sizes[0].1, KEPT);
        emulator.advance(text.join("\r\n").as_bytes());
        emulator.advance("\x1b[D".repeat(back).as_bytes());
        let before = lines(&emulator);
        for (cols, rows) in sizes {
            emulator.resize(cols, rows);
            prop_assert_eq!(&lines(&emulator), &before);
            let buffer = &emulator.terminal.normal;
            prop_assert!(buffer.rows.len() == rows && buffer.y < rows && buffer.x <= cols);
        }
    }
}
