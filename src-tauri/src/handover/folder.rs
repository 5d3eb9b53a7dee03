//! The folder that the app shares with a process that has a session: see `cli/src/verbs/handed.rs`. The lock on
//! `held` ends with that process, however it ends.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use berth_terminal::Size;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How long a terminal program may take until it has joined; macOS may ask the person first.
pub const JOINS_WITHIN: Duration = Duration::from_secs(90);

/// A session that the person's own terminal program has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct HandedOver {
    pub engine: String,
    /// Its id.
    pub session: String,
    /// The name of the program.
    pub program: String,
    /// Since when, RFC 3339.
    #[specta(type = String)]
    pub since: Timestamp,
}

/// A folder that the app shares with one process that has a session; it goes with the last copy, but not with the
/// app: that process may outlive it.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A new one in `parent`, which only this user can read.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn new(parent: &Path) -> io::Result<Self> {
        fs::create_dir_all(parent)?;
        Ok(Self(tempfile::Builder::new().prefix("").tempdir_in(parent)?.keep()))
    }

    /// One that an app before this one made.
    pub fn found(path: PathBuf) -> Self {
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The size of the terminal of the process that has the session; `None` before it has joined.
    pub fn size(&self) -> Option<Size> {
        let text = fs::read_to_string(self.0.join("size")).ok()?;
        let (cols, rows) = text.trim().split_once(' ')?;
        let (cols, rows): (u16, u16) = (cols.parse().ok()?, rows.parse().ok()?);
        (cols > 0 && rows > 0).then_some(Size { cols, rows })
    }

    /// Asks the process to give the session back.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn ask_back(&self) -> io::Result<()> {
        fs::write(self.0.join("back"), "")
    }

    /// Writes down which session was handed over, for the next start of the app.
    pub fn record(&self, handed: &HandedOver) {
        let written = serde_json::to_vec(handed).map_err(io::Error::from);
        if let Err(error) = written.and_then(|text| fs::write(self.0.join("what"), text)) {
            tracing::warn!(%error, "the next start of the app will not know who has a session");
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left is found at the next start.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Whether a process may still join in this folder: it was last changed less than [`JOINS_WITHIN`] ago.
pub fn may_be_joined(folder: &Path, now: SystemTime) -> bool {
    let changed = fs::metadata(folder).and_then(|found| found.modified());
    changed.is_ok_and(|at| now.duration_since(at).unwrap_or_default() < JOINS_WITHIN)
}

/// Whether a process has the session of a folder. What can't be read is not held.
pub fn is_held(folder: &Path) -> bool {
    let held = File::options().write(true).open(folder.join("held"));
    held.is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// The session that was handed over in a folder; `None` where that can't be read.
pub fn handed_in(folder: &Path) -> Option<HandedOver> {
    serde_json::from_slice(&fs::read(folder.join("what")).ok()?).ok()
}
