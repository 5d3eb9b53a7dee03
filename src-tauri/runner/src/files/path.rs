//! Paths in sessions.

use std::path::{Component, Path};

use crate::reason::Refusal;

/// Linux takes no longer one.
const MOST: usize = 4096;

/// An absolute path without `.`, `..`, doubled slashes and a slash at its end. `..` is taken by its
/// letters, as what a person sees, whatever links the path goes through.
pub(crate) fn cleaned(path: &str) -> Result<String, Refusal> {
    if !path.starts_with('/') || path.contains('\0') || path.len() >= MOST {
        return Err(Refusal::PathBad { path: path.to_owned() });
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Ok(format!("/{}", parts.join("/")))
}

/// The folder of a clean path, and its name in there; `None` of `/`.
pub(crate) fn split(path: &str) -> Option<(&str, &str)> {
    let (folder, name) = path.rsplit_once('/')?;
    (!name.is_empty()).then_some((if folder.is_empty() { "/" } else { folder }, name))
}

/// Where a link leads that stands at the clean path `at`.
pub(crate) fn led(at: &str, target: &str) -> Result<String, Refusal> {
    let folder = split(at).map_or("/", |(folder, _)| folder);
    cleaned(&if target.starts_with('/') { target.to_owned() } else { format!("{folder}/{target}") })
}

/// The parts of a path in an archive, if it names something in there and this machine can have it.
pub(crate) fn parts(path: &Path) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => parts.push(name.to_str().filter(|name| is_name(name))?.to_owned()),
            _ => return None,
        }
    }
    Some(parts)
}

/// Whether this machine can have a file of that name. Windows means devices and streams by some.
fn is_name(name: &str) -> bool {
    const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let is_device = DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device))
        || stem.len() == 4 && ["COM", "LPT"].iter().any(|port| stem[..3].eq_ignore_ascii_case(port));
    !cfg!(windows)
        || !(is_device
            || name.ends_with(['.', ' '])
            || name.chars().any(|c| c.is_control() || "<>:\"/\\|?*".contains(c)))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_cleaned_and_never_leaves_the_root() {
        for (path, clean) in [
            ("/", "/"),
            ("//etc/./passwd/", "/etc/passwd"),
            ("/a/../../../b", "/b"),
            ("/..", "/"),
            ("/a b/\n/…", "/a b/\n/…"),
        ] {
            assert_eq!(cleaned(path).unwrap(), clean);
        }
        for bad in ["", "etc", "./etc", "/a\0b", &format!("/{}", "a".repeat(MOST))] {
            assert!(cleaned(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_path_has_a_folder_and_a_name() {
        assert_eq!(split("/a"), Some(("/", "a")));
        assert_eq!(split("/a/b"), Some(("/a", "b")));
        assert_eq!(split("/"), None);
        assert_eq!(led("/a/l", "../b").unwrap(), "/b");
        assert_eq!(led("/a/l", "/x/./y").unwrap(), "/x/y");
        assert_eq!(led("/l", "../../x").unwrap(), "/x");
    }

    #[test]
    fn what_leads_out_of_an_archive_has_no_parts() {
        assert_eq!(parts(Path::new("./a/b")).unwrap(), ["a", "b"]);
        for path in ["/etc/passwd", "../x", "a/../../x"] {
            assert_eq!(parts(Path::new(path)), None, "{path}");
        }
    }
}
