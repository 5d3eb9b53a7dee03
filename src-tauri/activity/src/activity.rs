//! What a session does.

use serde::{Deserialize, Serialize};

/// What a session does at one moment, beside the engine's own state.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Activity {
    /// It waits for an answer of a person.
    Asks,
    /// It is busy.
    Works,
    /// It finished something that nobody has looked at.
    Done,
    /// It waits for the next command.
    Idle,
    /// No rule decides. Nothing is shown then.
    #[default]
    Unknown,
}
