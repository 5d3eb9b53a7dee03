//! Rows and their lines, to be read without a lock.

use std::ops::Range;
use std::sync::Arc;

use crate::block::{Block, Meta, line};
use crate::row::{Id, Named, Row};
use crate::state::State;

/// Some rows of a view, and all of its lines.
#[derive(Debug)]
pub struct Snapshot {
    pub rows: Vec<Row>,
    /// By source.
    blocks: Vec<Vec<Arc<Block>>>,
}

impl Snapshot {
    /// Of those rows that there are.
    pub fn of(state: &State, rows: Range<usize>) -> Self {
        let end = rows.end.min(state.rows.len());
        let rows = state.rows.range(rows.start.min(end)..end).copied().collect();
        let blocks = state.store.sources.iter().map(|source| source.all_blocks()).collect();
        Self { rows, blocks }
    }

    /// The block that a line is in, and its place there.
    pub fn place(&self, id: Id) -> Option<(&Arc<Block>, usize)> {
        let Named::Line(number) = id.named() else { return None };
        let blocks = self.blocks.get(id.source())?;
        let block = blocks.get(blocks.partition_point(|block| block.end() <= number))?;
        Some((block, usize::try_from(number.checked_sub(block.first)?).ok()?))
    }
}

/// Reads lines, mostly one behind another: the last block of each source stays unpacked.
#[derive(Debug)]
pub struct Texts<'a> {
    snapshot: &'a Snapshot,
    open: Vec<Option<(u64, Vec<u8>)>>,
}

impl<'a> Texts<'a> {
    pub fn new(snapshot: &'a Snapshot) -> Self {
        Self { snapshot, open: snapshot.blocks.iter().map(|_| None).collect() }
    }

    /// A line and what is known of it.
    pub fn line(&mut self, id: Id) -> Option<(&[u8], &'a Meta)> {
        let (block, index) = self.snapshot.place(id)?;
        let open = self.open.get_mut(id.source())?;
        if open.as_ref().is_none_or(|(first, _)| *first != block.first) {
            *open = Some((block.first, block.text()));
        }
        let (_, text) = open.as_ref()?;
        Some((line(text, &block.metas, index), block.metas.get(index)?))
    }
}
