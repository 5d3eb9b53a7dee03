//! What a window asks of a view: rows, one line, a place, their text.

use std::io::Write;
use std::ops::Range;

use jiff::tz::TimeZone;

use super::View;
use crate::block::SHOWN;
use crate::error::{Error, Result};
use crate::filter::Finder;
use crate::find;
use crate::json::{json, pretty};
use crate::row::{Id, Named};
use crate::runs::RunFacts;
use crate::snapshot::{Snapshot, Texts};
use crate::state::count;
use crate::text::{Style, write};
use crate::wire::{LogLine, LogPattern, LogRow, LogRows, LogTimes};

/// Rows of one answer, at most.
const ROWS: u32 = 500;
/// Text of one answer, in bytes, at most.
const TEXT: usize = 16 << 20;

impl View {
    /// Some rows, at most 500. May block.
    pub fn rows(&self, revision: u32, first: u32, count: u32) -> LogRows {
        let start = first as usize;
        let (snapshot, removed) = {
            let state = self.state.lock();
            if state.revision != revision {
                let (revision, removed) = (state.revision, state.removed_in_all);
                return LogRows { revision, removed, first, rows: Vec::new() };
            }
            (Snapshot::of(&state, start..start + count.min(ROWS) as usize), state.removed_in_all)
        };
        let mut texts = Texts::new(&snapshot);
        let rows = snapshot.rows.iter().zip(first..).filter_map(|(row, place)| match row.id.named() {
            Named::Line(_) => line_row(place, row.id, &mut texts),
            Named::Run(number) => Some(self.run_row(place, row.id, number)),
        });
        let rows = rows.collect();
        LogRows { revision, removed, first, rows }
    }

    fn run_row(&self, row: u32, id: Id, number: u64) -> LogRow {
        let facts = self.run_facts(id.source(), number).unwrap_or_default();
        LogRow::Run {
            row,
            line: id.0,
            source: count(id.source()),
            run: facts.run,
            number: facts.number,
            generation: facts.generation,
            began: Some(milliseconds(facts.began)),
            ended: facts.ended.map(milliseconds),
            exit_code: facts.exit_code,
        }
    }

    fn run_facts(&self, source: usize, number: u64) -> Option<RunFacts> {
        self.state.lock().runs.get(source)?.facts(number).cloned()
    }

    /// A line by its number, whole; `None` where it is not held any more. May block.
    pub fn line(&self, line: u64) -> Option<LogLine> {
        let id = Id(line);
        let Named::Line(number) = id.named() else { return None };
        let (block, meta) = {
            let state = self.state.lock();
            let source = state.store.sources.get(id.source())?;
            (source.block(number)?, *source.meta(number)?)
        };
        let text = block.text();
        let index = usize::try_from(number.checked_sub(block.first)?).ok()?;
        let text = crate::block::line(&text, &block.metas, index);
        let plain = berth_archive::escape::stripped(text);
        let json = std::str::from_utf8(&plain).ok().and_then(json).map(pretty);
        Some(LogLine { text: String::from_utf8_lossy(text).into_owned(), json, cut: meta.lost })
    }

    /// The first row with something in it, from row `from` on, itself included, and around the end; `None` where
    /// there is none, and where the rows are of another revision. May block.
    ///
    /// # Errors
    ///
    /// It is no regular expression.
    pub fn find(
        &self,
        revision: u32,
        pattern: &LogPattern,
        from: u32,
        backwards: bool,
    ) -> Result<Option<u32>> {
        let finder = Finder::new(pattern)?;
        let Some(snapshot) = self.snapshot(revision, None) else { return Ok(None) };
        Ok(find::find(&snapshot, &finder, from as usize, backwards).map(count))
    }

    /// How many rows have something in them; 0 where the rows are of another revision. May block.
    ///
    /// # Errors
    ///
    /// It is no regular expression.
    pub fn count(&self, revision: u32, pattern: &LogPattern) -> Result<u32> {
        let finder = Finder::new(pattern)?;
        let snapshot = self.snapshot(revision, None);
        Ok(snapshot.map_or(0, |snapshot| count(find::count(&snapshot, &finder))))
    }

    /// The text of rows, of all or of some, without escape sequences. May block.
    ///
    /// # Errors
    ///
    /// It is longer than 16 MiB, or the rows are of another revision.
    pub fn text(&self, revision: u32, rows: Option<Range<u32>>, times: LogTimes) -> Result<String> {
        let rows = rows.map(|rows| rows.start as usize..rows.end as usize);
        let snapshot = self.snapshot(revision, rows).ok_or(Error::Changed)?;
        let mut text = Limited(Vec::new());
        match self.write_rows(&snapshot, times, &mut text) {
            Ok(()) => Ok(String::from_utf8_lossy(&text.0).into_owned()),
            Err(_) => Err(Error::TooLong { limit: TEXT }),
        }
    }

    /// Writes all rows as they are now, without escape sequences. May block.
    ///
    /// # Errors
    ///
    /// What `out` says.
    pub fn write_all(&self, times: LogTimes, out: &mut impl Write) -> std::io::Result<()> {
        let snapshot = Snapshot::of(&self.state.lock(), 0..usize::MAX);
        self.write_rows(&snapshot, times, out)
    }

    fn write_rows(&self, snapshot: &Snapshot, times: LogTimes, out: &mut impl Write) -> std::io::Result<()> {
        let style = Style { times, names: self.names.lock().clone(), zone: TimeZone::system() };
        write(snapshot, &style, |source, number| self.run_facts(source, number), out)
    }

    fn snapshot(&self, revision: u32, rows: Option<Range<usize>>) -> Option<Snapshot> {
        let state = self.state.lock();
        (state.revision == revision).then(|| Snapshot::of(&state, rows.unwrap_or(0..usize::MAX)))
    }
}

fn line_row(row: u32, id: Id, texts: &mut Texts<'_>) -> Option<LogRow> {
    let (text, meta) = texts.line(id)?;
    let shown = text.len().min(SHOWN);
    // Not within a letter.
    let end =
        (0..=shown).rev().find(|end| text.get(*end).is_none_or(|byte| byte & 0xc0 != 0x80)).unwrap_or(0);
    Some(LogRow::Line {
        row,
        line: id.0,
        source: count(id.source()),
        stream: meta.stream,
        level: meta.level,
        at: (meta.at != i64::MIN).then(|| milliseconds(meta.at)),
        text: String::from_utf8_lossy(text.get(..end).unwrap_or_default()).into_owned(),
        cut: end < text.len() || meta.lost,
        json: meta.json,
    })
}

fn milliseconds(nanoseconds: i64) -> i64 {
    nanoseconds.div_euclid(1_000_000)
}

/// Text up to a limit.
struct Limited(Vec<u8>);

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > TEXT {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
