//! The families of engines.

use std::fmt;

use serde::{Deserialize, Serialize};

// What tells podman from docker in a call is never asked of a cluster: a call that is not made
// for one does not leave `Runner` (see `Invocation::for_cluster`).
/// The command-line family of an engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum EngineKind {
    /// Podman.
    Podman,
    /// Docker, and what speaks its language.
    Docker,
    /// A namespace of a Kubernetes cluster.
    Kubernetes,
}

impl EngineKind {
    /// Its name, with which the ids of its engines begin.
    pub fn word(self) -> &'static str {
        match self {
            Self::Podman => "podman",
            Self::Docker => "docker",
            Self::Kubernetes => "kubernetes",
        }
    }

    /// The name of its command-line client.
    pub fn program(self) -> &'static str {
        match self {
            Self::Podman => "podman",
            Self::Docker => "docker",
            Self::Kubernetes => "kubectl",
        }
    }

    /// What a person types to see whether its engine is there.
    pub fn asks(self) -> &'static str {
        match self {
            Self::Podman => "podman info",
            Self::Docker => "docker info",
            Self::Kubernetes => "kubectl cluster-info",
        }
    }

    /// The kind of that name, see [`EngineKind::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Podman, Self::Docker, Self::Kubernetes].into_iter().find(|kind| kind.word() == word)
    }

    /// Where a person gets it.
    pub fn url(self) -> &'static str {
        match self {
            Self::Podman => "https://podman.io",
            Self::Docker => "https://docs.docker.com/get-docker",
            Self::Kubernetes => "https://kubernetes.io/docs/tasks/tools",
        }
    }
}

impl fmt::Display for EngineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
