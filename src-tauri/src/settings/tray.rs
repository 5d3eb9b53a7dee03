//! `[tray]`: Berth in the desktop's tray.

use berth_runner::{Section, ValueRule};
use serde::{Deserialize, Serialize};

/// `[tray]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TraySettings {
    /// Where the desktop has one.
    pub show: bool,
    /// Whether closing the main window hides it, while the tray is there to bring it back.
    pub keep_watching: bool,
}

impl Default for TraySettings {
    fn default() -> Self {
        Self { show: true, keep_watching: false }
    }
}

impl Section for TraySettings {
    const NAME: &'static str = "tray";

    fn rule(_: &str) -> ValueRule {
        ValueRule::YesOrNo {}
    }
}
