//! What an engine's client sees of our environment.

use std::path::{Path, PathBuf};

use crate::engine::usual_homes;

/// Changes to the inherited environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    pub set: Vec<(String, String)>,
    pub remove: Vec<String>,
}

/// Printed text is matched against English words, and read by programs.
const PLAIN: [(&str, &str); 4] =
    [("LC_ALL", "C"), ("NO_COLOR", "1"), ("PAGER", "cat"), ("DOCKER_CLI_HINTS", "false")];

/// Variables that an AppImage sets for the program inside it. An engine's client
/// that inherits them loads the image's libraries instead of the system's.
const OF_APPIMAGE: [&str; 12] = [
    "APPDIR",
    "APPIMAGE",
    "ARGV0",
    "GDK_PIXBUF_MODULE_FILE",
    "GIO_MODULE_DIR",
    "GSETTINGS_SCHEMA_DIR",
    "LD_LIBRARY_PATH",
    "OWD",
    "PERLLIB",
    "PYTHONHOME",
    "PYTHONPATH",
    "QT_PLUGIN_PATH",
];
const PREFIXES_OF_APPIMAGE: [&str; 2] = ["GTK_", "GST_"];

impl Environment {
    /// What clients get, judged by what this process has.
    pub fn of_clients() -> Self {
        // Names that are not UTF-8 are none of those we look for.
        let vars = std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v)));
        let appdir = std::env::var_os("APPDIR").map(PathBuf::from);
        let mut environment = Self::default();
        environment.set.extend(PLAIN.map(|(k, v)| (k.to_owned(), v.to_owned())));
        if appdir.is_some() {
            environment.remove.extend(vars.map(|(key, _)| key).filter(|key| is_of_appimage(key)));
        }
        if let Some(path) = path(appdir.as_deref(), &usual_homes()) {
            environment.set.push(("PATH".to_owned(), path));
        }
        environment
    }
}

fn is_of_appimage(key: &str) -> bool {
    OF_APPIMAGE.contains(&key) || PREFIXES_OF_APPIMAGE.iter().any(|prefix| key.starts_with(prefix))
}

/// PATH without the AppImage's folders and with the usual homes, where the engines'
/// helpers (`docker-credential-…`) are. `None` when it stays as it is.
fn path(appdir: Option<&Path>, homes: &[PathBuf]) -> Option<String> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let mut places: Vec<PathBuf> =
        std::env::split_paths(&old).filter(|p| appdir.is_none_or(|appdir| !p.starts_with(appdir))).collect();
    for home in homes {
        if !places.contains(home) {
            places.push(home.clone());
        }
    }
    let new = std::env::join_paths(places).ok()?;
    (new != old).then(|| new.into_string().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_an_appimage_sets_is_removed() {
        for key in ["LD_LIBRARY_PATH", "PYTHONHOME", "GTK_PATH", "GST_PLUGIN_SYSTEM_PATH", "APPDIR"] {
            assert!(is_of_appimage(key), "{key}");
        }
        for key in ["HOME", "PATH", "DOCKER_HOST", "CONTAINER_HOST", "XDG_RUNTIME_DIR", "GTKX"] {
            assert!(!is_of_appimage(key), "{key}");
        }
    }

    #[test]
    fn homes_are_added_once_and_an_unchanged_path_is_left_alone() {
        assert_eq!(path(None, &[]), None);
        let home = if cfg!(windows) { r"C:\usual home" } else { "/usual home" };
        let with_home = path(None, &[PathBuf::from(home)]);
        assert_eq!(with_home.iter().filter(|p| p.ends_with(home)).count(), 1, "{with_home:?}");
    }
}
