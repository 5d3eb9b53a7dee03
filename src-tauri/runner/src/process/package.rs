//! What a package of the whole app tells the program inside it, and nobody else.

use std::path::{Path, PathBuf};

/// A package that we run from.
#[derive(Debug)]
pub(super) struct Package {
    /// Where its programs and libraries are.
    pub folder: PathBuf,
    /// Variables that are about the package. All else that it sets are places within its
    /// folder, or lists of places that begin with some.
    pub names: &'static [&'static str],
}

const OF_APPIMAGE: &[&str] = &["APPDIR", "APPIMAGE", "ARGV0", "OWD"];

/// The folders are those of the app (`~/.var/app/…`); where the person had others than the
/// usual ones, these are in the same names with `HOST_` before (by flatpak's source; not tried).
const OF_FLATPAK: &[&str] = &[
    "FLATPAK_ID",
    "FLATPAK_SANDBOX_DIR",
    "PYTHONUSERBASE",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "container",
];

impl Package {
    /// The one that we are in, if any.
    pub fn own() -> Option<Self> {
        // Every Flatpak has it.
        if Path::new("/.flatpak-info").exists() {
            return Some(Self::flatpak());
        }
        own_appdir().map(Self::appimage)
    }

    pub fn appimage(folder: PathBuf) -> Self {
        Self { folder, names: OF_APPIMAGE }
    }

    pub fn flatpak() -> Self {
        Self { folder: "/app".into(), names: OF_FLATPAK }
    }

    /// The person's own variable that one of the package keeps.
    pub fn kept_in<'a>(&self, name: &'a str) -> Option<&'a str> {
        name.strip_prefix("HOST_").filter(|own| self.names.contains(own))
    }
}

/// The folder of the AppImage that we are in. The variable alone would not tell: a
/// terminal that is one itself leaves its own to what is started in it.
fn own_appdir() -> Option<PathBuf> {
    let appdir = PathBuf::from(std::env::var_os("APPDIR")?);
    let holds_us = std::env::current_exe().ok()?.starts_with(appdir.canonicalize().ok()?);
    holds_us.then_some(appdir)
}
