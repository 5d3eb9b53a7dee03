//! A query asked of the lines that were there before it: block by block, from the oldest on, so that rows only
//! come at the end.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::block::Block;
use crate::row::{Id, Row};
use crate::store::Store;

/// How far a query is.
#[derive(Debug)]
pub struct Scan {
    /// By source: the first line that was not looked at.
    pub cursors: Vec<u64>,
    /// By source: rows that wait, because older ones may come of others.
    pub ready: Vec<VecDeque<Row>>,
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
    pub fn frontier(&self, store: &Store) -> Option<Row> {
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
    pub fn pop(&mut self, frontier: Option<Row>) -> Option<Row> {
        let heads = self.ready.iter().enumerate().filter_map(|(index, ready)| Some((*ready.front()?, index)));
        let (row, index) = heads.min()?;
        if frontier.is_some_and(|frontier| row >= frontier) {
            return None;
        }
        self.ready.get_mut(index)?.pop_front()
    }
}
