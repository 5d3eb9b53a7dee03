//! The handle on the archive: opened at the first use, shared by all of a process.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use parking_lot::Mutex;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::{Error, Result};
use crate::fault::Fault;
use crate::open::{open, open_unwritable};

/// The name of the database in the state folder.
const FILE: &str = "history.db";

/// Readers that are kept for the next call.
const READERS: usize = 4;

/// The archive of a state folder. A clone is the same archive.
///
/// Nothing is opened before the first call, and one that fails leaves the next to try again.
/// Calls block: on a file, and up to ten seconds on another program that writes.
#[derive(Debug, Clone)]
pub struct Archive {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    path: PathBuf,
    writer: Mutex<Option<Connection>>,
    readers: Mutex<Vec<Connection>>,
    /// Why the last change could not be written.
    unwritable: Mutex<Option<Arc<Error>>>,
    now: fn() -> Timestamp,
}

impl Shared {
    /// Somebody removed the file: what went on into it would be lost.
    fn forget(&self, writer: &mut Option<Connection>) {
        *writer = None;
        self.readers.lock().clear();
    }
}

impl Archive {
    /// The archive in `folder`, which is made with the first call.
    pub fn new(folder: impl AsRef<Path>) -> Self {
        Self::with_clock(folder, Timestamp::now)
    }

    /// With another clock than the machine's: a test's.
    #[doc(hidden)]
    pub fn with_clock(folder: impl AsRef<Path>, now: fn() -> Timestamp) -> Self {
        let path = folder.as_ref().join(FILE);
        let (writer, readers, unwritable) = (Mutex::default(), Mutex::default(), Mutex::default());
        Self { shared: Arc::new(Shared { path, writer, readers, unwritable, now }) }
    }

    /// The platform's place for a person's state: `~/.local/state/berth` on Linux, in the
    /// local application data elsewhere. `None` without a home.
    pub fn default_dir() -> Option<PathBuf> {
        let dirs = directories::ProjectDirs::from("dev", "Berth", "berth")?;
        Some(dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_owned())
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Why nothing new is kept: the error of this process's last change, where that could not be
    /// written. `None` where it was, and before the first one.
    pub fn unwritable(&self) -> Option<Arc<Error>> {
        self.shared.unwritable.lock().clone()
    }

    /// Makes what was acknowledged outlive a power cut.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written.
    pub fn sync(&self) -> Result<()> {
        self.with_writer("write", |connection| {
            // Writes the log beside the file to the disk, then the file.
            connection.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(()))?;
            Ok(())
        })
    }

    /// Closes connections that read, which may hold an old state of the file.
    pub(crate) fn forget_readers(&self) {
        self.shared.readers.lock().clear();
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.shared.now)()
    }

    /// Reads what was written before the call.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T> {
        if !self.shared.path.exists() {
            self.shared.forget(&mut self.shared.writer.lock());
        }
        let kept = self.shared.readers.lock().pop();
        let (connection, keep) = match kept {
            Some(connection) => (connection, true),
            None => self.reader().map_err(|fault| fault.at(&self.shared.path, "open"))?,
        };
        let result = work(&connection).map_err(|fault| fault.at(&self.shared.path, "read"))?;
        let mut readers = self.shared.readers.lock();
        if keep && readers.len() < READERS {
            readers.push(connection);
        }
        Ok(result)
    }

    /// Makes one change, wholly or not at all.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>) -> Result<T> {
        self.with_writer("write", |connection| {
            let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = work(&change)?;
            change.commit()?;
            Ok(result)
        })
    }

    /// The one connection of this process that writes.
    pub(crate) fn with_writer<T>(
        &self,
        operation: &'static str,
        work: impl FnOnce(&mut Connection) -> Result<T, Fault>,
    ) -> Result<T> {
        let mut writer = self.shared.writer.lock();
        let result = self.with_connection(&mut writer, operation, work);
        match &result {
            Ok(_) => *self.shared.unwritable.lock() = None,
            Err(error) => {
                if let Some(fault) = error.of_the_file() {
                    *self.shared.unwritable.lock() = Some(Arc::new(fault));
                }
            }
        }
        result
    }

    fn with_connection<T>(
        &self,
        writer: &mut Option<Connection>,
        operation: &'static str,
        work: impl FnOnce(&mut Connection) -> Result<T, Fault>,
    ) -> Result<T> {
        let path = &self.shared.path;
        if !path.exists() {
            self.shared.forget(writer);
        }
        let connection = match writer.as_mut() {
            Some(connection) => connection,
            None => writer.insert(open(path).map_err(|fault| fault.at(path, "open"))?),
        };
        work(connection).map_err(|fault| fault.at(path, operation))
    }

    /// A connection that reads, and whether it may be kept: one of a folder that nobody writes to
    /// sees nothing of what is written once somebody does.
    pub(crate) fn reader(&self) -> Result<(Connection, bool), Fault> {
        let path = &self.shared.path;
        let connection = match open(path) {
            Err(fault) if fault.is_read_only() && path.exists() => {
                return Ok((open_unwritable(path)?, false));
            }
            opened => opened?,
        };
        connection.pragma_update(None, "query_only", true)?;
        Ok((connection, true))
    }
}
