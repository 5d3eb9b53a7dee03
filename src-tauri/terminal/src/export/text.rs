//! Plain text.

use super::content::{rows, text_of};
use crate::emulator::{Row, TermState};

pub fn of(terminal: &TermState) -> String {
    let mut text = String::new();
    let mut rows = rows(terminal).peekable();
    while let Some(row) = rows.next() {
        let next = rows.peek().filter(|next| next.wrapped);
        let len = match next {
            Some(next) => wrapped_len(terminal.cols, &row, next),
            None => row.text_len(),
        };
        for cell in (0..len).map(|at| row.get(at)).filter(|cell| !cell.is_right_half()) {
            text.push_str(&text_of(terminal, &cell));
        }
        if next.is_none() {
            text.push('\n');
        }
    }
    text
}

/// A wide character that had no room at the end of a row left its last cell empty;
/// that gap is not part of the line.
fn wrapped_len(cols: usize, row: &Row, next: &Row) -> usize {
    let gap = next.get(0).width() == 2 && !row.get(cols - 1).has_text() && row.get(cols - 1).width() == 1;
    if gap { cols - 1 } else { cols }
}
