//! What people want after a restart of the machine, and what becomes of each session.

use serde::{Deserialize, Serialize};

/// The label that says what happens to a container after a restart of its machine: `start`, `ask` or `leave`.
pub const LABEL_AFTER_REBOOT: &str = "dev.berth.after-reboot";

/// What happens after the machine was started anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum AfterReboot {
    /// It is started.
    Start,
    /// The person is asked.
    Ask,
    /// Nothing.
    #[default]
    Leave,
}

/// What a file of definitions wants of one session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// The session's name on the engine that is asked.
    pub name: String,
    /// What happens; `None` where the file does not say.
    pub after_reboot: Option<AfterReboot>,
    /// Seconds that its start waits after the one before.
    pub delay: u32,
    /// Takes up the work again; empty for none.
    pub resume_command: String,
}

/// What becomes of a session after a restart of its machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Fate {
    /// It runs again, and Berth did not start it: its restart policy did, or somebody else.
    Again,
    /// It runs again: Berth started it.
    Started,
    /// It is to be started, so many seconds after the one before.
    Start {
        /// Seconds.
        after: u32,
    },
    /// Some Berth is about to start it.
    Starting,
    /// The person decides.
    Ask {
        /// Whether it is not known that it ran when the machine went down.
        doubtful: bool,
    },
    /// It ran when the machine went down, and stays as it is.
    Leave,
    /// Folders or files of this machine that it mounts are gone: it is not started.
    Blocked {
        /// Their paths.
        paths: Vec<String>,
    },
    /// It could not be started.
    Failed {
        /// The engine's words, or its last lines.
        words: String,
    },
}

/// A session after a restart of its machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AfterRestart {
    /// The id of its engine.
    pub engine: String,
    /// The id of its container.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its restart policy.
    pub restart_policy: String,
    /// What becomes of it.
    pub fate: Fate,
    /// A command that takes up its work again, where it runs and nobody has run or refused that yet.
    pub resume_command: Option<String>,
}
