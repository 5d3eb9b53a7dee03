//! Engines and sessions: what Berth does with podman and docker.
//!
//! No window, no tauri. `args`, `parse` and `validate` are pure; `process` is the
//! only place that spawns an engine's CLI.

pub mod engine;
pub mod error;
pub mod session;
pub mod validate;

pub use engine::{EngineKind, Health, HealthStatus};
pub use error::{Error, Result};
pub use session::{Listing, Session, SessionSpec, StartOptions, StartOutcome, State, StopOptions, StopOutcome};
