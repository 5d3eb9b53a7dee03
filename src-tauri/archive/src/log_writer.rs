//! A log that is written anew, and takes the place of the one that is there when it is whole.

use rusqlite::params;

use crate::chunk;
use crate::error::Result;
use crate::exists::exists;
use crate::key::RunId;
use crate::log::{append, count, seal_tail, set_state};
use crate::run::LogState;
use crate::seal::{Sealed, seal_all};
use crate::store::Archive;
use crate::time::to_sql;

/// What a draft holds before it writes.
const BUFFER: usize = 2 * chunk::LENGTH;

/// A log that is being written. Dropped unfinished, the log that was there stays.
#[derive(Debug)]
pub struct LogWriter {
    archive: Archive,
    run: RunId,
    log: i64,
    buffer: Vec<u8>,
    finished: bool,
}

impl Archive {
    /// Begins to write a run's log anew, from its first byte. Nobody sees it before it is finished.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written, and where it has no such run.
    pub fn write_log(&self, run: RunId) -> Result<LogWriter> {
        let now = self.now();
        let log = self.write(|change| {
            exists(change, run)?;
            let sql = "INSERT INTO logs (run, current, begun_at) VALUES (?1, 0, ?2)";
            change.execute(sql, params![run, to_sql(now)])?;
            Ok(change.last_insert_rowid())
        })?;
        Ok(LogWriter { archive: self.clone(), run, log, buffer: Vec::new(), finished: false })
    }
}

impl LogWriter {
    /// Takes what comes next.
    ///
    /// # Errors
    ///
    /// Where the archive can't be written: the draft can't be finished then.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BUFFER { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        let whole = self.buffer.clone();
        let path = self.archive.path().to_owned();
        // Packed before the database is held: another process may be waiting for it.
        let sealed: Vec<Sealed> = seal_all(&mut self.buffer).map_err(|fault| fault.at(&path, "write"))?;
        let written = whole.get(..whole.len() - self.buffer.len()).unwrap_or_default();
        if sealed.is_empty() {
            return Ok(());
        }
        self.archive.write(|change| {
            exists(change, self.run)?;
            sealed.iter().try_for_each(|chunk| chunk.write(change, self.log))?;
            count(change, self.log, written)
        })
    }

    /// Puts it in the place of the log that was there.
    ///
    /// # Errors
    ///
    /// Where the archive can't be written. The log that was there stays.
    pub fn finish(mut self, state: &LogState) -> Result<()> {
        self.archive.write(|change| {
            exists(change, self.run)?;
            append(change, self.log, &self.buffer)?;
            seal_tail(change, self.log)?;
            // Not other drafts: a recorder may be writing one while the session is removed.
            change.execute("DELETE FROM logs WHERE run = ?1 AND current = 1", [self.run])?;
            change.execute("UPDATE logs SET current = 1 WHERE id = ?1", [self.log])?;
            set_state(change, self.run, state)
        })?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for LogWriter {
    fn drop(&mut self) {
        if !self.finished {
            let done = self.archive.write(|change| {
                change.execute("DELETE FROM logs WHERE id = ?1 AND current = 0", [self.log])?;
                Ok(())
            });
            // The next clean-up finds it.
            if let Err(error) = done {
                tracing::debug!(%error, "a draft of a log stays in the archive");
            }
        }
    }
}
