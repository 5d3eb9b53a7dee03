//! What the tray shows, in the window's words, and what the person does with it.

use serde::{Deserialize, Serialize};

/// What the tray shows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct TrayFace {
    pub state: TrayState,
    /// What it says under the pointer: "Berth: 2 need you, 5 work".
    pub title: String,
    /// Its menu, with a line between the groups.
    pub groups: Vec<Vec<TrayEntry>>,
}

/// The worst of what sessions do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum TrayState {
    /// One needs the person.
    Needs,
    /// One finished something that nobody has looked at.
    Done,
    Works,
    Quiet,
}

/// A line of its menu.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct TrayEntry {
    pub label: String,
    pub act: TrayAct,
}

/// What a line of the menu does.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum TrayAct {
    /// Brings the window to the front.
    Show,
    OpenSession {
        engine: String,
        /// Its id.
        session: String,
    },
    /// Shows the form for a new one.
    NewSession,
    /// Ends the app, and no session.
    Quit,
}

/// For the main window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum TrayEvent {
    /// Whether Berth is in a tray now.
    Standing { shown: bool },
    /// The person wants a new session.
    NewSession,
}

/// What the desktop reports.
#[derive(Debug)]
pub enum TrayReport {
    /// Whether Berth is in a tray now.
    Shown(bool),
    Act(TrayAct),
}
