//! One row of the table.

/// Where the tests of a fault make it happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A real podman and a real docker.
    Both,
    /// A scripted podman and a scripted docker.
    Scripted,
    /// Real and scripted ones.
    BothAndScripted,
    /// A real podman alone.
    Podman,
    /// A real docker alone.
    Docker,
    /// No engine takes part.
    Nothing,
}

impl On {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Both => "podman, docker",
            Self::Scripted => "scripted podman and docker",
            Self::BothAndScripted => "podman, docker, and scripted ones",
            Self::Podman => "podman",
            Self::Docker => "docker",
            Self::Nothing => "no engine",
        }
    }
}

/// One thing that can go wrong.
#[derive(Debug)]
pub struct Fault {
    /// What goes wrong.
    pub what: &'static str,
    /// What has to happen.
    pub outcome: &'static str,
    pub on: On,
    /// The files of tests, from the top of the repository, and the functions in each.
    pub tests: &'static [(&'static str, &'static [&'static str])],
}
