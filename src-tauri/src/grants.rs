//! Paths of this machine that a person named: in a dialog of the system's, or by dropping them on a window.
//!
//! The page can name no other. It shows what engines, containers and files say: a page that one of them misled must not
//! reach what the person did not choose.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use parking_lot::Mutex;

use crate::error::AppError;

/// By the words in which the page was told of them: not every path is text. They hold until the app ends.
#[derive(Default)]
pub struct Grants(Mutex<HashMap<String, PathBuf>>);

impl Grants {
    /// Lets the page name a path; returns the words for it.
    pub fn give(&self, path: &Path) -> String {
        let shown = path.display().to_string();
        self.0.lock().insert(shown.clone(), path.to_path_buf());
        shown
    }

    /// The path that the page was told of in these words.
    ///
    /// # Errors
    /// It was told of none.
    pub fn path(&self, shown: &str) -> Result<PathBuf, AppError> {
        let path = self.0.lock().get(shown).cloned();
        path.ok_or_else(|| AppError::NotChosen { path: shown.to_owned() })
    }

    /// All of them.
    ///
    /// # Errors
    /// It was not told of each.
    pub fn paths(&self, shown: &[String]) -> Result<Vec<PathBuf>, AppError> {
        shown.iter().map(|shown| self.path(shown)).collect()
    }

    /// Refuses a file that is not in a folder, by its name: none that leads out of it.
    ///
    /// # Errors
    /// It is elsewhere, or may be.
    pub fn require_within(folder: &Path, file: &Path) -> Result<(), AppError> {
        let within = file.strip_prefix(folder).unwrap_or(file);
        match within.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            true => Ok(()),
            false => Err(AppError::NotChosen { path: file.display().to_string() }),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_chosen_has_a_path() {
        let grants = Grants::default();
        let chosen = Path::new("/home/ann/notes.txt");
        assert_eq!(grants.give(chosen), "/home/ann/notes.txt");
        assert_eq!(grants.path("/home/ann/notes.txt").unwrap(), chosen);
        // Neither what is above or beneath it, nor another name for it.
        for other in ["/home/ann", "/home/ann/notes.txt/x", "/home/ann/./notes.txt", "/etc/passwd", ""] {
            let refused = grants.path(other).unwrap_err();
            assert_eq!(refused, AppError::NotChosen { path: other.to_owned() });
        }
        let some = ["/home/ann/notes.txt", "/etc/passwd"].map(str::to_owned);
        assert!(grants.paths(&some).is_err() && grants.paths(&some[..1]).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_keeps_its_bytes() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let grants = Grants::default();
        let path = Path::new(OsStr::from_bytes(b"/home/ann/\xff.txt"));
        assert_eq!(grants.path(&grants.give(path)).unwrap(), path);
    }

    #[test]
    fn a_file_stays_in_its_folder() {
        let folder = Path::new("/home/ann/app");
        for within in ["", "Dockerfile", "build/Dockerfile", "./Dockerfile", "/home/ann/app/Dockerfile"] {
            Grants::require_within(folder, Path::new(within)).unwrap();
        }
        for out in ["/etc/passwd", "../x", "a/../../x", "/home/ann/app/../x", "/home/ann/application"] {
            assert!(Grants::require_within(folder, Path::new(out)).is_err(), "{out}");
        }
    }
}
