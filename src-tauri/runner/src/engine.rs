//! Engines: which there are, where they are, how they speak.

use serde::{Deserialize, Serialize};

/// The command-line family of an engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum EngineKind {
    Podman,
    Docker,
}

/// How an engine is doing, in a shape for the window and for `--json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Health {
    /// The engine's id: `podman`, `docker`; later also `docker:CONTEXT`, `podman:CONNECTION`.
    pub engine: String,
    pub kind: EngineKind,
    pub status: HealthStatus,
    /// The engine's own version, when it answered.
    pub version: Option<String>,
    /// A sentence for people: what is wrong and what to do. Empty when ready.
    pub message: String,
    /// The engine's own words, when it printed any.
    pub detail: Option<String>,
    /// How long it took to answer, in milliseconds.
    pub latency_ms: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum HealthStatus {
    Ready,
    /// The CLI is not installed.
    Missing,
    /// Installed, not answering.
    Unavailable,
}
