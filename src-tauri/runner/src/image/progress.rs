//! How far a pull, a save or a load is.

use serde::{Deserialize, Serialize};

/// How far the pull of an image is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PullProgress {
    /// In the order in which the client names them.
    pub layers: Vec<PullLayer>,
    /// Bytes that were fetched, of those layers that the client gives bytes of.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub done: u64,
    /// Bytes to fetch, of the same layers; 0 where it gives none.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub total: u64,
    /// What the client says of a trouble that it tries to overcome; empty for none.
    pub trouble: String,
}

/// How far a layer is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PullLayer {
    /// The first twelve digits of its id.
    pub id: String,
    /// What is done with it.
    pub state: LayerState,
    /// Bytes that were fetched.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub done: u64,
    /// Its bytes on the wire; 0 where the client does not say.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub total: u64,
}

/// What is done with a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum LayerState {
    /// Others are first.
    Waiting,
    /// It is fetched.
    Fetching,
    /// It was fetched, and is put in place.
    Unpacking,
    /// It is in place.
    Done,
    /// It was here before.
    Here,
}

impl LayerState {
    /// Whether nothing more is done with it.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::Here)
    }
}

/// How far a file is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Transfer {
    /// Bytes that were written or read.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub done: u64,
    /// All bytes; of a save about.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub total: u64,
}
