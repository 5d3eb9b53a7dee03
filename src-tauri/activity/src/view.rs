//! A screen as rules read it: the lines that hold text, and where the cursor stands.

use unicode_width::UnicodeWidthChar;

use crate::screen::ScreenText;

/// A screen as rules read it. Rows that go on in the next one are one line.
pub struct View<'s> {
    pub screen: &'s ScreenText,
    /// The lines that hold text, with line ends between them.
    filled: String,
    /// For each of them: where it begins in `filled`, and its first row.
    starts: Vec<(usize, u16)>,
    cursor: Option<Cursor>,
}

/// Where the cursor stands.
struct Cursor {
    /// The first row of its line.
    row: u16,
    /// The line's text up to it, with blanks where none was written.
    before: String,
    after: String,
    /// How many of the lines that hold text are above its line.
    above: usize,
    /// Whether a line below holds text.
    below: bool,
}

impl<'s> View<'s> {
    pub fn new(screen: &'s ScreenText) -> Self {
        let mut view = Self { screen, filled: String::new(), starts: Vec::new(), cursor: None };
        let goes_on = |row: usize| screen.wrapped.get(row) == Some(&true);
        let mut first = 0;
        while first < screen.lines.len() {
            let mut last = first;
            while last + 1 < screen.lines.len() && goes_on(last) {
                last += 1;
            }
            view.take(first, last);
            first = last + 1;
        }
        view
    }

    /// Takes the line that these rows make.
    fn take(&mut self, first: usize, last: usize) {
        let mut text = String::new();
        for row in first..last {
            text.push_str(&self.screen.lines[row]);
            let missing = usize::from(self.screen.cols).saturating_sub(width(&self.screen.lines[row]));
            text.extend(std::iter::repeat_n(' ', missing));
        }
        let mut cursor_at = None;
        if let Some((row, column)) = self.screen.cursor
            && (first..=last).contains(&row.into())
        {
            let rows_before = (usize::from(row) - first) * usize::from(self.screen.cols);
            cursor_at = Some(rows_before + usize::from(column));
        }
        text.push_str(&self.screen.lines[last]);
        let row = u16::try_from(first).unwrap_or(u16::MAX);
        let text = text.trim_end();
        if let Some(at) = cursor_at {
            let (before, after) = split_at(text, at);
            self.cursor =
                Some(Cursor { row, before, after: after.into(), above: self.starts.len(), below: false });
        } else if let Some(cursor) = &mut self.cursor {
            cursor.below |= !text.is_empty();
        }
        if !text.is_empty() {
            if !self.filled.is_empty() {
                self.filled.push('\n');
            }
            self.starts.push((self.filled.len(), row));
            self.filled.push_str(text);
        }
    }

    /// All lines that hold text.
    pub fn filled(&self) -> &str {
        &self.filled
    }

    /// The last lines that hold text.
    pub fn bottom(&self, lines: usize) -> &str {
        &self.filled[self.start_of(self.starts.len().saturating_sub(lines))..]
    }

    /// The last lines that hold text above the cursor's; `None` where the cursor is hidden.
    pub fn above(&self, lines: usize) -> Option<&str> {
        let above = self.cursor.as_ref()?.above;
        let end = if above == self.starts.len() {
            self.filled.len()
        } else {
            self.start_of(above).saturating_sub(1)
        };
        Some(&self.filled[self.start_of(above.saturating_sub(lines)).min(end)..end])
    }

    /// The cursor's line up to the cursor; `None` where the cursor is hidden.
    pub fn before_cursor(&self) -> Option<&str> {
        Some(&self.cursor.as_ref()?.before)
    }

    /// The cursor's line behind the cursor; `None` where the cursor is hidden.
    pub fn after_cursor(&self) -> Option<&str> {
        Some(&self.cursor.as_ref()?.after)
    }

    /// The first row of the cursor's line.
    pub fn cursor_row(&self) -> Option<u16> {
        Some(self.cursor.as_ref()?.row)
    }

