//! A mount as it was read from the text of a volume.

use serde::Serialize;

/// What a mount is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "name", rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum MountSource {
    /// An absolute path on the engine's machine.
    Host(String),
    /// A volume that the engine keeps.
    Volume(String),
    /// A new volume, which the engine gives a name of 64 digits.
    Anonymous,
    /// Memory, gone with the run.
    Tmpfs,
}

/// One mount of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MountSpec {
    /// The host path or the volume.
    pub source: MountSource,
    /// Absolute, inside the container, never `/`.
    pub target: String,
    /// Whether the container may only read it.
    pub read_only: bool,
    /// What else was asked for, each at most once: for host paths `rslave` and the like
    /// (propagation), `cached` and the like; for them and for volumes `z` or `Z` (SELinux), and on
    /// podman `U` and the like; for volumes `nocopy`; of a tmpfs those of `mount`.
    pub options: Vec<String>,
    /// The host is this machine.
    pub local: bool,
}
