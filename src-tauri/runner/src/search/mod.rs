//! Where programs are searched: PATH, the PATH of the login shell, and well-known folders.

mod login;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub(crate) use login::login_path;

/// The program of that name: the first on PATH, as the person's terminal has it, else in one
/// of the well-known folders. Blocks: it reads disks, and may ask the person's shell.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let dirs = login_path().iter().cloned().chain(std::env::split_paths(&path)).chain(well_known_dirs());
    first_program(name, dirs)
}

/// [`program`] on a thread that may block.
pub(crate) async fn program_async(name: &'static str) -> Option<PathBuf> {
    tokio::task::spawn_blocking(move || program(name)).await.ok().flatten()
}

/// The program of that name in the first folder that has one that we would run.
///
/// Relative folders are skipped: nothing is ever run from the current folder. On Windows it
/// is an `.exe`, whatever PATHEXT says: a `.bat` or `.cmd` would hand our arguments to a
/// shell, and a `.js` can't be run.
fn first_program(name: &str, dirs: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    let dirs = std::env::join_paths(dirs.filter(|dir| dir.is_absolute())).ok()?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    which::which_in_all(name, Some(dirs), Path::new("/")).ok()?.find(|p| p.is_absolute() && is_program(p))
}

/// If PATHEXT lacks `.exe`, `which` appends its other extensions to our name.
fn is_program(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    cfg!(not(windows)) || extension.eq_ignore_ascii_case(std::env::consts::EXE_EXTENSION)
}

/// Folders where engines and their helpers live on systems whose desktop gives
/// programs a PATH without them (Finder's is `/usr/bin:/bin:/usr/sbin:/sbin`).
/// None on Linux: desktops there pass the session's PATH on.
pub(crate) fn well_known_dirs() -> Vec<PathBuf> {
    dirs_of(std::env::consts::OS, std::env::home_dir(), |key| std::env::var_os(key))
}

/// Homebrew's, the installers' own, MacPorts', what Docker Desktop, OrbStack and Rancher
/// Desktop put into a person's home, and what Docker Desktop never put anywhere.
fn dirs_of(system: &str, home: Option<PathBuf>, env: impl Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    match system {
        "macos" => {
            let shared = ["/opt/homebrew/bin", "/usr/local/bin", "/opt/podman/bin", "/opt/local/bin"];
            let own = [".docker/bin", ".orbstack/bin", ".rd/bin"];
            let own = home.iter().flat_map(|home| own.map(|own| home.join(own)));
            let bundled = PathBuf::from("/Applications/Docker.app/Contents/Resources/bin");
            shared.map(PathBuf::from).into_iter().chain(own).chain([bundled]).collect()
        }
        "windows" => {
            let programs = env("ProgramFiles").map(PathBuf::from);
            let homes = ["RedHat/Podman", "Docker/Docker/resources/bin"];
            programs.iter().flat_map(|programs| homes.map(|home| programs.join(home))).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[cfg(unix)]
    const NAMES: [&str; 1] = ["podman"];
    /// PATHEXT is `.COM;.EXE;.BAT;.CMD;.VBS;.JS;…`; docker has a script without an ending.
    #[cfg(windows)]
    const NAMES: [&str; 5] = ["podman", "podman.cmd", "podman.bat", "podman.js", "podman.exe"];

    /// A folder with something to run of each name; the last is what we would run.
    fn programs(folder: &Path, names: &[&str]) -> PathBuf {
        let mut last = PathBuf::new();
        for name in names {
            last = folder.join(name);
            std::fs::write(&last, "#!/bin/sh\n").unwrap();
            #[cfg(unix)]
            std::fs::set_permissions(&last, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        }
        last
    }

    #[test]
    fn the_first_program_wins_and_others_are_passed_over() {
        let folders: Vec<_> = (0..3).map(|_| tempfile::tempdir().unwrap()).collect();
        let places: Vec<PathBuf> = folders.iter().map(|folder| folder.path().to_path_buf()).collect();
        let (plain, first, second) = (&places[0], &places[1], &places[2]);
        std::fs::write(plain.join("podman"), "not executable").unwrap();
        std::fs::create_dir(plain.join("podman.exe")).unwrap();
        let expected = programs(first, &NAMES);
        programs(second, &NAMES);
        let found = first_program("podman", places.clone().into_iter()).unwrap();
        assert_eq!(found.to_string_lossy().to_lowercase(), expected.to_string_lossy().to_lowercase());
    }

    #[test]
    fn relative_places_are_never_searched() {
        assert_eq!(first_program("Cargo.toml", [PathBuf::from(".")].into_iter()), None);
        assert_eq!(first_program("podman", std::iter::empty()), None);
    }

    #[test]
    fn each_system_has_its_well_known_dirs() {
        let dirs = |system| {
            dirs_of(system, Some("/Users/ann".into()), |key| (key == "ProgramFiles").then(|| "P".into()))
        };
        for expected in
            ["/opt/homebrew/bin", "/Users/ann/.docker/bin", "/Applications/Docker.app/Contents/Resources/bin"]
        {
            assert!(dirs("macos").contains(&PathBuf::from(expected)), "{expected}");
        }
        assert_eq!(dirs("windows"), ["P/RedHat/Podman", "P/Docker/Docker/resources/bin"].map(PathBuf::from));
        assert_eq!(dirs("linux"), Vec::<PathBuf>::new());
    }
}
