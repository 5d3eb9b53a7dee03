//! The archive of ended runs: a folder each, with `inspect.json` and `output.log`.
//!
//! A run is written into a folder with a temporary name, synced and then renamed:
//! what has its final name is whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::error::{Error, Result};
use crate::session::Session;

/// Where runs are archived.
#[derive(Debug, Clone)]
pub struct Archive {
    folder: PathBuf,
}

impl Archive {
    /// An archive in `folder`, which is made with the first run.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The platform's place for a person's state: `~/.local/state/berth/history` on
    /// Linux, in the local application data elsewhere. `None` without a home.
    pub fn default_dir() -> Option<PathBuf> {
        let dirs = directories::ProjectDirs::from("dev", "Berth", "berth")?;
        Some(dirs.state_dir().unwrap_or(dirs.data_local_dir()).join("history"))
    }

    /// The folder that holds one folder a run.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins the archive of a run; its log follows piece by piece.
    pub(crate) fn begin(&self, session: &Session, inspect: &Value) -> Result<Draft> {
        self.draft(inspect).map_err(|source| self.failed(session, source))
    }

    /// Gives a whole draft its final name.
    pub(crate) fn commit(&self, draft: Draft, session: &Session) -> Result<PathBuf> {
        self.rename(draft, session).map_err(|source| self.failed(session, source))
    }

    pub(crate) fn failed(&self, session: &Session, source: io::Error) -> Error {
        Error::ArchiveFailed { name: session.name.clone(), path: self.folder.clone(), source }
    }

    fn draft(&self, inspect: &Value) -> io::Result<Draft> {
        fs::create_dir_all(&self.folder)?;
        let folder = tempfile::Builder::new().prefix(".unfinished-").tempdir_in(&self.folder)?;
        let mut json = File::create(folder.path().join("inspect.json"))?;
        serde_json::to_writer_pretty(&json, inspect)?;
        json.write_all(b"\n")?;
        json.sync_all()?;
        let log = File::create(folder.path().join("output.log"))?;
        Ok(Draft { log, folder })
    }

    fn rename(&self, draft: Draft, session: &Session) -> io::Result<PathBuf> {
        let Draft { log, folder } = draft;
        log.sync_all()?;
        drop(log);
        sync_folder(folder.path())?;
        let target = self.free_name(session);
        fs::rename(folder.path(), &target)?;
        // Its temporary name is gone: there is nothing left to remove.
        let _ = folder.keep();
        sync_folder(&self.folder)?;
        Ok(target)
    }

    /// `20261123T151459Z-NAME-0123456789ab`, with a number when that run was
    /// archived before (its removal failed, and it is tried again).
    fn free_name(&self, session: &Session) -> PathBuf {
        let time = session.started_at.or(session.created_at).unwrap_or_default().strftime("%Y%m%dT%H%M%SZ");
        let id = session.id.get(..12).unwrap_or(&session.id);
        let name = format!("{time}-{}-{id}", session.name);
        let mut path = self.folder.join(&name);
        let mut count = 2;
        while path.exists() {
            path = self.folder.join(format!("{name}-{count}"));
            count += 1;
        }
        path
    }
}

/// A run that is being archived; dropped unfinished, it leaves nothing.
#[derive(Debug)]
pub(crate) struct Draft {
    /// First, for it is dropped first: Windows removes no folder with an open file in it.
    log: File,
    folder: TempDir,
}

impl Draft {
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.log.write_all(bytes)
    }

    /// Says beside the log why it is not whole.
    pub fn note(&self, text: &str) -> io::Result<()> {
        let mut note = File::create(self.folder.path().join("log-missing.txt"))?;
        note.write_all(text.as_bytes())?;
        note.sync_all()
    }
}

/// Makes renames and new files in a folder last. Windows can't open folders and
/// does this by itself.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::parse::{inspect, rows, samples};

    fn sample() -> (Session, Value) {
        let row = rows::parse(samples::PODMAN_EXITED.as_bytes()).rows.remove(0);
        (inspect::session("podman", &row).unwrap(), row)
    }

    fn store(archive: &Archive, session: &Session, row: &Value, log: &[u8]) -> Result<PathBuf> {
        let mut draft = archive.begin(session, row)?;
        draft.write(log).unwrap();
        archive.commit(draft, session)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_run_is_a_folder_with_its_inspect_and_its_log() {
        let (session, row) = sample();
        let place = tempfile::tempdir().unwrap();
        let archive = Archive::new(place.path().join("deep/history"));
        let folder = store(&archive, &session, &row, b"out\r\n\x1b[1m\xff").unwrap();
        assert_eq!(names(archive.folder()), ["20261123T151458Z-c-exit-e48fe204f738"]);
        assert_eq!(names(&folder), ["inspect.json", "output.log"]);
        assert_eq!(fs::read(folder.join("output.log")).unwrap(), b"out\r\n\x1b[1m\xff");
        let json: Value = serde_json::from_slice(&fs::read(folder.join("inspect.json")).unwrap()).unwrap();
        assert_eq!(json, row);
    }

    #[test]
    fn the_same_run_again_gets_a_number() {
        let (session, row) = sample();
        let place = tempfile::tempdir().unwrap();
        let archive = Archive::new(place.path());
        let first = store(&archive, &session, &row, b"1").unwrap();
        let second = store(&archive, &session, &row, b"2").unwrap();
        assert_eq!(second, PathBuf::from(format!("{}-2", first.display())));
    }

    #[test]
    fn an_unfinished_run_leaves_nothing() {
        let (session, row) = sample();
        let place = tempfile::tempdir().unwrap();
        let archive = Archive::new(place.path());
        let mut draft = archive.begin(&session, &row).unwrap();
        draft.write(b"half").unwrap();
        drop(draft);
        assert_eq!(names(place.path()), Vec::<String>::new());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error_that_names_it() {
        let (session, row) = sample();
        let file = tempfile::NamedTempFile::new().unwrap();
        let archive = Archive::new(file.path().join("history"));
        let error = store(&archive, &session, &row, b"").unwrap_err();
        assert_eq!(error.code(), "archive_failed");
        assert!(error.to_string().contains("c-exit"), "{error}");
    }
}
