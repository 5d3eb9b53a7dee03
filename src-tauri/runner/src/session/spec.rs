//! What a person asks for, before there is a session.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::options::ContainerOptions;

/// One variable of a session's environment.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct EnvVar {
    /// Its name.
    pub key: String,
    /// Its value; a secret.
    pub value: String,
}

impl fmt::Debug for EnvVar {
    /// Values are secrets and stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}=…", self.key)
    }
}

/// What a person asks for: a session to create and start.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SessionSpec {
    /// A letter, then letters, digits, `_` and `-`; 1 to 64 characters.
    pub name: String,
    /// The reference of the image, e.g. `debian:12`.
    pub image: String,
    /// Split like a POSIX shell into argv; empty means the image's own command.
    pub command: String,
    /// Empty means the image's own.
    pub working_dir: String,
    /// Its variables; at most 100.
    pub env: Vec<EnvVar>,
    /// `HOST:CONTAINER[:OPTIONS]`, `NAME:CONTAINER[:OPTIONS]`, `tmpfs:CONTAINER[:OPTIONS]`, or
    /// `CONTAINER` alone for a volume without a name.
    pub volumes: Vec<String>,
    /// Mounted like a volume, for reading logs after the session ended; empty for none.
    pub log_volume: String,
    /// `[[IP:][HOST]:]CONTAINER[/tcp|udp|sctp]`, ranges with `-`; without HOST a free port.
    pub ports: Vec<String>,
    /// Lets loader variables (`LD_PRELOAD`, `DYLD_*`, …) through.
    pub allow_loader_env: bool,
    /// What else its container is created with.
    #[serde(default)]
    pub options: ContainerOptions,
}

/// What `start` may do besides starting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StartOptions {
    /// Create host folders of volumes that do not exist; otherwise they are asked about.
    pub create_host_paths: bool,
}
