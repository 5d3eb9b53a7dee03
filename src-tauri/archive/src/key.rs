//! What names a session and a run.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The number of a run in one archive; it is never given twice.
pub type RunId = i64;

/// One container of one engine.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[serde(rename = "ContainerKey")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SessionKey {
    /// The engine's id, such as `podman` or `docker:work`.
    pub engine: String,
    /// The container's id, 64 hexadecimal digits.
    pub container: String,
}

/// One run of one container.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RunKey {
    /// The container.
    pub session: SessionKey,
    /// The time of its start, by the engine's clock. Two starts within a millisecond are one.
    #[cfg_attr(feature = "specta", specta(type = String))]
    pub started_at: Timestamp,
}
