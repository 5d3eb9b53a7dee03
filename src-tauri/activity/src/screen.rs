//! The screen that is judged.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The screen of a session at one moment, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ScreenText {
    /// Cells in a row.
    pub cols: u16,
    /// Rows.
    pub rows: u16,
    /// The visible screen, without scrollback: a text for each row, without blanks at its end.
    pub lines: Vec<String>,
    /// For each row, whether its text goes on in the next one because the row was full. Empty
    /// where that is not known.
    pub wrapped: Vec<bool>,
    /// A digest of the cells whose colours, inverse or bold are not the usual ones: a selection
    /// in a menu shows by them alone. 0 where it is not known.
    #[serde(default)]
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub style: u64,
    /// The cursor's row and column, from 0; `None` where the program hides it.
    pub cursor: Option<(u16, u16)>,
    /// The title that the program set; empty where it set none.
    pub title: String,
    /// Whether the alternate screen is active.
    pub alternate: bool,
    /// What the shell said (OSC 133) of the place where the cursor is.
    pub prompt: Option<PromptMark>,
    /// What the program says of its progress (OSC 9;4): `true` is under way, `false` is paused or
    /// failed, `None` is none.
    pub progress: Option<bool>,
    /// The last notice (OSC 9, 99, 777) since the last input: title and text.
    pub notice: Option<String>,
    /// Whether the bell rang since the last input.
    pub bell: bool,
}

/// What a shell says (OSC 133) of a place on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum PromptMark {
    /// Its prompt: between `A` and `B`.
    Prompt,
    /// What is typed: between `B` and `C`.
    Input,
    /// The output of a command: after `C`. Between `D` and the next `A` there is no mark.
    Output,
}

/// What is known of a moment beside the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moment {
    /// The time since the last output.
    pub quiet: Duration,
    /// Whether a process of the terminal's foreground group waits in a read of the terminal.
    /// `Some(false)`: each of them runs, or waits for something that is no input (no `read`,
    /// `poll`, `select` or `epoll`). `None` where `/proc` can't be seen or does not tell.
    pub reads_terminal: Option<bool>,
    /// The command of the terminal's foreground process, where `/proc` can be seen: what a shell
    /// runs now, or the shell itself.
    pub foreground: Option<Vec<String>>,
}
