//! Logs as they are read: whole, or some lines of them.

use std::io;
use std::ops::Range;

use rusqlite::Connection;

use crate::error::Result;
use crate::exists::exists;
use crate::fault::Fault;
use crate::key::RunId;
use crate::log::{current, tail};
use crate::pack::unpack;
use crate::store::Archive;

impl Archive {
    /// Lines of a run's log with their line feeds; 1 is the first. Lines that it does not have
    /// are left out.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read, and where it has no such run.
    pub fn read_log(&self, run: RunId, lines: Range<u64>) -> Result<Vec<u8>> {
        self.read(|connection| {
            exists(connection, run)?;
            // One view of both chunks and tail: between two reads the tail may be sealed.
            let view = connection.unchecked_transaction()?;
            match current(&view, run)? {
                Some(log) => read_lines(&view, log, lines),
                None => Ok(Vec::new()),
            }
        })
    }

    /// Gives a run's whole log to `sink`, piece by piece. What is appended meanwhile is left out.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read, where it has no such run, and what `sink` says.
    pub fn stream_log(&self, run: RunId, mut sink: impl FnMut(&[u8]) -> io::Result<()>) -> Result<()> {
        self.read(|connection| {
            exists(connection, run)?;
            let view = connection.unchecked_transaction()?;
            let Some(log) = current(&view, run)? else { return Ok(()) };
            let mut found =
                view.prepare_cached("SELECT packed FROM chunks WHERE log = ?1 ORDER BY first_line, id")?;
            let mut rows = found.query([log])?;
            while let Some(row) = rows.next()? {
                sink(&unpack(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?)?;
            }
            let tail = tail(&view, log)?;
            if tail.is_empty() { Ok(()) } else { Ok(sink(&tail)?) }
        })
    }
}

/// Lines of a log, from the chunks that hold them.
pub(crate) fn read_lines(connection: &Connection, log: i64, lines: Range<u64>) -> Result<Vec<u8>, Fault> {
    let wanted = lines.start.max(1)..lines.end;
    let mut found = Vec::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let (from, to) = (as_sql(wanted.start), as_sql(wanted.end));
    let mut chunks = connection.prepare_cached(
        "SELECT first_line, packed FROM chunks
         WHERE log = ?1 AND first_line < ?3 AND first_line + feeds >= ?2 ORDER BY first_line, id",
    )?;
    let mut rows = chunks.query([log, from, to])?;
    while let Some(row) = rows.next()? {
        let first: i64 = row.get(0)?;
        let bytes = unpack(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
        pick(&bytes, u64::try_from(first).unwrap_or(1), &wanted, &mut found);
    }
    let mut sealed = connection.prepare_cached("SELECT sealed_feeds FROM logs WHERE id = ?1")?;
    let first = sealed.query_row([log], |row| row.get::<_, i64>(0))?;
    let first = u64::try_from(first).unwrap_or(0) + 1;
    if first < wanted.end {
        pick(&tail(connection, log)?, first, &wanted, &mut found);
    }
    Ok(found)
}

/// Appends those lines of a part of a log that are wanted. Its first byte is of line `first`.
fn pick(bytes: &[u8], first: u64, wanted: &Range<u64>, found: &mut Vec<u8>) {
    for (line, number) in bytes.split_inclusive(|byte| *byte == b'\n').zip(first..wanted.end) {
        if wanted.contains(&number) {
            found.extend_from_slice(line);
        }
    }
}

fn as_sql(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_wanted() {
        let cases: &[(Range<u64>, &str)] =
            &[(1..2, ""), (5..6, "a\n"), (6..8, "b\nc"), (7..9, "c"), (8..9, ""), (1..100, "a\nb\nc")];
        for (wanted, expected) in cases {
            let mut found = Vec::new();
            pick(b"a\nb\nc", 5, wanted, &mut found);
            assert_eq!(found, expected.as_bytes(), "{wanted:?}");
        }
    }
}
