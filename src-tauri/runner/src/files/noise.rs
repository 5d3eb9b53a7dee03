//! Changes that come about by themselves.

use serde::{Deserialize, Serialize};

/// Why a change of a file tells little.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Noise {
    /// The kernel's and the engine's own files.
    #[error("of the engine and the kernel")]
    System,
    /// Files that are meant to go.
    #[error("temporary files")]
    Temporary,
    /// What can be made again.
    #[error("caches")]
    Cache,
    /// What a package manager knows and does.
    #[error("lists of packages")]
    Packages,
    /// A folder that changed by what is in it.
    #[error("folders of other changes")]
    Parent,
}

/// Folders, or files, of such changes.
const PLACES: [(&str, Noise); 26] = [
    ("/proc", Noise::System),
    ("/sys", Noise::System),
    ("/dev", Noise::System),
    ("/run/.containerenv", Noise::System),
    ("/run/secrets", Noise::System),
    ("/.dockerenv", Noise::System),
    ("/etc/hosts", Noise::System),
    ("/etc/hostname", Noise::System),
    ("/etc/resolv.conf", Noise::System),
    ("/etc/mtab", Noise::System),
    ("/tmp", Noise::Temporary),
    ("/var/tmp", Noise::Temporary),
    ("/run", Noise::Temporary),
    ("/var/run", Noise::Temporary),
    ("/var/lock", Noise::Temporary),
    ("/var/cache", Noise::Cache),
    ("/root/.npm/_cacache", Noise::Cache),
    ("/root/.cargo/registry", Noise::Cache),
    ("/var/lib/apt/lists", Noise::Packages),
    ("/var/lib/apt/extended_states", Noise::Packages),
    ("/var/lib/dpkg", Noise::Packages),
    ("/var/lib/rpm", Noise::Packages),
    ("/usr/lib/sysimage/rpm", Noise::Packages),
    ("/var/lib/dnf", Noise::Packages),
    ("/lib/apk/db", Noise::Packages),
    ("/var/lib/pacman", Noise::Packages),
];
/// Names of folders of caches, wherever they are.
const CACHES: [&str; 5] = [".cache", "__pycache__", ".pytest_cache", ".mypy_cache", ".ccache"];

/// The noise that a path belongs to.
pub(crate) fn noise(path: &str) -> Option<Noise> {
    let within =
        |place: &str| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let place = PLACES.iter().find(|(place, _)| within(place)).map(|(_, noise)| *noise);
    place.or_else(|| path.split('/').any(|part| CACHES.contains(&part)).then_some(Noise::Cache))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_told_by_its_place() {
        for (path, expected) in [
            ("/tmp", Some(Noise::Temporary)),
            ("/tmp/x", Some(Noise::Temporary)),
            ("/tmpfile", None),
            ("/proc/1", Some(Noise::System)),
            ("/run/.containerenv", Some(Noise::System)),
            ("/home/a/.cache/pip/x", Some(Noise::Cache)),
            ("/app/__pycache__/a.pyc", Some(Noise::Cache)),
            ("/var/lib/apt/lists/x", Some(Noise::Packages)),
            ("/etc/passwd", None),
            ("/root/.cached", None),
        ] {
            assert_eq!(noise(path), expected, "{path}");
        }
    }
}
