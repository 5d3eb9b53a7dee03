//! What a log view tells its window.

use berth_logs::{LogCounts, SourceState};
use serde::{Deserialize, Serialize};

use crate::error::WireError;

/// The number of a line in a view, as a window has it.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct LineNumber(#[specta(type = u32)] pub u64);

/// A change of a view, through the channel that opened it.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LogViewEvent {
    /// Rows came, went or are others. One each 100 ms at most, with the newest counts.
    Changed { counts: LogCounts },
    /// What the reader of a source does now.
    Source {
        /// Its place in the view.
        source: u32,
        /// The session's name.
        name: String,
        engine: String,
        state: SourceState,
        /// Why it is `away` or `failed`.
        failure: Option<WireError>,
    },
}
