//! Logs as they are written: pieces first, which are sealed into chunks when they are enough.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::chunk;
use crate::error::{Error, Result};
use crate::exists::exists;
use crate::fault::Fault;
use crate::key::RunId;
use crate::pack::unpack;
use crate::run::LogState;
use crate::seal::{Sealed, seal_all};
use crate::store::Archive;
use crate::time::to_sql;

impl Archive {
    /// Appends to a run's log what came next. It is there for readers when this returns.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written, and where it has no such run.
    pub fn append_log(&self, run: RunId, bytes: &[u8]) -> Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let now = self.now();
        self.write(|change| {
            exists(change, run)?;
            let log = current_or_new(change, run, now)?;
            append(change, log, bytes)?;
            let partial = serde_json::to_string(&LogState::Partial)?;
            change
                .prepare_cached("UPDATE runs SET log_state = ?2 WHERE id = ?1 AND log_state <> ?2")?
                .execute(params![run, partial])?;
            Ok(())
        })
    }

    /// Appends to a run's log where it has `length` bytes so far; `false` where it has not, or is
    /// finished: somebody else writes it.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written, and where it has no such run.
    pub fn append_log_at(&self, run: RunId, length: u64, bytes: &[u8]) -> Result<bool> {
        let now = self.now();
        self.write(|change| {
            let state: Option<String> = change
                .prepare_cached("SELECT log_state FROM runs WHERE id = ?1")?
                .query_row([run], |row| row.get(0))
                .optional()?;
            let state = state.ok_or(Error::NoSuchRun { id: run })?;
            let open = matches!(serde_json::from_str(&state)?, LogState::Unread | LogState::Partial);
            let log = current_or_new(change, run, now)?;
            let there: i64 = change
                .prepare_cached("SELECT bytes FROM logs WHERE id = ?1")?
                .query_row([log], |row| row.get(0))?;
            if !open || u64::try_from(there) != Ok(length) {
                return Ok(false);
            }
            if !bytes.is_empty() {
                append(change, log, bytes)?;
                set_state(change, run, &LogState::Partial)?;
            }
            Ok(true)
        })
    }

    /// Says what there is of a run's log, and packs the last of it. More may be appended later.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or written, and where it has no such run.
    pub fn finish_log(&self, run: RunId, state: &LogState) -> Result<()> {
        self.write(|change| {
            exists(change, run)?;
            if let Some(log) = current(change, run)? {
                seal_tail(change, log)?;
            }
            set_state(change, run, state)
        })
    }
}

pub(crate) fn set_state(change: &Transaction<'_>, run: RunId, state: &LogState) -> Result<(), Fault> {
    let state = serde_json::to_string(state)?;
    change.execute("UPDATE runs SET log_state = ?2 WHERE id = ?1", params![run, state])?;
    Ok(())
}

/// The log that a run has.
pub(crate) fn current(connection: &Connection, run: RunId) -> Result<Option<i64>, Fault> {
    let mut found = connection.prepare_cached("SELECT id FROM logs WHERE run = ?1 AND current = 1")?;
    Ok(found.query_row([run], |row| row.get(0)).optional()?)
}

fn current_or_new(change: &Transaction<'_>, run: RunId, now: Timestamp) -> Result<i64, Fault> {
    if let Some(log) = current(change, run)? {
        return Ok(log);
    }
    change
        .execute("INSERT INTO logs (run, current, begun_at) VALUES (?1, 1, ?2)", params![run, to_sql(now)])?;
    Ok(change.last_insert_rowid())
}

