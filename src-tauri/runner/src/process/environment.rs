//! What other programs see of our environment.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::login_path;
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

/// What an AppImage tells the program inside it about itself. All else that it sets are
/// places within its folder, or lists of places that begin with some.
const OF_APPIMAGE: [&str; 4] = ["APPDIR", "APPIMAGE", "ARGV0", "OWD"];

/// Places that a list of places is put between.
#[derive(Debug, Clone, Copy, Default)]
struct Around<'a> {
    before: &'a [PathBuf],
    after: &'a [PathBuf],
}

impl Environment {
    /// What clients get, judged by what this process has.
    pub(crate) fn of_clients() -> Self {
        let mut environment = Self::of_programs();
        environment.set.extend(PLAIN.map(|(key, value)| (key.to_owned(), value.to_owned())));
        environment
    }

    /// What the person's own programs get: theirs, without what only this one needs.
    pub fn of_programs() -> Self {
        let around = Around { before: login_path(), after: &usual_homes() };
        Self::of(std::env::vars_os(), own_appdir().as_deref(), around)
    }

    /// A program that inherits the variables of an AppImage loads the image's
    /// libraries instead of the system's, so every place within `appdir` goes; what the
    /// person had in the same variable stays. PATH stands within `around`, where the
    /// engines' helpers (`docker-credential-…`) are.
    fn of(
        vars: impl Iterator<Item = (OsString, OsString)>,
        appdir: Option<&Path>,
        around: Around<'_>,
    ) -> Self {
        let mut environment = Self::default();
        // Names and values that are not UTF-8 are none that we know.
        let known =
            vars.filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)));
        for (key, value) in known {
            let of_path = key.eq_ignore_ascii_case("PATH");
            let left = without(&value, appdir, if of_path { around } else { Around::default() });
            if appdir.is_some() && OF_APPIMAGE.contains(&key.as_str()) || left.as_deref() == Some("") {
                environment.remove.push(key);
            } else if let Some(left) = left {
                environment.set.push((key, left));
            }
        }
        environment
    }
}

/// The folder of the AppImage that we are in. The variable alone would not tell: a
/// terminal that is one itself leaves its own to what is started in it.
fn own_appdir() -> Option<PathBuf> {
    let appdir = PathBuf::from(std::env::var_os("APPDIR")?);
    let holds_us = std::env::current_exe().ok()?.starts_with(appdir.canonicalize().ok()?);
    holds_us.then_some(appdir)
}