    /// Whether nothing stands behind and below the cursor, and something before it.
    pub fn cursor_ends(&self) -> bool {
        self.cursor.as_ref().is_some_and(|cursor| {
            !cursor.below && cursor.after.is_empty() && !cursor.before.trim_end().is_empty()
        })
    }

    /// The row and the text of the line that holds a part of [`View::filled`].
    pub fn line_of(&self, part: &str) -> (u16, &str) {
        // Parts are slices of the text, so the distance of their beginnings is the place.
        let at = (part.as_ptr() as usize).saturating_sub(self.filled.as_ptr() as usize);
        let index = self.starts.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let Some((start, row)) = self.starts.get(index) else { return (0, "") };
        (*row, self.filled[*start..].lines().next().unwrap_or_default())
    }

    fn start_of(&self, index: usize) -> usize {
        self.starts.get(index).map_or(self.filled.len(), |(start, _)| *start)
    }
}

fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(|one| one.width().unwrap_or(0)).sum() }
}

/// The text before a column, filled up with blanks to it, and the text from there on.
fn split_at(text: &str, column: usize) -> (String, &str) {
    let (mut at, mut cells) = (text.len(), 0);
    for (index, one) in text.char_indices() {
        let next = cells + one.width().unwrap_or(0);
        // A mark that combines belongs to the character before it.
        if cells >= column && next > cells {
            at = index;
            break;
        }
        cells = next;
    }
    let mut before = text[..at].to_owned();
    before.extend(std::iter::repeat_n(' ', column.saturating_sub(cells)));
    (before, &text[at..])
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn screen(lines: &[&str], cursor: (u16, u16)) -> ScreenText {
        let lines: Vec<String> = lines.iter().map(|&line| line.into()).collect();
        ScreenText { cols: 8, rows: 6, lines, cursor: Some(cursor), ..ScreenText::default() }
    }

    #[test]
    fn regions_hold_the_lines_with_text() {
        let screen = screen(&["one", "", "two", "three: x", "", "four"], (3, 7));
        let view = View::new(&screen);
        assert_eq!(view.filled(), "one\ntwo\nthree: x\nfour");
        assert_eq!(view.bottom(2), "three: x\nfour");
        assert_eq!(view.bottom(9), view.filled());
        assert_eq!(view.above(1), Some("two"));
        assert_eq!(view.above(9), Some("one\ntwo"));
        assert_eq!((view.before_cursor(), view.after_cursor()), (Some("three: "), Some("x")));
        assert!(!view.cursor_ends());
        let two = view.above(1).unwrap();
        assert_eq!(view.line_of(&two[1..]), (2, "two"));
    }

    #[test]
    fn rows_that_go_on_are_one_line() {
        let mut screen = screen(&["Continue", " [y/N] ", "", ""], (1, 7));
        screen.wrapped = vec![true];
        let view = View::new(&screen);
        assert_eq!(view.before_cursor(), Some("Continue [y/N] "));
        assert_eq!((view.cursor_row(), view.cursor_ends()), (Some(0), true));
        // A row that ends in a blank goes on with it.
        screen.lines = vec!["Sure to".into(), "go?".into()];
        screen.cursor = Some((1, 4));
        assert_eq!(View::new(&screen).before_cursor(), Some("Sure to go? "));
    }

    #[test]
    fn a_cursor_stands_behind_wide_characters() {
        let screen = screen(&["続行? ok"], (0, 6));
        let view = View::new(&screen);
        assert_eq!((view.before_cursor(), view.after_cursor()), (Some("続行? "), Some("ok")));
        let hidden = ScreenText { cursor: None, ..screen.clone() };
        assert_eq!(View::new(&hidden).before_cursor(), None);
        let nothing = ScreenText { lines: Vec::new(), ..screen };
        assert_eq!(View::new(&nothing).bottom(3), "");
        assert_eq!(View::new(&nothing).above(3), None);
    }
}
