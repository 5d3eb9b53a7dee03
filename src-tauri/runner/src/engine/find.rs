//! Where the clients of engines are: the one place that knows about homes of programs.

use std::path::{Path, PathBuf};

use super::EngineKind;

/// The client of an engine: the first on PATH, else in one of the usual homes.
pub(super) fn client(kind: EngineKind) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places = std::env::split_paths(&path).chain(usual_homes());
    first_client(kind.word(), places)
}

/// A program of that name in the first place that has one that we would run.
///
/// Relative places are skipped: nothing is ever run from the current folder. On
/// Windows a `.bat` or `.cmd` is skipped: it would hand our arguments to a shell.
fn first_client(name: &str, places: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    let places = std::env::join_paths(places.filter(|p| p.is_absolute())).ok()?;
    which::which_in_all(name, Some(places), Path::new("/")).ok()?.find(|p| p.is_absolute() && !is_script(p))
}

fn is_script(program: &Path) -> bool {
    let extension = program.extension().unwrap_or_default();
    cfg!(windows) && (extension.eq_ignore_ascii_case("bat") || extension.eq_ignore_ascii_case("cmd"))
}

/// Folders where engines and their helpers live on systems whose desktop gives
/// programs a PATH without them (Finder's is `/usr/bin:/bin:/usr/sbin:/sbin`).
/// Empty on Linux: desktops there pass the session's PATH on.
pub(crate) fn usual_homes() -> Vec<PathBuf> {
    if cfg!(target_os = "macos") {
        let home = std::env::home_dir().map(|home| home.join(".docker/bin"));
        ["/opt/homebrew/bin", "/usr/local/bin", "/opt/podman/bin", "/opt/local/bin"]
            .map(PathBuf::from)
            .into_iter()
            .chain(home)
            .chain([PathBuf::from("/Applications/Docker.app/Contents/Resources/bin")])
            .collect()
    } else if cfg!(windows) {
        let programs = std::env::var_os("ProgramFiles").map(PathBuf::from);
        let homes = ["RedHat/Podman", "Docker/Docker/resources/bin"];
        programs.iter().flat_map(|programs| homes.map(|home| programs.join(home))).collect()
    } else {
        Vec::new()
    }
}

#[cfg(test)]
#[cfg(unix)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn program(folder: &Path, mode: u32) -> PathBuf {
        let path = folder.join("podman");
        std::fs::write(&path, "#!/bin/sh\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    fn the_first_executable_wins_and_others_are_passed_over() {
        let (plain, first, second) =
            (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        program(plain.path(), 0o644);
        let expected = program(first.path(), 0o755);
        program(second.path(), 0o755);
        let places = [plain.path(), first.path(), second.path()].map(Path::to_path_buf);
        assert_eq!(first_client("podman", places.into_iter()), Some(expected));
    }

    #[test]
    fn relative_places_are_never_searched() {
        assert_eq!(first_client("Cargo.toml", [PathBuf::from(".")].into_iter()), None);
        assert_eq!(first_client("podman", std::iter::empty()), None);
    }
}