/// Appends to a log, whose tail is sealed as far as it makes whole chunks.
pub(crate) fn append(change: &Transaction<'_>, log: i64, bytes: &[u8]) -> Result<(), Fault> {
    let mut found = change.prepare_cached("SELECT tail_bytes, open_line FROM logs WHERE id = ?1")?;
    let (tail, open_line): (i64, bool) = found.query_row([log], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut tail = usize::try_from(tail).unwrap_or(0);
    if tail == 0 && open_line {
        tail = reopen(change, log)?;
    }
    if tail + bytes.len() < chunk::LENGTH {
        push(change, log, bytes)?;
    } else {
        let mut rest = take_tail(change, log)?;
        rest.extend_from_slice(bytes);
        for sealed in seal_all(&mut rest)? {
            sealed.write(change, log)?;
        }
        push(change, log, &rest)?;
    }
    count(change, log, bytes)
}

/// Seals what is left, whole chunk or not.
pub(crate) fn seal_tail(change: &Transaction<'_>, log: i64) -> Result<(), Fault> {
    let tail = take_tail(change, log)?;
    if tail.is_empty() {
        return Ok(());
    }
    Sealed::new(&tail)?.write(change, log)
}

/// Makes the last chunk the tail again, because its last line goes on: lines are searched whole. A
/// chunk of the greatest length is a cut line. Returns the length of the tail.
fn reopen(change: &Transaction<'_>, log: i64) -> Result<usize, Fault> {
    let last = change
        .query_row(
            "SELECT id, feeds, length(packed) + length(signature), packed FROM chunks
             WHERE log = ?1 AND id = (SELECT max(id) FROM chunks WHERE log = ?1) AND bytes < ?2",
            params![log, i64::try_from(chunk::LIMIT).unwrap_or(i64::MAX)],
            |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, i64>(1)?,
                    row.get::<_, i64>(2)?,
                    row.get::<_, Vec<u8>>(3)?,
                ))
            },
        )
        .optional()?;
    let Some((id, feeds, size, packed)) = last else { return Ok(0) };
    let bytes = unpack(&packed)?;
    change.execute("DELETE FROM chunks WHERE id = ?1", [id])?;
    change.execute(
        "UPDATE logs SET sealed_feeds = sealed_feeds - ?2, packed_bytes = packed_bytes - ?3 WHERE id = ?1",
        params![log, feeds, size],
    )?;
    push(change, log, &bytes)?;
    Ok(bytes.len())
}

/// Counts bytes that were added to a log.
pub(crate) fn count(change: &Transaction<'_>, log: i64, bytes: &[u8]) -> Result<(), Fault> {
    let feeds = i64::try_from(chunk::feeds(bytes)).unwrap_or(i64::MAX);
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    change
        .prepare_cached(
            "UPDATE logs SET bytes = bytes + ?2, feeds = feeds + ?3, open_line = ?4 WHERE id = ?1 AND ?2 > 0",
        )?
        .execute(params![log, length, feeds, !bytes.ends_with(b"\n")])?;
    Ok(())
}

fn push(change: &Transaction<'_>, log: i64, bytes: &[u8]) -> Result<(), Fault> {
    if bytes.is_empty() {
        return Ok(());
    }
    change.prepare_cached("INSERT INTO tails (log, bytes) VALUES (?1, ?2)")?.execute(params![log, bytes])?;
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    change
        .prepare_cached("UPDATE logs SET tail_bytes = tail_bytes + ?2 WHERE id = ?1")?
        .execute(params![log, length])?;
    Ok(())
}

fn take_tail(change: &Transaction<'_>, log: i64) -> Result<Vec<u8>, Fault> {
    let tail = tail(change, log)?;
    if !tail.is_empty() {
        change.prepare_cached("DELETE FROM tails WHERE log = ?1")?.execute([log])?;
        change.prepare_cached("UPDATE logs SET tail_bytes = 0 WHERE id = ?1")?.execute([log])?;
    }
    Ok(tail)
}

/// What follows the chunks of a log.
pub(crate) fn tail(connection: &Connection, log: i64) -> Result<Vec<u8>, Fault> {
    let mut found = connection.prepare_cached("SELECT bytes FROM tails WHERE log = ?1 ORDER BY id")?;
    let mut rows = found.query([log])?;
    let mut tail = Vec::new();
    while let Some(row) = rows.next()? {
        tail.extend_from_slice(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
    }
    Ok(tail)
}
