//! What a notice says, and of what it is.

use berth_archive::SessionKey;
use serde::Deserialize;

/// A notice in the window's language. A button that it does not have is `null`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct NoticeWords {
    pub title: String,
    pub text: String,
    pub open: String,
    pub restart: Option<String>,
    pub mute: Option<String>,
}

/// What a notice on the desktop is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A popup of the board, by its number.
    Popup(u32),
    /// What a program in a session has to say.
    Program(SessionKey),
    Test,
}

/// What the person does with a notice on the desktop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Open,
    Restart,
    Mute,
    /// It is there no longer.
    Closed,
}
