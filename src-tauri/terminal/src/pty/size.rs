//! Sizes of terminals.

use serde::Deserialize;

/// A terminal's size in character cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "TerminalSize")]
pub struct Size {
    /// Columns; fewer than 2 count as 2.
    pub cols: u16,
    /// Rows; 0 counts as 1.
    pub rows: u16,
}

impl Size {
    /// The nearest size that a screen can have: a wide character needs 2 columns, and a pane
    /// that is being laid out may report 0.
    pub(crate) fn usable(self) -> Self {
        Self { cols: self.cols.max(2), rows: self.rows.max(1) }
    }
}
