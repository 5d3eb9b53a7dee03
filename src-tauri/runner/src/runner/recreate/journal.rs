//! What is under way, on disk: a file for each recreation, and a lock that its process holds.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::atomic_write;
use crate::error::{Error, Result};

/// Beside the archive.
const FOLDER: &str = "recreate";

/// How the old container was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Was {
    Running,
    Paused,
    Ended,
}

/// Which way a recreation goes when its process is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Way {
    /// The old one is put back.
    Back,
    /// The new one is good, and the old one goes.
    Forward,
}

/// One recreation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub engine: String,
    /// The id of the old container.
    pub old: String,
    /// Its name.
    pub name: String,
    /// Its name meanwhile.
    pub aside: String,
    pub was: Was,
    /// By which label the new container is found.
    pub token: String,
    /// The image that was made of the old container.
    pub image: Option<String>,
    pub way: Way,
}

/// An entry that this process holds; on a drop the lock goes, and the file stays.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    pub entry: Entry,
    lock: File,
}

impl Drop for Journal {
    /// Closing the file is not enough: a child that was forked meanwhile has it open as well, until
    /// it has begun its program.
    fn drop(&mut self) {
        if let Err(error) = self.lock.unlock() {
            tracing::warn!(%error, path = %self.path.display(), "the lock of a recreation stays for a while");
        }
    }
}

impl Journal {
    /// Writes the entry before anything is done. `None` while another process recreates the
    /// same container.
    pub fn begin(archive: &Path, entry: Entry) -> Result<Option<Self>> {
        let path = folder(archive).join(format!("{}.json", entry.old));
        let failed = |source| Error::File { operation: "write", path: path.clone(), source };
        fs::create_dir_all(folder(archive)).map_err(failed)?;
        let Some(lock) = lock(&path).map_err(failed)? else { return Ok(None) };
        let journal = Self { path: path.clone(), entry, lock };
        journal.write().map_err(failed)?;
        Ok(Some(journal))
    }

    /// Writes what has changed in it.
    pub fn note(&mut self, change: impl FnOnce(&mut Entry)) -> Result<()> {
        change(&mut self.entry);
        let failed = |source| Error::File { operation: "write", path: self.path.clone(), source };
        self.write().map_err(failed)
    }

    fn write(&self) -> io::Result<()> {
        atomic_write(&self.path, &serde_json::to_vec(&self.entry)?, None)
    }

    /// A file for what the old container wrote, which only this user can read.
    pub fn file(&self) -> Result<NamedTempFile> {
        let failed = |source| Error::File { operation: "write", path: self.path.clone(), source };
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let name = format!("{}-", self.entry.old);
        tempfile::Builder::new().prefix(&name).suffix(".tar").tempfile_in(folder).map_err(failed)
    }

    /// It is over.
    pub fn end(self) {
        // What a killed process left of that.
        let files = self.path.parent().and_then(|folder| fs::read_dir(folder).ok());
        for file in files.into_iter().flatten().flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            if name.starts_with(&format!("{}-", self.entry.old)) {
                let _ = fs::remove_file(file.path());
            }
        }
        let lock = lock_path(&self.path);
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(%error, path = %self.path.display(), "a recreation that is over is still noted");
        }
        drop(self);
        let _ = fs::remove_file(lock);
    }

    /// The entries of an engine whose process is gone.
    pub fn left(archive: &Path, engine: &str) -> Vec<Self> {
        let Ok(files) = fs::read_dir(folder(archive)) else { return Vec::new() };
        let paths = files.filter_map(|file| Some(file.ok()?.path()));
        let paths = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
        let taken = |path: PathBuf| {
            let read = |path: &Path| serde_json::from_slice::<Entry>(&fs::read(path).ok()?).ok();
            // Another engine's is left to that.
            read(&path).filter(|entry| entry.engine == engine)?;
            let lock = lock(&path).ok().flatten()?;
            // Its process may have ended it just before.
            let entry = read(&path)?;
            Some(Self { path, entry, lock })
        };
        paths.filter_map(taken).collect()
    }
}

fn folder(archive: &Path) -> PathBuf {
    archive.with_file_name(FOLDER)
}

fn lock_path(path: &Path) -> PathBuf {
    path.with_extension("lock")
}

/// `None` while another process has it.
fn lock(path: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(lock_path(path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn entry(engine: &str) -> Entry {
        Entry {
            engine: engine.to_owned(),
            old: "ab".repeat(32),
            name: "bot".to_owned(),
            aside: "bot-before".to_owned(),
            was: Was::Running,
            token: "t".to_owned(),
            image: None,
            way: Way::Back,
        }
    }

    #[test]
    fn an_entry_is_taken_over_once_its_process_is_gone() {
        let place = tempfile::tempdir().unwrap();
        let archive = place.path().join("history.db");
        let mut journal = Journal::begin(&archive, entry("podman")).unwrap().unwrap();
        assert!(Journal::begin(&archive, entry("podman")).unwrap().is_none());
        assert_eq!(Journal::left(&archive, "podman").len(), 0);
        journal.note(|entry| entry.way = Way::Forward).unwrap();
        drop(journal);
        assert_eq!(Journal::left(&archive, "docker").len(), 0);
        let left = Journal::left(&archive, "podman").pop().unwrap();
        assert_eq!(left.entry, Entry { way: Way::Forward, ..entry("podman") });
        left.end();
        assert_eq!(Journal::left(&archive, "podman").len(), 0);
        assert_eq!(fs::read_dir(place.path().join(FOLDER)).unwrap().count(), 0);
    }

    #[test]
    fn a_lock_goes_with_its_holder_though_a_child_has_the_file_open() {
        let place = tempfile::tempdir().unwrap();
        let archive = place.path().join("history.db");
        let journal = Journal::begin(&archive, entry("podman")).unwrap().unwrap();
        // As after a fork.
        let inherited = journal.lock.try_clone().unwrap();
        drop(journal);
        assert_eq!(Journal::left(&archive, "podman").len(), 1);
        drop(inherited);
    }

    #[test]
    fn a_file_that_is_none_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let archive = place.path().join("history.db");
        fs::create_dir_all(place.path().join(FOLDER)).unwrap();
        fs::write(place.path().join(FOLDER).join("x.json"), "{").unwrap();
        assert_eq!(Journal::left(&archive, "podman").len(), 0);
    }
}
