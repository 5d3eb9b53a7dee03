//! The content of every export.

use std::borrow::Cow;

use super::palette::Palette;
use crate::emulator::cell::Cell;
use crate::emulator::{Row, TermState};

/// Facts in a file beside the terminal's text.
#[derive(Debug, Clone)]
pub struct Caption {
    /// Any text; it is escaped.
    pub title: String,
    /// The time of the export, in seconds since 1970.
    pub at: i64,
    /// The window's colours.
    pub palette: Palette,
}

/// All rows, the oldest first, without the empty ones at the end. The screen of a
/// full-screen program comes below what it covers.
pub fn rows(terminal: &TermState) -> impl Iterator<Item = Cow<'_, Row>> {
    let alt = terminal.alt_active.then_some(&terminal.alt);
    [Some(&terminal.normal), alt].into_iter().flatten().flat_map(|buffer| {
        let written = (1..).zip(buffer.all_rows()).filter(|(_, row)| row.text_len() > 0).last();
        buffer.all_rows().take(written.map_or(0, |(count, _)| count))
    })
}

/// The characters of a cell; a space where none was written.
pub fn text_of(terminal: &TermState, cell: &Cell) -> String {
    let single = || char::from_u32(cell.code()).filter(|_| cell.has_text()).unwrap_or(' ').to_string();
    terminal.text(cell).unwrap_or_else(single)
}
