//! Plain text.

use super::content::{rows, text_of};
use crate::emulator::{Row, TermState};

pub fn of(terminal: &TermState) -> String {
    let mut text = String::new();
    let mut rows = rows(terminal).peekable();
    while let Some(row) = rows.next() {
        let next = rows.peek().filter(|next| next.wrapped);
        text.push_str(&of_row(terminal, &row, next.map(|next| &**next), row.text_len()));
        if next.is_none() {
            text.push('\n');
        }
    }
    text
}

/// The text of a row: up to its end where it goes on in the next one, else of so many columns.
pub fn of_row(terminal: &TermState, row: &Row, next: Option<&Row>, len: usize) -> String {
    let len = next.map_or(len, |next| wrapped_len(terminal.cols, row, next));
    let cells = (0..len).map(|at| row.get(at)).filter(|cell| !cell.is_right_half());
    cells.map(|cell| text_of(terminal, &cell)).collect()
}

/// A wide character that had no room at the end of a row left its last cell empty;
/// that gap is not part of the line.
fn wrapped_len(cols: usize, row: &Row, next: &Row) -> usize {
    let gap = next.get(0).width() == 2 && !row.get(cols - 1).has_text() && row.get(cols - 1).width() == 1;
    if gap { cols - 1 } else { cols }
}
