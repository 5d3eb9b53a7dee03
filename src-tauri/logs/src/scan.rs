//! A query asked of the lines that were there before it: block by block, from the oldest on, so that rows only
//! come at the end.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::block::Block;
use crate::filter::Verdict;
use crate::row::{Id, Row};
use crate::state::State;
use crate::store::Store;

/// How far a query is.
#[derive(Debug)]
pub struct Scan {
    /// By source: the first line that was not looked at.
    cursors: Vec<u64>,
    /// By source: rows that wait, because older ones may come of others.
    ready: Vec<VecDeque<Row>>,
}

/// Lines to look at next.
#[derive(Debug)]
pub struct Next {
    pub source: usize,
    pub block: Arc<Block>,
    /// The number of the first of them.
    pub from: u64,
}

impl Scan {
    pub fn new(store: &Store) -> Self {
        let cursors: Vec<u64> = store.sources.iter().map(|source| source.first()).collect();
        let ready = vec![VecDeque::new(); cursors.len()];
        Self { cursors, ready }
    }

    /// The oldest line that was not looked at.
    fn frontier(&self, store: &Store) -> Option<Row> {
        let open =
            self.cursors.iter().zip(&store.sources).enumerate().filter_map(|(index, (cursor, source))| {
                let number = (*cursor).max(source.first());
                Some(Row { key: source.meta(number)?.key, id: Id::line(index, number) })
            });
        open.min()
    }

    /// The part of the lines that was looked at, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a part for a bar")]
    pub fn progress(&self, store: &Store) -> f32 {
        let sources = || self.cursors.iter().zip(&store.sources);
        let all: u64 = sources().map(|(_, source)| source.end() - source.first()).sum();
        let left: u64 = sources().map(|(cursor, source)| source.end() - (*cursor).max(source.first())).sum();
        if all == 0 { 1.0 } else { (all - left) as f32 / all as f32 }
    }

    /// Forgets a line that was let go of; whether it was counted.
    pub fn drop_line(&mut self, line: Row) -> bool {
        let Some(ready) = self.ready.get_mut(line.id.source()) else { return false };
        if ready.front() == Some(&line) {
            ready.pop_front();
            return true;
        }
        false
    }

    /// The next row that no older one can come before.
    fn pop(&mut self, frontier: Option<Row>) -> Option<Row> {
        let heads = self.ready.iter().enumerate().filter_map(|(index, ready)| Some((*ready.front()?, index)));
        let (row, index) = heads.min()?;
        if frontier.is_some_and(|frontier| row >= frontier) {
            return None;
        }
        self.ready.get_mut(index)?.pop_front()
    }
}

impl State {
    /// The lines that a query is asked of next; `None` when it was asked of all, and from then on of each as it
    /// comes.
    pub fn next_to_scan(&mut self) -> Option<Next> {
        let scan = self.scan.as_ref()?;
        let Some(oldest) = scan.frontier(&self.store) else {
            self.release();
            self.scan = None;
            // Of runs without lines at the end.
            let mut rows = Vec::new();
            (0..self.runs.len()).for_each(|source| self.due_without_lines(source, i64::MAX, &mut rows));
            rows.sort_unstable();
            self.insert(rows);
            return None;
        };
        let source = oldest.id.source();
        let crate::row::Named::Line(from) = oldest.id.named() else { return None };
        let block = self.store.sources.get(source)?.block(from)?;
        Some(Next { source, block, from })
    }

    /// Takes the verdicts on all lines of a block.
    pub fn scanned(&mut self, next: &Next, verdicts: &[Verdict]) {
        let Some(first) = self.store.sources.get(next.source).map(|source| source.first()) else { return };
        for ((meta, verdict), number) in next.block.metas.iter().zip(verdicts).zip(next.block.first..) {
            if number >= next.from
                && number >= first
                && let Some(row) = self.judge(next.source, number, meta, *verdict)
                && let Some(ready) = self.scan.as_mut().and_then(|scan| scan.ready.get_mut(next.source))
            {
                ready.push_back(row);
            }
        }
        if let Some(cursor) = self.scan.as_mut().and_then(|scan| scan.cursors.get_mut(next.source)) {
            *cursor = next.block.end();
        }
        self.release();
    }

    /// Makes rows of what waits, as far as no older one can come.
    fn release(&mut self) {
        let frontier = self.scan.as_ref().and_then(|scan| scan.frontier(&self.store));
        let mut rows = Vec::new();
        while let Some(row) = self.scan.as_mut().and_then(|scan| scan.pop(frontier)) {
            self.due(row.id.source(), row.key, &mut rows);
            rows.push(row);
        }
        // The begin of a run may be older than rows of other sources.
        rows.sort_unstable();
        self.insert(rows);
    }
}
