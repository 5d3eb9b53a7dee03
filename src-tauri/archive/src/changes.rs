//! Whether the archive was changed, by whichever program.

use rusqlite::Connection;

use crate::error::Result;
use crate::fault::Fault;
use crate::store::Archive;

/// What a list of runs shows, in few numbers: all but the logs, which grow all the time.
type Stamp = [Option<i64>; 8];

/// A look at the archive that remembers the one before.
#[derive(Debug)]
pub struct Changes {
    archive: Archive,
    /// `PRAGMA data_version` tells one connection of the changes of others, so it has to stay.
    connection: Option<Connection>,
    version: i64,
    stamp: Option<Stamp>,
}

impl Archive {
    /// Watches for changes of the runs: new ones, ended ones, what is known of them. More of a log is none.
    pub fn changes(&self) -> Changes {
        Changes { archive: self.clone(), connection: None, version: 0, stamp: None }
    }
}

impl Changes {
    /// Whether something changed since the last look. The first look sees no change. One that nothing
    /// was written before costs a few microseconds.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read.
    pub fn look(&mut self) -> Result<bool> {
        let path = self.archive.path().to_owned();
        let look = self.look_at().map_err(|fault| fault.at(&path, "read"));
        if look.is_err() {
            // The next look opens it anew.
            self.connection = None;
        }
        look
    }

    fn look_at(&mut self) -> Result<bool, Fault> {
        // A file that nobody has made yet is not made for this.
        if !self.archive.path().exists() {
            self.connection = None;
            return Ok(self.stamp.take().is_some());
        }
        let connection = match &self.connection {
            Some(connection) => connection,
            None => {
                self.version = 0;
                self.connection.insert(self.archive.reader()?.0)
            }
        };
        let version = connection.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        if version == self.version {
            return Ok(false);
        }
        let stamp = stamp(connection)?;
        self.version = version;
        let before = self.stamp.replace(stamp);
        Ok(before.is_some_and(|before| before != stamp))
    }
}

fn stamp(connection: &Connection) -> rusqlite::Result<Stamp> {
    let mut found = connection.prepare_cached(
        "SELECT count(*), max(id), sum(over), sum(pinned), sum(ended_at IS NOT NULL) + sum(exit_code),
            sum(length(ended_by)) + sum(length(log_state)) + sum(length(coalesce(error, ''))),
            sum(peak_memory), (SELECT count(*) FROM screens) + (SELECT count(*) FROM health)
                + (SELECT count(*) FROM excluded_names) + (SELECT sum(removed) FROM sessions)
        FROM runs",
    )?;
    found.query_row([], |row| {
        let mut stamp = Stamp::default();
        for (index, value) in stamp.iter_mut().enumerate() {
            *value = row.get(index)?;
        }
        Ok(stamp)
    })
}