/// A list of places without those in `appdir` and within `around`; `None` when it stays as
/// it is. Without its first places a list may begin or end with an empty one, which would
/// be the current folder to a linker: those go too.
fn without(value: &str, appdir: Option<&Path>, around: Around<'_>) -> Option<String> {
    let inside = |place: &PathBuf| appdir.is_some_and(|appdir| place.starts_with(appdir));
    let mut known: Vec<PathBuf> = std::env::split_paths(value).collect();
    let foreign = known.iter().any(inside);
    if foreign {
        known.retain(|place| !inside(place) && !place.as_os_str().is_empty());
    }
    let mut places = around.before.to_vec();
    places.extend(known.iter().filter(|place| !around.before.contains(place)).cloned());
    for home in around.after {
        if !places.contains(home) {
            places.push(home.clone());
        }
    }
    let changed = foreign || places != known;
    changed.then(|| std::env::join_paths(places).ok()?.into_string().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(vars: &[(&str, &str)], appdir: Option<&str>, before: &[&str], after: &[&str]) -> Environment {
        let [before, after] =
            [before, after].map(|places| places.iter().map(PathBuf::from).collect::<Vec<_>>());
        let vars = vars.iter().map(|(key, value)| (key.into(), value.into()));
        Environment::of(vars, appdir.map(Path::new), Around { before: &before, after: &after })
    }

    #[test]
    fn clients_speak_plainly_and_the_programs_of_the_person_as_ever() {
        let (clients, programs) = (Environment::of_clients(), Environment::of_programs());
        assert_eq!(clients.set[programs.set.len()..], pairs(&PLAIN));
        assert!(!programs.set.iter().any(|(key, _)| key == "LC_ALL"));
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    /// As linuxdeploy's GTK plug-in and AppImageKit's AppRun leave it.
    #[cfg(unix)]
    const IN_AN_APPIMAGE: [(&str, &str); 14] = [
        ("APPDIR", "/tmp/.mount_BerthX"),
        ("APPIMAGE", "/home/ann/Berth.AppImage"),
        ("ARGV0", "./Berth.AppImage"),
        ("OWD", "/home/ann"),
        ("PATH", "/tmp/.mount_BerthX/usr/bin:/usr/local/bin:/usr/bin"),
        ("LD_LIBRARY_PATH", "/tmp/.mount_BerthX/usr/lib:/opt/ann/lib:"),
        ("XDG_DATA_DIRS", "/tmp/.mount_BerthX/usr/share:/usr/local/share:/usr/share"),
        ("PYTHONHOME", "/tmp/.mount_BerthX/usr/"),
        ("GTK_PATH", "/tmp/.mount_BerthX/usr/lib/gtk-3.0:"),
        ("GIO_EXTRA_MODULES", "/tmp/.mount_BerthX/usr/lib/gio/modules"),
        ("GSETTINGS_SCHEMA_DIR", "/tmp/.mount_BerthX/usr/share/glib-2.0/schemas"),
        ("HOME", "/home/ann"),
        ("DOCKER_HOST", "unix:///run/user/7/docker.sock"),
        ("NEIGHBOUR", "/tmp/.mount_BerthXY/usr"),
    ];

    #[cfg(unix)]
    #[test]
    fn nothing_of_an_appimage_is_left_and_all_else_is() {
        let environment = of(&IN_AN_APPIMAGE, Some("/tmp/.mount_BerthX"), &[], &[]);
        let removed = ["GTK_PATH", "GIO_EXTRA_MODULES", "GSETTINGS_SCHEMA_DIR"];
        assert_eq!(environment.remove, [&OF_APPIMAGE[..], &["PYTHONHOME"], &removed].concat());
        let set = [
            ("PATH", "/usr/local/bin:/usr/bin"),
            ("LD_LIBRARY_PATH", "/opt/ann/lib"),
            ("XDG_DATA_DIRS", "/usr/local/share:/usr/share"),
        ];
        assert_eq!(environment.set, pairs(&set));
    }

    #[cfg(unix)]
    #[test]
    fn in_no_appimage_all_stays() {
        assert_eq!(of(&IN_AN_APPIMAGE, None, &[], &[]), Environment::default());
    }

    #[test]
    fn homes_are_added_once_and_to_the_path_alone() {
        let (known, home, path) = if cfg!(windows) {
            (r"C:\known", r"C:\usual home", r"C:\known;C:\usual home")
        } else {
            ("/known", "/usual home", "/known:/usual home")
        };
        let environment = of(&[("PATH", known), ("HOME", known)], None, &[], &[home, known]);
        assert_eq!(environment, Environment { set: pairs(&[("PATH", path)]), remove: Vec::new() });
        assert_eq!(of(&[("PATH", path)], None, &[], &[home]), Environment::default());
    }

    #[cfg(unix)]
    #[test]
    fn places_of_the_login_shell_come_first_and_once() {
        let vars = [("PATH", "/usr/bin:/bin"), ("LS_COLORS", "a:a::b")];
        let environment = of(&vars, None, &["/opt/homebrew/bin", "/bin"], &["/usr/local/bin", "/bin"]);
        let path = "/opt/homebrew/bin:/bin:/usr/bin:/usr/local/bin";
        assert_eq!(environment, Environment { set: pairs(&[("PATH", path)]), remove: Vec::new() });
    }
}
