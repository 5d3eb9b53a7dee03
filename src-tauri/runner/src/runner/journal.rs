//! What is under way, on disk: a file for each, and a lock that its process holds. What a killed process
//! left is found by the next Berth.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::NamedTempFile;

use crate::atomic_write;
use crate::error::{Error, Result};

/// What a file says.
pub(super) trait Noted: Serialize + DeserializeOwned {
    /// The folder beside the archive.
    const FOLDER: &'static str;

    /// Names it; fit for the name of a file.
    fn key(&self) -> &str;

    /// The engine that it is on.
    fn engine(&self) -> &str;
}

/// An entry that this process holds; on a drop the lock goes, and the file stays.
#[derive(Debug)]
pub(super) struct Journal<E> {
    path: PathBuf,
    pub entry: E,
    _lock: Lock,
}

#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    /// Closing the file is not enough: a child that was forked meanwhile has it open as well, until
    /// it has begun its program.
    fn drop(&mut self) {
        if let Err(error) = self.0.unlock() {
            tracing::warn!(%error, "the lock of what was under way stays for a while");
        }
    }
}

impl<E: Noted> Journal<E> {
    /// Writes the entry before anything is done. `None` while another process has one of the same key.
    pub fn begin(archive: &Path, entry: E) -> Result<Option<Self>> {
        let path = folder::<E>(archive).join(format!("{}.json", entry.key()));
        let failed = |source| Error::File { operation: "write", path: path.clone(), source };
        fs::create_dir_all(folder::<E>(archive)).map_err(failed)?;
        let Some(lock) = lock(&path).map_err(failed)? else { return Ok(None) };
        let journal = Self { path: path.clone(), entry, _lock: lock };
        journal.write().map_err(failed)?;
        Ok(Some(journal))
    }

    /// Writes what has changed in it.
    pub fn note(&mut self, change: impl FnOnce(&mut E)) -> Result<()> {
        change(&mut self.entry);
        let failed = |source| Error::File { operation: "write", path: self.path.clone(), source };
        self.write().map_err(failed)
    }

    fn write(&self) -> io::Result<()> {
        atomic_write(&self.path, &serde_json::to_vec(&self.entry)?, None)
    }

    /// A file beside it, which only this user can read; it goes with the entry.
    pub fn file(&self) -> Result<NamedTempFile> {
        let failed = |source| Error::File { operation: "write", path: self.path.clone(), source };
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let name = format!("{}-", self.entry.key());
        tempfile::Builder::new().prefix(&name).suffix(".tar").tempfile_in(folder).map_err(failed)
    }

    /// It is over.
    pub fn end(self) {
        // What a killed process left of that.
        let files = self.path.parent().and_then(|folder| fs::read_dir(folder).ok());
        for file in files.into_iter().flatten().flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            if name.starts_with(&format!("{}-", self.entry.key())) {
                let _ = fs::remove_file(file.path());
            }
        }
        let lock = lock_path(&self.path);
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(%error, path = %self.path.display(), "what is over is still noted");
        }
        drop(self);
        let _ = fs::remove_file(lock);
    }

    /// The entries of an engine whose process is gone.
    pub fn left(archive: &Path, engine: &str) -> Vec<Self> {
        let Ok(files) = fs::read_dir(folder::<E>(archive)) else { return Vec::new() };
        let paths = files.filter_map(|file| Some(file.ok()?.path()));
        let paths = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
        let taken = |path: PathBuf| {
            let read = |path: &Path| serde_json::from_slice::<E>(&fs::read(path).ok()?).ok();
            // Another engine's is left to that.
            read(&path).filter(|entry| entry.engine() == engine)?;
            let lock = lock(&path).ok().flatten()?;
            // Its process may have ended it just before.
            let entry = read(&path)?;
            Some(Self { path, entry, _lock: lock })
        };
        paths.filter_map(taken).collect()
    }
}

fn folder<E: Noted>(archive: &Path) -> PathBuf {
    archive.with_file_name(E::FOLDER)
}

fn lock_path(path: &Path) -> PathBuf {
    path.with_extension("lock")
}

/// `None` while another process has it.
fn lock(path: &Path) -> io::Result<Option<Lock>> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(lock_path(path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde::Deserialize;

    use super::*;

    const KEY: &str = "abab";

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Entry {
        engine: String,
        way: String,
    }

    impl Noted for Entry {
        const FOLDER: &'static str = "under-way";

        fn key(&self) -> &str {
            KEY
        }

        fn engine(&self) -> &str {
            &self.engine
        }
    }

    fn entry(way: &str) -> Entry {
        Entry { engine: "podman".to_owned(), way: way.to_owned() }
    }

    #[test]
    fn an_entry_is_taken_over_once_its_process_is_gone() {
        let place = tempfile::tempdir().unwrap();
        let archive = place.path().join("history.db");
        let mut journal = Journal::begin(&archive, entry("back")).unwrap().unwrap();
        assert!(Journal::begin(&archive, entry("back")).unwrap().is_none());
        assert_eq!(Journal::<Entry>::left(&archive, "podman").len(), 0);
        journal.note(|entry| entry.way = "forward".to_owned()).unwrap();
        journal.file().unwrap().keep().unwrap();
        drop(journal);
        assert_eq!(Journal::<Entry>::left(&archive, "docker").len(), 0);
        let left = Journal::<Entry>::left(&archive, "podman").pop().unwrap();
        assert_eq!(left.entry, entry("forward"));
        left.end();
        assert_eq!(Journal::<Entry>::left(&archive, "podman").len(), 0);
        assert_eq!(fs::read_dir(place.path().join(Entry::FOLDER)).unwrap().count(), 0);
    }

    #[test]
    fn a_lock_goes_with_its_holder_though_a_child_has_the_file_open() {
        let place = tempfile::tempdir().unwrap();
        let archive = place.path().join("history.db");
        let journal = Journal::begin(&archive, entry("back")).unwrap().unwrap();
        // As after a fork.
        let inherited = journal._lock.0.try_clone().unwrap();
        drop(journal);
        assert_eq!(Journal::<Entry>::left(&archive, "podman").len(), 1);
        drop(inherited);
    }

    #[test]
    fn a_file_that_is_none_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let archive = place.path().join("history.db");
        fs::create_dir_all(place.path().join(Entry::FOLDER)).unwrap();
        fs::write(place.path().join(Entry::FOLDER).join("x.json"), "{").unwrap();
        assert_eq!(Journal::<Entry>::left(&archive, "podman").len(), 0);
    }
}
