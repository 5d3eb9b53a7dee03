//! How an engine is doing.

use serde::{Deserialize, Serialize};

use super::Engine;
use crate::error::{Coded, Error};
use crate::kind::EngineKind;

/// How an engine is doing, in a shape for the window and for `--json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Health {
    /// The engine's id: `podman`, `docker`, `docker:CONTEXT`, `podman:CONNECTION`.
    pub engine: String,
    /// The family of its client.
    pub kind: EngineKind,
    /// Where it is: `unix://…`, `ssh://…`; empty where that is not known.
    pub endpoint: String,
    /// Whether it runs without root; `None` where it did not say.
    pub rootless: Option<bool>,
    /// Whether it can be used.
    pub status: HealthStatus,
    /// The engine's own version, when it answered.
    pub version: Option<String>,
    /// A sentence for people: what is wrong and what to do. Empty when ready.
    pub message: String,
    /// The message without its English text.
    pub fault: Option<Coded>,
    /// The text that the engine printed, if any.
    pub detail: Option<String>,
    /// What its client says although all is well, such as a fault of its set-up.
    pub warnings: Vec<String>,
    /// How long it took to answer, in milliseconds.
    pub latency_ms: Option<u32>,
}

/// Whether an engine can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum HealthStatus {
    /// It answers.
    Ready,
    /// The CLI is not installed.
    Missing,
    /// Installed, not answering.
    Unavailable,
}

impl Health {
    /// The health of a family whose client is not installed, by the error that says so.
    pub fn missing(kind: EngineKind, error: &Error) -> Self {
        Self {
            engine: kind.word().to_owned(),
            kind,
            endpoint: String::new(),
            rootless: None,
            status: HealthStatus::Missing,
            version: None,
            message: error.to_string(),
            fault: Some(error.into()),
            detail: None,
            warnings: Vec::new(),
            latency_ms: None,
        }
    }

    /// The health of an engine that answers; its version, latency and rights are not known.
    pub fn ready(engine: &Engine) -> Self {
        Self::of(engine, HealthStatus::Ready, String::new())
    }

    /// The health of an engine that does not answer, by the error of a call.
    pub fn unavailable(engine: &Engine, error: &Error) -> Self {
        let health = Self::of(engine, HealthStatus::Unavailable, error.to_string());
        Self { detail: error.detail(), fault: Some(error.into()), ..health }
    }

    fn of(engine: &Engine, status: HealthStatus, message: String) -> Self {
        Self {
            engine: engine.id.clone(),
            kind: engine.kind,
            endpoint: engine.endpoint.clone(),
            rootless: None,
            status,
            version: None,
            message,
            fault: None,
            detail: None,
            warnings: Vec::new(),
            latency_ms: None,
        }
    }
}
