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
}
