//! The file itself.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use berth_runner::{Config, Fault, atomic_write};
use toml_edit::TomlError;

use crate::edit::{changed, ordered, renamed};
use crate::mark::{MarkChange, Marks, key_of};
use crate::read::read;

/// The name of the person's file, beside `config.toml`.
pub const FILE: &str = "marks.toml";
/// A larger file is not read.
const LIMIT: u64 = 4 << 20;
/// How often a change is tried anew, when another program writes the file at the same time.
const TRIES: u32 = 5;

/// A file of marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    path: PathBuf,
}

impl File {
    /// A file, which need not exist.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The person's own: `~/.config/berth/marks.toml` on Linux. `None` without a home folder.
    pub fn default_path() -> Option<PathBuf> {
        Some(Config::default_path()?.with_file_name(FILE))
    }

    /// Its path; a symbolic link as it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it says. A missing file says nothing.
    pub fn read(&self) -> Marks {
        match self.text() {
            Ok(text) => read(&self.path, &text),
            Err(error) => {
                let fault = Fault::Unread { path: self.shown(), words: error.to_string() };
                Marks { faults: vec![fault], ..Marks::default() }
            }
        }
    }

    /// Writes a mark of one session.
    ///
    /// # Errors
    /// The file can't be read or written; it is as it was then.
    pub fn change(&self, engine: &str, name: &str, change: &MarkChange) -> Result<(), Fault> {
        self.edit(|text| changed(text, &key_of(engine, name), change))
    }

    /// Writes the order by hand.
    ///
    /// # Errors
    /// As [`File::change`].
    pub fn set_order(&self, order: &[String]) -> Result<(), Fault> {
        self.edit(|text| ordered(text, order))
    }

    /// Says of a new name what was said of the old one.
    ///
    /// # Errors
    /// As [`File::change`].
    pub fn rename(&self, engine: &str, old: &str, new: &str) -> Result<(), Fault> {
        self.edit(|text| renamed(text, &key_of(engine, old), &key_of(engine, new)))
    }

    /// What another program wrote meanwhile is not lost: the edit is made anew. A symbolic link stays one, and so do
    /// the permissions; a new file is for this user only.
    fn edit(&self, edit: impl Fn(&str) -> Result<String, TomlError>) -> Result<(), Fault> {
        let unwritten = |error: io::Error| Fault::Unwritten { path: self.shown(), words: error.to_string() };
        for _ in 0..TRIES {
            let unread = |error: io::Error| Fault::Unread { path: self.shown(), words: error.to_string() };
            let before = self.text().map_err(unread)?;
            let after = edit(&before).map_err(|error| Fault::NotToml {
                path: self.shown(),
                words: error.to_string().trim_end().to_owned(),
            })?;
            if after == before {
                return Ok(());
            }
            let target = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder).map_err(unwritten)?;
            }
            if self.text().is_ok_and(|now| now == before) {
                let permissions = fs::metadata(&target).ok().map(|old| old.permissions());
                return atomic_write(&target, after.as_bytes(), permissions).map_err(unwritten);
            }
        }
        Err(unwritten(io::Error::other("another program writes it all the time")))
    }

    fn text(&self) -> io::Result<String> {
        let file = match fs::File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(String::new()),
            Err(error) => return Err(error),
        };
        let mut text = String::new();
        file.take(LIMIT + 1).read_to_string(&mut text)?;
        match text.len() as u64 > LIMIT {
            true => Err(io::Error::other("it is larger than 4 MiB")),
            false => Ok(text),
        }
    }

    fn shown(&self) -> String {
        self.path.display().to_string()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn marks_are_kept_and_a_faulty_file_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = File::new(folder.path().join("new/marks.toml"));
        assert_eq!(file.read(), Marks::default());
        file.change("podman", "bot", &MarkChange::Pinned(true)).unwrap();
        file.change("docker:far", "bot", &MarkChange::Note("theirs".into())).unwrap();
        file.rename("podman", "bot", "bot2").unwrap();
        let marks = file.read();
        assert!(marks.sessions["podman/bot2"].pinned);
        assert_eq!(marks.sessions["docker:far/bot"].note, "theirs");
        assert_eq!(marks.sessions.len(), 2);
        for bytes in [&b"[sessions\n"[..], b"\xff\xfe"] {
            fs::write(file.path(), bytes).unwrap();
            assert!(file.read().is_broken());
            file.change("podman", "bot", &MarkChange::Pinned(true)).unwrap_err();
            file.set_order(&["podman/bot".to_owned()]).unwrap_err();
            assert_eq!(fs::read(file.path()).unwrap(), bytes);
        }
    }
}
