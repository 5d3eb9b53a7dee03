//! Notifications of programs.

use serde::Serialize;

/// A program's notification for the person or the desktop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "ProgramNotification")]
pub enum Notification {
    /// The bell rang.
    Bell,
    /// A message for the person to read.
    Notice {
        /// One line without control characters; may be empty.
        title: String,
        /// One line without control characters.
        text: String,
    },
    /// The program asks to put text into the clipboard.
    Clipboard {
        /// Any text, as the program sent it.
        text: String,
    },
    /// The program asked to put more text into the clipboard than a terminal takes.
    ClipboardTooLong,
    /// How far the program has come; `None`: it shows no progress any more.
    Progress {
        /// What is shown from now on.
        progress: Option<Progress>,
    },
}

/// How far a program has come, by its own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Progress {
    /// How it goes.
    pub state: ProgressState,
    /// Percent, 0 to 100; `None` where the program does not know or say.
    pub value: Option<u8>,
}

/// How it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum ProgressState {
    /// It goes on.
    Running,
    /// It failed.
    Failed,
    /// It waits, perhaps for the person.
    Waiting,
}
