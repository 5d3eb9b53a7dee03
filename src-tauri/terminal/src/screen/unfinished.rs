//! The last line of a screen that has no end yet, such as a question: docker's log has it only once it has one.

use super::Screen;
use crate::emulator::Row;
use crate::export::text_of_row;

/// A line that a program has begun, with the cursor at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfinishedLine {
    /// The line above it; `None` at the top of the screen.
    above: Option<String>,
    text: String,
}

impl Screen {
    /// The line in which the cursor is, where that is the end of all text, all of it is to be seen, and nothing of a
    /// full-screen program.
    pub fn unfinished_line(&self) -> Option<UnfinishedLine> {
        let terminal = &self.emulator.terminal;
        if terminal.modes.hidden || terminal.alt_active {
            return None;
        }
        let buffer = terminal.active();
        let row = |y: usize| buffer.rows.get(y);
        let (y, x) = (buffer.y, buffer.x);
        let has_text_below = (y + 1..terminal.rows).filter_map(row).any(|row| row.text_len() > 0);
        if has_text_below || row(y)?.text_len() > x {
            return None;
        }
        let begins = |y: usize| (0..=y).rev().find(|y| row(*y).is_some_and(|row| !row.wrapped));
        let text = |from: usize, to: usize, end: usize| {
            let rows = (from..=to).filter_map(|y| Some((row(y)?, row(y + 1).filter(|_| y < to))));
            rows.map(|(row, next)| text_of_row(terminal, row, next, end)).collect::<String>()
        };
        let start = begins(y)?;
        let above = start.checked_sub(1).map(|last| {
            let end = row(last).map_or(0, Row::text_len);
            text(begins(last).unwrap_or(0), last, end).trim_end_matches(' ').to_owned()
        });
        Some(UnfinishedLine { above, text: text(start, y, x) })
    }

    /// Goes on with a line that another model of this terminal has, where this one is at the same place and has
    /// nothing of it. Returns what did it, as bytes; empty where nothing did.
    pub fn go_on_with(&mut self, line: &UnfinishedLine) -> Vec<u8> {
        let is_there =
            self.unfinished_line().is_some_and(|now| now.text.is_empty() && now.above == line.above);
        if !is_there || line.text.is_empty() {
            return Vec::new();
        }
        self.replay(line.text.as_bytes());
        line.text.clone().into_bytes()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::pty::Size;

    fn screen(output: &str) -> Screen {
        let mut screen = Screen::new(Size { cols: 20, rows: 5 }, 100);
        screen.write(output.as_bytes());
        screen
    }

    fn goes_on(here: &str, there: &str) -> Vec<String> {
        let mut here = screen(here);
        if let Some(line) = screen(there).unfinished_line() {
            here.go_on_with(&line);
        }
        let text = here.text();
        text.lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn a_line_without_an_end_goes_on_where_the_log_had_none_of_it() {
        assert_eq!(goes_on("a\r\nb\r\n", "a\r\nb\r\nGo on? [y/N] "), ["a", "b", "Go on? [y/N]"]);
        assert_eq!(goes_on("", "Go on? "), ["Go on?"]);
        // What scrolled away may differ; what is wrapped is one line.
        let long = "a line of more than twenty columns\r\n";
        assert_eq!(
            goes_on(long, &format!("1\r\n2\r\n3\r\n{long}and a question of more, too? ")),
            ["a line of more than", "twenty columns", "and a question of mo", "re, too?"]
        );
        let mut here = screen("a\r\n");
        let line = screen("a\r\n$ ").unfinished_line().unwrap();
        assert_eq!((here.go_on_with(&line), here.text().cursor), (b"$ ".to_vec(), Some((1, 2))));
        assert_eq!(here.go_on_with(&line), b"", "it is there by now");
    }

    #[test]
    fn a_row_that_is_full_keeps_the_blank_at_its_end() {
        // 20 columns, of which the last is a blank.
        let mut here = screen("a\r\n");
        let line = screen("a\r\nDelete the old file of yours? [y/N] ").unfinished_line().unwrap();
        assert_eq!(here.go_on_with(&line), b"Delete the old file of yours? [y/N] ");
        let mut here = screen("one two three four and five\r\n");
        let line = screen("one two three four and five\r\n$ ").unfinished_line().unwrap();
        assert_eq!(here.go_on_with(&line), b"$ ", "so does the line above");
        // A wide character that had no room there left a gap, which is no blank.
        let wide = "0123456789 12345678\u{4e2d}? ";
        let line = screen(wide).unfinished_line().unwrap();
        assert_eq!(screen("").go_on_with(&line), wide.as_bytes());
    }

    #[test]
    fn a_line_that_began_above_the_screen_is_not_gone_on_with() {
        let long = "x".repeat(110);
        assert_eq!(screen(&long).unfinished_line(), None);
    }

    #[test]
    fn nothing_is_added_anywhere_else() {
        for (here, there) in [
            // It was there, or something else is.
            ("a\r\nGo on? ", "a\r\nGo on? "),
            ("a\r\nb", "a\r\nGo on? "),
            ("a\r\nb\r\n", "a\r\nGo on? "),
            ("a\r\n", "Go on? "),
            // It has an end, or the cursor is within it.
            ("a\r\n", "a\r\n"),
            ("a\r\n", "a\r\nGo on?\x1b[D"),
            ("a\r\n", "a\r\nGo on? \r\nmore\x1b[A"),
            // Full-screen programs draw by themselves.
            ("a\r\n", "a\r\n\x1b[?1049hGo on? "),
            ("a\r\n\x1b[?1049h", "a\r\nGo on? "),
            ("a\r\n", "a\r\nGo on? \x1b[?25l"),
        ] {
            let before: Vec<String> =
                screen(here).text().lines.into_iter().filter(|line| !line.is_empty()).collect();
            assert_eq!(goes_on(here, there), before, "{here:?} {there:?}");
        }
    }
}
