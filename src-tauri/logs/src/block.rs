//! Lines one behind another: their texts, packed, and what is known of each.

use berth_archive::escape::stripped;

use crate::clean::shown;
use crate::json::json;
use crate::level::Levels;
use crate::records::Record;
use crate::wire::{LogLevel, LogStream};

/// The length of a block before it is packed, in bytes.
pub const LENGTH: usize = 256 << 10;
/// The most that is shown of a line, in bytes.
pub const SHOWN: usize = 16 << 10;

/// What is known of a line: 24 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meta {
    /// Nanoseconds since 1970; `i64::MIN` where nobody knows.
    pub at: i64,
    /// Its time for the order: its own, and not before that of the line before it.
    pub key: i64,
    /// Where its text ends in its block, the line feed included.
    pub end: u32,
    pub level: LogLevel,
    pub stream: LogStream,
    /// Whether it is, or ends with, JSON.
    pub json: bool,
    /// Whether its end was lost, because it was too long to be kept.
    pub lost: bool,
}

/// Lines that come next, of one source.
#[derive(Debug, Default)]
pub struct Batch {
    pub text: Vec<u8>,
    pub metas: Vec<Meta>,
}

/// What makes batches of records: it remembers what the next line depends on.
#[derive(Debug)]
pub struct Reader {
    key: i64,
    levels: [Levels; 3],
}

impl Default for Reader {
    fn default() -> Self {
        Self { key: i64::MIN, levels: Default::default() }
    }
}

impl Reader {
    /// Says that lines without times were written from this time on.
    pub fn not_before(&mut self, key: i64) {
        self.key = self.key.max(key);
    }

    /// Adds a line to a batch.
    pub fn read(&mut self, stream: LogStream, record: &Record, batch: &mut Batch) {
        let text = shown(&record.text);
        let plain = stripped(text.as_bytes());
        let level = match self.levels.get_mut(stream as usize) {
            Some(levels) => levels.next(&plain),
            None => LogLevel::None,
        };
        let json = std::str::from_utf8(&plain).is_ok_and(|plain| json(plain).is_some());
        let at = record.at.unwrap_or(i64::MIN);
        self.key = self.key.max(at);
        batch.text.extend_from_slice(text.as_bytes());
        batch.text.push(b'\n');
        let end = u32::try_from(batch.text.len()).unwrap_or(u32::MAX);
        batch.metas.push(Meta { at, key: self.key, end, level, stream, json, lost: record.cut });
    }
}

#[derive(Debug)]
enum Text {
    Raw(Vec<u8>),
    Packed { bytes: Vec<u8>, length: usize },
}

/// Lines that do not change any more.
#[derive(Debug)]
pub struct Block {
    /// The number of its first line in its source.
    pub first: u64,
    pub metas: Box<[Meta]>,
    text: Text,
}

impl Block {
    /// As it is.
    pub fn raw(first: u64, text: Vec<u8>, metas: Vec<Meta>) -> Self {
        Self { first, metas: metas.into_boxed_slice(), text: Text::Raw(text) }
    }

    /// Packed: level 1 of zstd takes half a millisecond for a block.
    pub fn packed(first: u64, text: Vec<u8>, metas: Vec<Meta>) -> Self {
        let text = match zstd::bulk::compress(&text, 1) {
            Ok(mut bytes) => {
                bytes.shrink_to_fit();
                Text::Packed { bytes, length: text.len() }
            }
            Err(error) => {
                tracing::warn!(%error, "lines stay unpacked");
                Text::Raw(text)
            }
        };
        Self { first, metas: metas.into_boxed_slice(), text }
    }

    /// The number of the line behind its last one.
    pub fn end(&self) -> u64 {
        self.first + self.metas.len() as u64
    }

    /// The texts of its lines, each with a line feed.
    pub fn text(&self) -> Vec<u8> {
        match &self.text {
            Text::Raw(text) => text.clone(),
            Text::Packed { bytes, length } => {
                zstd::bulk::decompress(bytes, *length).unwrap_or_else(|error| {
                    tracing::error!(%error, "lines can't be unpacked");
                    self.metas.iter().map(|_| b'\n').collect()
                })
            }
        }
    }

    /// What it takes, in bytes.
    pub fn size(&self) -> usize {
        let text = match &self.text {
            Text::Raw(text) => text.capacity(),
            Text::Packed { bytes, .. } => bytes.capacity(),
        };
        size_of::<Self>() + text + size_of_val(&*self.metas)
    }
}

/// A line in the text of its block or batch, without its line feed.
pub fn line<'a>(text: &'a [u8], metas: &[Meta], index: usize) -> &'a [u8] {
    let start =
        index.checked_sub(1).and_then(|before| metas.get(before)).map_or(0, |before| before.end as usize);
    let end = metas.get(index).map_or(start, |meta| meta.end as usize);
    text.get(start..end.saturating_sub(1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_has_what_a_person_sees_and_what_is_known() {
        let (mut reader, mut batch) = (Reader::default(), Batch::default());
        let record = |at, text: &str| Record { at, text: text.as_bytes().to_vec(), cut: false };
        reader.not_before(5);
        reader.read(LogStream::Output, &record(None, "\x1b[31mERROR\x1b[0m no\r"), &mut batch);
        reader.read(LogStream::Output, &record(Some(9), r#"{"level":"info"}"#), &mut batch);
        // The clock was set back.
        reader.read(LogStream::Errors, &record(Some(7), "\tat x"), &mut batch);
        let lines: Vec<_> = (0..4).map(|index| line(&batch.text, &batch.metas, index)).collect();
        assert_eq!(lines, [&b"\x1b[31mERROR\x1b[0m no"[..], br#"{"level":"info"}"#, b"\tat x", b""]);
        let known: Vec<_> =
            batch.metas.iter().map(|meta| (meta.at, meta.key, meta.level, meta.json)).collect();
        let (error, info, none) = (LogLevel::Error, LogLevel::Info, LogLevel::None);
        assert_eq!(known, [(i64::MIN, 5, error, false), (9, 9, info, true), (7, 9, none, false)]);
        assert_eq!(size_of::<Meta>(), 24);
        let block = Block::packed(3, batch.text.clone(), batch.metas.clone());
        assert_eq!((block.text(), block.end()), (batch.text, 6));
    }
}
