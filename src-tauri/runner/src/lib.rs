//! Engines and sessions: what Berth does with podman and docker.
//!
//! No window, no tauri. `args`, `parse` and `validate` are pure; `process` is the
//! only place that spawns an engine's CLI.

pub mod args;
pub mod config;
pub mod engine;
pub mod error;
pub mod history;
pub mod parse;
mod process;
pub mod protect;
pub mod runner;
pub mod session;
pub mod validate;

pub use config::{Config, Fault, Section};
pub use engine::{ClientCommand, Engine, EngineKind, Health, HealthStatus};
pub use error::{Error, Result};
pub use history::History;
pub use process::Environment;
pub use protect::{Protection, ProtectionKind, protection};
pub use runner::{Change, ExecOutcome, Limits, Pace, Pruned, Runner, Shell, Watch};
pub use session::{
    DeleteOptions, Listing, Run, Session, SessionSpec, StartOptions, StartOutcome, State, StopOptions,
    StopOutcome,
};
