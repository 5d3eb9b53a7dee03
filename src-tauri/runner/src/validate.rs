//! What may go to an engine. Pure: nothing here touches a disk or a process.

use serde::{Deserialize, Serialize};

/// The part of a [`crate::session::SessionSpec`] that a problem belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Field {
    Name,
    Image,
    Command,
    WorkingDir,
    Env,
    Volumes,
    LogVolume,
    Ports,
}

/// One rule that one value breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Problem {
    pub field: Field,
    /// Which entry, for fields that are lists; counted from 0.
    pub index: Option<u32>,
    /// Names the value and the rule, and says what to do.
    pub message: String,
}
