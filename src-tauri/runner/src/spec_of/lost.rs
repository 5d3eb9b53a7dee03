//! What a spec can't say.

use serde::{Deserialize, Serialize};

/// Characters of a value that could not be taken, at most.
const MAX_SHOWN: usize = 200;

/// A part of a container that no spec can say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Lost {
    /// The engine's own name of it, such as `HostConfig.Links`.
    pub part: String,
    /// What it says there, shortened.
    pub value: String,
}

impl Lost {
    pub(super) fn new(part: &str, value: impl Into<String>) -> Self {
        let value: String = value.into();
        let shown = value.chars().take(MAX_SHOWN).collect();
        Self { part: part.to_owned(), value: shown }
    }
}
