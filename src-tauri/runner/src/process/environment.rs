//! What other programs see of our environment.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::package::Package;
use crate::search::{login_path, well_known_dirs};

/// Changes to the inherited environment; what is set may be among what is removed first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// Variables to set: names and values.
    pub set: Vec<(String, String)>,
    /// Names of variables to remove.
    pub remove: Vec<String>,
}

/// Printed text is matched against English words, and read by programs.
const PLAIN: [(&str, &str); 4] =
    [("LC_ALL", "C"), ("NO_COLOR", "1"), ("PAGER", "cat"), ("DOCKER_CLI_HINTS", "false")];

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
        let around = Around { before: login_path(), after: &well_known_dirs() };
        Self::of(std::env::vars_os(), Package::own().as_ref(), around)
    }

    /// A program that inherits the variables of a package loads the package's libraries
    /// instead of the system's, so every place within it goes; what the person had in the
    /// same variable stays. PATH stands within `around`, where the engines' helpers
    /// (`docker-credential-…`) are.
    fn of(
        vars: impl Iterator<Item = (OsString, OsString)>,
        package: Option<&Package>,
        around: Around<'_>,
    ) -> Self {
        let mut environment = Self::default();
        let folder = package.map(|package| package.folder.as_path());
        // Names and values that are not UTF-8 are none that we know.
        let known =
            vars.filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)));
        for (key, value) in known {
            let of_path = key.eq_ignore_ascii_case("PATH");
            let left = without(&value, folder, if of_path { around } else { Around::default() });
            if let Some(own) = package.and_then(|package| package.kept_in(&key)) {
                environment.set.push((own.to_owned(), value));
                environment.remove.push(key);
            } else if package.is_some_and(|package| package.names.contains(&key.as_str()))
                || left.as_deref() == Some("")
            {
                environment.remove.push(key);
            } else if let Some(left) = left {
                environment.set.push((key, left));
            }
        }
        environment
    }
}

/// A list of places without those in `folder` and within `around`; `None` when it stays as
/// it is. Without its first places a list may begin or end with an empty one, which would
/// be the current folder to a linker: those go too.
fn without(value: &str, folder: Option<&Path>, around: Around<'_>) -> Option<String> {
    let inside = |place: &PathBuf| folder.is_some_and(|folder| place.starts_with(folder));
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

    fn of(vars: &[(&str, &str)], package: Option<Package>, before: &[&str], after: &[&str]) -> Environment {
        let [before, after] =
            [before, after].map(|places| places.iter().map(PathBuf::from).collect::<Vec<_>>());
        let vars = vars.iter().map(|(key, value)| (key.into(), value.into()));
        Environment::of(vars, package.as_ref(), Around { before: &before, after: &after })
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
        let environment = of(&IN_AN_APPIMAGE, Some(Package::appimage("/tmp/.mount_BerthX".into())), &[], &[]);
        let removed = ["GTK_PATH", "GIO_EXTRA_MODULES", "GSETTINGS_SCHEMA_DIR"];
        assert_eq!(
            environment.remove,
            [&["APPDIR", "APPIMAGE", "ARGV0", "OWD", "PYTHONHOME"][..], &removed].concat()
        );
        let set = [
            ("PATH", "/usr/local/bin:/usr/bin"),
            ("LD_LIBRARY_PATH", "/opt/ann/lib"),
            ("XDG_DATA_DIRS", "/usr/local/share:/usr/share"),
        ];
        assert_eq!(environment.set, pairs(&set));
    }

    /// As `flatpak run` leaves it, by its source.
    #[cfg(unix)]
    const IN_A_FLATPAK: [(&str, &str); 14] = [
        ("FLATPAK_ID", "dev.berth.Berth"),
        ("FLATPAK_SANDBOX_DIR", "/home/ann/.var/app/dev.berth.Berth/sandbox"),
        ("container", "flatpak"),
        ("PATH", "/app/bin:/usr/bin"),
        ("LD_LIBRARY_PATH", "/app/lib"),
        ("XDG_DATA_DIRS", "/app/share:/usr/share:/run/host/share"),
        ("GI_TYPELIB_PATH", "/app/lib/girepository-1.0"),
        ("PYTHONUSERBASE", "/var/data/python"),
        ("XDG_CONFIG_HOME", "/home/ann/.var/app/dev.berth.Berth/config"),
        ("XDG_DATA_HOME", "/home/ann/.var/app/dev.berth.Berth/data"),
        ("HOST_XDG_CONFIG_HOME", "/home/ann/conf"),
        ("XDG_RUNTIME_DIR", "/run/user/7"),
        ("DOCKER_HOST", "unix:///run/user/7/docker.sock"),
        ("HOST_NAME", "application"),
    ];

    #[cfg(unix)]
    #[test]
    fn nothing_of_a_flatpak_is_left_and_the_persons_folders_are_back() {
        let environment = of(&IN_A_FLATPAK, Some(Package::flatpak()), &[], &[]);
        let about = ["FLATPAK_ID", "FLATPAK_SANDBOX_DIR", "container", "LD_LIBRARY_PATH", "GI_TYPELIB_PATH"];
        let folders = ["PYTHONUSERBASE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOST_XDG_CONFIG_HOME"];
        assert_eq!(environment.remove, [&about[..], &folders].concat());
        let set = [
            ("PATH", "/usr/bin"),
            ("XDG_DATA_DIRS", "/usr/share:/run/host/share"),
            ("XDG_CONFIG_HOME", "/home/ann/conf"),
        ];
        assert_eq!(environment.set, pairs(&set));
    }

    #[cfg(unix)]
    #[test]
    fn in_no_package_all_stays() {
        assert_eq!(of(&IN_A_FLATPAK, None, &[], &[]), Environment::default());
        assert_eq!(of(&IN_AN_APPIMAGE, None, &[], &[]), Environment::default());
    }

    #[test]
    fn dirs_of_are_added_once_and_to_the_path_alone() {
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
