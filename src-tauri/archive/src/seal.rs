//! Chunks of a log, packed and signed, as rows.

use rusqlite::{Transaction, params};

use crate::chunk;
use crate::escape::stripped;
use crate::fault::Fault;
use crate::pack::pack;
use crate::signature;

/// A chunk that is ready to be written: made without the database, for packing takes time.
#[derive(Debug)]
pub struct Sealed {
    bytes: usize,
    feeds: usize,
    signature: Vec<u8>,
    packed: Vec<u8>,
}

impl Sealed {
    pub fn new(bytes: &[u8]) -> Result<Self, Fault> {
        Ok(Self {
            bytes: bytes.len(),
            feeds: chunk::feeds(bytes),
            signature: signature::of(&stripped(bytes)),
            packed: pack(bytes)?,
        })
    }

    /// Appends it to the chunks of a log.
    pub fn write(&self, change: &Transaction<'_>, log: i64) -> Result<(), Fault> {
        let feeds = i64::try_from(self.feeds).unwrap_or(i64::MAX);
        let bytes = i64::try_from(self.bytes).unwrap_or(i64::MAX);
        let mut row = change.prepare_cached(
            "INSERT INTO chunks (log, first_line, feeds, bytes, signature, packed)
             SELECT id, sealed_feeds + 1, ?2, ?3, ?4, ?5 FROM logs WHERE id = ?1",
        )?;
        row.execute(params![log, feeds, bytes, self.signature, self.packed])?;
        let size = i64::try_from(self.packed.len() + self.signature.len()).unwrap_or(i64::MAX);
        let mut count = change.prepare_cached(
            "UPDATE logs SET sealed_feeds = sealed_feeds + ?2, packed_bytes = packed_bytes + ?3 WHERE id = ?1",
        )?;
        count.execute(params![log, feeds, size])?;
        Ok(())
    }
}

/// Cuts whole chunks off the front of `bytes` and returns them; what is left stays.
pub fn seal_all(bytes: &mut Vec<u8>) -> Result<Vec<Sealed>, Fault> {
    let (mut sealed, mut done) = (Vec::new(), 0);
    while let Some(rest) = bytes.get(done..) {
        let Some(length) = chunk::next(rest, chunk::LENGTH, chunk::LIMIT) else { break };
        sealed.push(Sealed::new(rest.get(..length).unwrap_or_default())?);
        done += length;
    }
    bytes.drain(..done);
    Ok(sealed)
}
