//! The search through logs and last screens, the latest run first.

use std::ops::ControlFlow;

use crate::error::Result;
use crate::escape::stripped;
use crate::log::{current, tail};
use crate::log_read::read_lines;
use crate::matcher::{Found, Matcher};
use crate::pack::unpack;
use crate::run::Run;
use crate::search::{Hit, Query};
use crate::shown::{around, beside, lines as lines_of, rows};
use crate::store::Archive;

/// The most lines of context on each side of a hit.
const CONTEXT: u32 = 100;

impl Archive {
    /// Looks for a pattern in all logs and last screens, and gives each line that matches to
    /// `sink` as it is found: the latest run first, and within a run from the first line on, the
    /// screen last. It ends when `sink` breaks, and after `query.limit` hits (0 for all).
    ///
    /// A line that is longer than 1 MiB is searched in pieces of that length.
    ///
    /// # Errors
    ///
    /// Where the archive can't be opened or read, and where the pattern can't be.
    pub fn search(&self, query: &Query, mut sink: impl FnMut(Hit) -> ControlFlow<()>) -> Result<()> {
        let matcher = Matcher::new(&query.pattern)?;
        let mut left = if query.limit == 0 { u32::MAX } else { query.limit };
        let mut sink = |hit| {
            left -= 1;
            let flow = sink(hit);
            if left == 0 { ControlFlow::Break(()) } else { flow }
        };
        for run in self.runs(&query.runs)? {
            let context = usize::try_from(query.context.min(CONTEXT)).unwrap_or(0);
            let search = RunSearch { archive: self, run: &run, matcher: &matcher, context };
            if search.log(&mut sink)?.is_break() || search.screen(&mut sink)?.is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// A search through one run.
struct RunSearch<'a> {
    archive: &'a Archive,
    run: &'a Run,
    matcher: &'a Matcher,
    context: usize,
}

/// A part of a log, or a screen.
struct Part {
    bytes: Vec<u8>,
    /// The number of the line that its first byte belongs to.
    first: u64,
    is_screen: bool,
}

impl RunSearch<'_> {
    fn log(&self, sink: &mut impl FnMut(Hit) -> ControlFlow<()>) -> Result<ControlFlow<()>> {
        if self.run.log_bytes == 0 {
            return Ok(ControlFlow::Continue(()));
        }
        for chunk in self.candidates()? {
            let Some(part) = self.chunk(chunk)? else { continue };
            if self.part(&part, sink)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        match self.tail()? {
            Some(part) => self.part(&part, sink),
            None => Ok(ControlFlow::Continue(())),
        }
    }

    fn screen(&self, sink: &mut impl FnMut(Hit) -> ControlFlow<()>) -> Result<ControlFlow<()>> {
        let screen = if self.run.has_screen { self.archive.screen(self.run.id)? } else { None };
        match screen {
            Some(screen) => self.part(&Part { bytes: rows(&screen.bytes), first: 1, is_screen: true }, sink),
            None => Ok(ControlFlow::Continue(())),
        }
    }

    /// The chunks of the log that may match.
    fn candidates(&self) -> Result<Vec<i64>> {
        self.archive.read(|connection| {
            let Some(log) = current(connection, self.run.id)? else { return Ok(Vec::new()) };
            let mut found = connection
                .prepare_cached("SELECT id, signature FROM chunks WHERE log = ?1 ORDER BY first_line, id")?;
            let mut rows = found.query([log])?;
            let mut candidates = Vec::new();
            while let Some(row) = rows.next()? {
                let signature = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
                if self.matcher.need.may_match(signature) {
                    candidates.push(row.get(0)?);
                }
            }
            Ok(candidates)
        })
    }

    /// One chunk; `None` where it is gone meanwhile.
    fn chunk(&self, id: i64) -> Result<Option<Part>> {
        self.archive.read(|connection| {
            let mut found =
                connection.prepare_cached("SELECT first_line, packed FROM chunks WHERE id = ?1")?;
            let mut rows = found.query([id])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let bytes = unpack(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
            Ok(Some(Part { bytes, first: number(row.get(0)?), is_screen: false }))
        })
    }

    fn tail(&self) -> Result<Option<Part>> {
        self.archive.read(|connection| {
            let view = connection.unchecked_transaction()?;
            let Some(log) = current(&view, self.run.id)? else { return Ok(None) };
            let sealed: i64 =
                view.query_row("SELECT sealed_feeds FROM logs WHERE id = ?1", [log], |row| row.get(0))?;
            Ok(Some(Part { bytes: tail(&view, log)?, first: number(sealed) + 1, is_screen: false }))
        })
    }

    fn part(&self, part: &Part, sink: &mut impl FnMut(Hit) -> ControlFlow<()>) -> Result<ControlFlow<()>> {
        let text = stripped(&part.bytes);
        let mut lines = None;
        let mut failed = None;
        let flow = self.matcher.lines(&text, |found| {
            let lines = lines.get_or_insert_with(|| lines_of(&part.bytes));
            match self.hit(part, lines, &found) {
                Ok(hit) => sink(hit),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        failed.map_or(Ok(flow), Err)
    }

    fn hit(&self, part: &Part, lines: &[&[u8]], found: &Found) -> Result<Hit> {
        let (text, range) = around(lines.get(found.index).copied().unwrap_or_default(), &found.at);
        let (before, after) = self.context(part, lines, found.index)?;
        Ok(Hit {
            run: self.run.id,
            in_screen: part.is_screen,
            line: part.first + found.index as u64,
            text,
            range,
            before,
            after,
            started_at: self.run.key.started_at,
            name: self.run.name.clone(),
        })
    }

    /// Lines before and after one, from other parts of the log where this one has too few.
    fn context(&self, part: &Part, lines: &[&[u8]], index: usize) -> Result<(Vec<String>, Vec<String>)> {
        let (from, to) = (index.saturating_sub(self.context), index + 1 + self.context);
        let enough = index - from == self.context || part.first == 1;
        if part.is_screen || self.context == 0 || enough && to <= lines.len() {
            return Ok(sides(lines.get(from..to.min(lines.len())).unwrap_or_default(), index - from));
        }
        let number = part.first + index as u64;
        let from = number.saturating_sub(self.context as u64).max(1);
        let bytes = self.archive.read(|connection| match current(connection, self.run.id)? {
            Some(log) => read_lines(connection, log, from..number + 1 + self.context as u64),
            None => Ok(Vec::new()),
        })?;
        Ok(sides(&lines_of(&bytes), usize::try_from(number - from).unwrap_or(0)))
    }
}

/// The lines before and after one of them, as they are shown.
fn sides(lines: &[&[u8]], index: usize) -> (Vec<String>, Vec<String>) {
    let (before, rest) = lines.split_at(index.min(lines.len()));
    let shown = |lines: &[&[u8]]| lines.iter().map(|line| beside(line)).collect();
    (shown(before), shown(rest.get(1..).unwrap_or_default()))
}

fn number(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
