//! Whether there is a run of that number.

use rusqlite::Connection;

use crate::error::Error;
use crate::fault::Fault;
use crate::key::RunId;

/// # Errors
///
/// Where the archive can't be read, and where it has no such run.
pub(crate) fn exists(connection: &Connection, run: RunId) -> Result<(), Fault> {
    let mut found = connection.prepare_cached("SELECT 1 FROM runs WHERE id = ?1")?;
    if found.exists([run])? { Ok(()) } else { Err(Error::NoSuchRun { id: run }.into()) }
}
