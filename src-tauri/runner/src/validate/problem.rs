//! What is wrong with a spec.

use serde::{Deserialize, Serialize};

/// The part of a [`crate::session::SessionSpec`] that a problem belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Field {
    /// The name.
    Name,
    /// The image.
    Image,
    /// The command.
    Command,
    /// The working directory.
    WorkingDir,
    /// One of the variables.
    Env,
    /// One of the volumes.
    Volumes,
    /// The volume for logs.
    LogVolume,
    /// One of the ports.
    Ports,
}

/// One rule that one value breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Problem {
    /// The part of the spec with the value.
    pub field: Field,
    /// Which entry, for fields that are lists; counted from 0.
    pub index: Option<u32>,
    /// Names the value and the rule, and says what to do.
    pub message: String,
}

/// Collects problems while values pass by.
#[derive(Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    /// # Errors
    /// The problems, if there is one.
    pub(crate) fn none(self) -> Result<(), Vec<Problem>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }

    /// Keeps the problem, or hands on the value.
    pub(crate) fn take<T>(
        &mut self,
        field: Field,
        index: Option<usize>,
        result: Result<T, String>,
    ) -> Option<T> {
        result.map_err(|message| self.add(field, index, message)).ok()
    }

    pub(crate) fn add(&mut self, field: Field, index: Option<usize>, message: String) {
        self.0.push(Problem { field, index: index.and_then(|i| u32::try_from(i).ok()), message });
    }
}
