//! What a view holds and shows: pure, its callers lock it.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use crate::block::{Batch, Meta};
use crate::filter::{Filter, Verdict};
use crate::row::{Id, Named, Row, merge};
use crate::runs::{Noted, RunFacts, Runs};
use crate::scan::Scan;
use crate::store::{Limits, Store};
use crate::wire::{LogCounts, LogLevel, LogLevels};

/// Lines, runs, and the rows of a query.
#[derive(Debug)]
pub struct State {
    pub store: Store,
    pub runs: Vec<Runs>,
    pub filter: Arc<Filter>,
    pub rows: VecDeque<Row>,
    /// By source: lines that pass but for their level.
    hidden: Vec<VecDeque<u64>>,
    levels: [u32; 6],
    pub revision: u32,
    /// Rows that fell off the front: since the last event, and of this revision.
    removed: u32,
    pub removed_in_all: u32,
    /// The query is asked of the lines that were there before it.
    pub scan: Option<Scan>,
    changed: bool,
}

impl State {
    pub fn new(sources: usize, limits: Limits) -> Self {
        Self {
            store: Store::new(sources, limits),
            runs: (0..sources).map(|_| Runs::default()).collect(),
            filter: Arc::default(),
            rows: VecDeque::new(),
            hidden: vec![VecDeque::new(); sources],
            levels: [0; 6],
            revision: 0,
            removed: 0,
            removed_in_all: 0,
            scan: None,
            changed: true,
        }
    }

    /// Takes new lines of sources.
    pub fn append(&mut self, batches: &[(usize, Batch)]) {
        let mut new = Vec::new();
        for (source, batch) in batches {
            let first = self.store.push(*source, batch);
            // Otherwise the scan comes to them.
            if self.scan.is_none() {
                let verdicts = self.filter.verdicts(*source, &batch.metas, || &batch.text);
                for ((meta, verdict), number) in batch.metas.iter().zip(verdicts).zip(first..) {
                    if let Some(row) = self.judge(*source, number, meta, verdict) {
                        self.due(*source, row.key, &mut new);
                        new.push(row);
                    }
                }
            }
        }
        if batches.len() > 1 {
            new.sort_unstable();
        }
        self.insert(new);
        self.trim();
        self.changed = true;
    }

    /// Counts a line by its verdict; the row that it becomes.
    pub fn judge(&mut self, source: usize, number: u64, meta: &Meta, verdict: Verdict) -> Option<Row> {
        if verdict == Verdict::Fails {
            return None;
        }
        if let Some(count) = self.levels.get_mut(meta.level as usize) {
            *count += 1;
        }
        if verdict == Verdict::PassesButLevel {
            if let Some(hidden) = self.hidden.get_mut(source) {
                hidden.push_back(number);
            }
            return None;
        }
        Some(Row { key: meta.key, id: Id::line(source, number) })
    }

    /// The rows of runs that come before a line.
    pub fn due(&mut self, source: usize, key: i64, rows: &mut Vec<Row>) {
        let every = self.filter.shows_every_run().then_some(&*self.filter);
        if let Some(runs) = self.runs.get_mut(source) {
            runs.due(source, key, every, rows);
        }
    }

    /// The rows of runs up to a time, where every run is shown.
    pub fn due_without_lines(&mut self, source: usize, key: i64, rows: &mut Vec<Row>) {
        if self.filter.shows_every_run()
            && let Some(runs) = self.runs.get_mut(source)
        {
            runs.due_without_lines(source, key, &self.filter, rows);
        }
    }

    /// Puts rows, which are in order, among the others.
    pub fn insert(&mut self, new: Vec<Row>) {
        if merge(&mut self.rows, new) {
            self.revise();
        }
        self.changed = true;
    }

    fn revise(&mut self) {
        self.revision += 1;
        (self.removed, self.removed_in_all) = (0, 0);
        self.changed = true;
    }

    /// Takes what is known of a run, whose lines begin at `key`.
    pub fn note_run(&mut self, source: usize, key: i64, facts: RunFacts) {
        let Some(runs) = self.runs.get_mut(source) else { return };
        match runs.note(key, facts) {
            Noted::Nothing => {}
            Noted::Changed => self.revise(),
            Noted::New(of) => {
                if self.scan.is_none() {
                    let mut new = Vec::new();
                    if self.has_row(source, &of) {
                        self.due(source, of.start, &mut new);
                    } else {
                        self.due_without_lines(source, of.start, &mut new);
                    }
                    self.insert(new);
                }
            }
        }
    }

    /// Whether a line of a source and of these times is a row.
    fn has_row(&self, source: usize, of: &Range<i64>) -> bool {
        let from = self.rows.partition_point(|row| row.key < of.start);
        let of_run = self.rows.range(from..).take_while(|row| row.key < of.end);
        of_run.into_iter().any(|row| row.id.source() == source && matches!(row.id.named(), Named::Line(_)))
    }

    /// Begins a query anew: from no row.
    pub fn ask(&mut self, filter: Filter) {
        self.filter = Arc::new(filter);
        self.rows.clear();
        self.hidden.iter_mut().for_each(VecDeque::clear);
        self.runs.iter_mut().for_each(Runs::hide);
        self.levels = [0; 6];
        self.revise();
        self.scan = Some(Scan::new(&self.store));
    }

    /// What the view takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.store.bytes() + self.row_bytes()
    }

    fn row_bytes(&self) -> usize {
        let hidden: usize = self.hidden.iter().map(VecDeque::capacity).sum();
        self.rows.capacity() * size_of::<Row>() + hidden * size_of::<u64>()
    }

    /// Lets go of the oldest lines where there are too many.
    fn trim(&mut self) {
        let others = self.row_bytes();
        while let Some((oldest, meta)) = self.store.drop_oldest(others) {
            let (source, Named::Line(number)) = (oldest.id.source(), oldest.id.named()) else { continue };
            let mut was_counted = false;
            while self.rows.front().is_some_and(|row| *row <= oldest) {
                was_counted |= self.rows.pop_front() == Some(oldest);
                self.removed += 1;
                self.removed_in_all += 1;
            }
            if let Some(scan) = &mut self.scan {
                was_counted |= scan.drop_line(oldest);
            }
            if let Some(hidden) = self.hidden.get_mut(source)
                && hidden.front() == Some(&number)
            {
                hidden.pop_front();
                was_counted = true;
            }
            if was_counted && let Some(count) = self.levels.get_mut(meta.level as usize) {
                *count = count.saturating_sub(1);
            }
        }
    }

    /// The counts, where they changed since they were asked for last.
    pub fn news(&mut self) -> Option<LogCounts> {
        if !std::mem::take(&mut self.changed) {
            return None;
        }
        let level = |level: LogLevel| self.levels.get(level as usize).copied().unwrap_or_default();
        let levels = LogLevels {
            error: level(LogLevel::Error),
            warn: level(LogLevel::Warn),
            info: level(LogLevel::Info),
            debug: level(LogLevel::Debug),
            trace: level(LogLevel::Trace),
            none: level(LogLevel::None),
        };
        let removed = std::mem::take(&mut self.removed);
        Some(LogCounts {
            revision: self.revision,
            rows: count(self.rows.len()),
            lines: count(self.store.lines()),
            dropped: u32::try_from(self.store.dropped).unwrap_or(u32::MAX),
            removed,
            levels,
            scanned: self.scan.as_ref().map_or(1.0, |scan| scan.progress(&self.store)),
        })
    }
}

/// A number of rows or lines, of which a view never has more.
pub fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
