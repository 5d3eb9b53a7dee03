//! The families of engines.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The command-line family of an engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum EngineKind {
    /// Podman.
    Podman,
    /// Docker, and what speaks its language.
    Docker,
}

impl EngineKind {
    /// The name of its command-line client, e.g. `podman`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Podman => "podman",
            Self::Docker => "docker",
        }
    }

    /// The kind of that name, see [`EngineKind::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Podman, Self::Docker].into_iter().find(|kind| kind.word() == word)
    }

    /// Where a person gets it.
    pub fn url(self) -> &'static str {
        match self {
            Self::Podman => "https://podman.io",
            Self::Docker => "https://docs.docker.com/get-docker",
        }
    }
}

impl fmt::Display for EngineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
