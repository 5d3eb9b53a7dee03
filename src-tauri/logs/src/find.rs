//! Rows in which something is found.

use crate::filter::Finder;
use crate::row::Id;
use crate::snapshot::Snapshot;

/// Looks into the lines of rows, a block at a time: the last block of each source stays known.
struct Found<'a> {
    snapshot: &'a Snapshot,
    finder: &'a Finder,
    /// By source: the first line of the block, and whether something is in each of its lines.
    known: Vec<Option<(u64, Vec<bool>)>>,
}

impl<'a> Found<'a> {
    fn new(snapshot: &'a Snapshot, finder: &'a Finder) -> Self {
        Self { snapshot, finder, known: Vec::new() }
    }

    fn is_in(&mut self, id: Id) -> bool {
        let Some((block, index)) = self.snapshot.place(id) else { return false };
        if self.known.len() <= id.source() {
            self.known.resize_with(id.source() + 1, || None);
        }
        let Some(known) = self.known.get_mut(id.source()) else { return false };
        if known.as_ref().is_none_or(|(first, _)| *first != block.first) {
            *known = Some((block.first, self.finder.lines(&block.text(), block.metas.len())));
        }
        known.as_ref().is_some_and(|(_, lines)| lines.get(index) == Some(&true))
    }
}

/// The first row from `from` on, itself included, forwards or backwards, and around the end.
pub fn find(snapshot: &Snapshot, finder: &Finder, from: usize, backwards: bool) -> Option<usize> {
    let count = snapshot.rows.len();
    if count == 0 {
        return None;
    }
    let mut found = Found::new(snapshot, finder);
    let from = from.min(count - 1);
    let mut places = (0..count).map(|step| match backwards {
        true => (from + count - step) % count,
        false => (from + step) % count,
    });
    places.find(|place| snapshot.rows.get(*place).is_some_and(|row| found.is_in(row.id)))
}

/// How many rows something is found in.
pub fn count(snapshot: &Snapshot, finder: &Finder) -> usize {
    let mut found = Found::new(snapshot, finder);
    snapshot.rows.iter().filter(|row| found.is_in(row.id)).count()
}
