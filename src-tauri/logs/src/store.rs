//! The lines of every source, within a limit: beyond it the oldest go.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::block::{Batch, Block, LENGTH, Meta};
use crate::row::{Id, Row};

/// How much a view holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Lines.
    pub lines: usize,
    /// Bytes: packed texts, and what is known of lines and rows.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { lines: 1_000_000, bytes: 128 << 20 }
    }
}

/// The lines of one source. Their order never changes.
#[derive(Debug, Default)]
pub struct Source {
    blocks: VecDeque<Arc<Block>>,
    /// The last lines, which are no block yet.
    text: Vec<u8>,
    metas: Vec<Meta>,
    /// The number of the first line that is held, and of the next one that comes.
    first: u64,
    next: u64,
}

impl Source {
    pub fn first(&self) -> u64 {
        self.first
    }

    pub fn end(&self) -> u64 {
        self.next
    }

    /// The number of the first line behind all blocks.
    fn open_from(&self) -> u64 {
        self.next - self.metas.len() as u64
    }

    /// What is known of a line; `None` where it is not held.
    pub fn meta(&self, number: u64) -> Option<&Meta> {
        if number < self.first {
            return None;
        }
        if let Some(index) = number.checked_sub(self.open_from()) {
            return self.metas.get(usize::try_from(index).ok()?);
        }
        let block = self.blocks.get(self.blocks.partition_point(|block| block.end() <= number))?;
        block.metas.get(usize::try_from(number.checked_sub(block.first)?).ok()?)
    }

    /// The block with a line in it; a copy of the last lines where they are no block yet.
    pub fn block(&self, number: u64) -> Option<Arc<Block>> {
        if number >= self.next {
            return None;
        }
        if number >= self.open_from() {
            return Some(self.open_block());
        }
        self.blocks.get(self.blocks.partition_point(|block| block.end() <= number)).cloned()
    }

    /// All lines in blocks; the last is a copy.
    pub fn all_blocks(&self) -> Vec<Arc<Block>> {
        let open = (!self.metas.is_empty()).then(|| self.open_block());
        self.blocks.iter().cloned().chain(open).collect()
    }

    fn open_block(&self) -> Arc<Block> {
        Arc::new(Block::raw(self.open_from(), self.text.clone(), self.metas.clone()))
    }

    /// Adds lines; returns by how many bytes the blocks grew.
    fn push(&mut self, batch: &Batch) -> usize {
        let mut grown = 0;
        let mut from = 0;
        for meta in &batch.metas {
            let end = meta.end as usize;
            self.text.extend_from_slice(batch.text.get(from..end).unwrap_or_default());
            from = end;
            self.metas.push(Meta { end: u32::try_from(self.text.len()).unwrap_or(u32::MAX), ..*meta });
            self.next += 1;
            if self.text.len() >= LENGTH {
                let first = self.open_from();
                let block =
                    Block::packed(first, std::mem::take(&mut self.text), std::mem::take(&mut self.metas));
                grown += block.size();
                self.blocks.push_back(Arc::new(block));
            }
        }
        grown
    }

    /// Lets go of the first line; returns by how many bytes the blocks shrank.
    fn drop_first(&mut self) -> usize {
        self.first += 1;
        match self.blocks.front() {
            Some(block) if block.end() <= self.first => {
                let size = block.size();
                self.blocks.pop_front();
                size
            }
            _ => 0,
        }
    }

    fn open_size(&self) -> usize {
        self.text.capacity() + self.metas.capacity() * size_of::<Meta>()
    }
}

/// The lines of all sources.
#[derive(Debug)]
pub struct Store {
    pub sources: Vec<Source>,
    limits: Limits,
    lines: usize,
    block_bytes: usize,
    /// Lines that were let go of.
    pub dropped: u64,
}

impl Store {
    pub fn new(sources: usize, limits: Limits) -> Self {
        let sources = (0..sources).map(|_| Source::default()).collect();
        Self { sources, limits, lines: 0, block_bytes: 0, dropped: 0 }
    }

    /// Lines that are held.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// What the lines take, in bytes.
    pub fn bytes(&self) -> usize {
        self.block_bytes + self.sources.iter().map(Source::open_size).sum::<usize>()
    }

    /// Adds lines to a source; returns the number of the first.
    pub fn push(&mut self, source: usize, batch: &Batch) -> u64 {
        let Some(place) = self.sources.get_mut(source) else { return 0 };
        let first = place.next;
        self.block_bytes += place.push(batch);
        self.lines += batch.metas.len();
        first
    }

    /// Lets go of the oldest line, where more are held than may be; `others` is what else the view holds, in
    /// bytes.
    pub fn drop_oldest(&mut self, others: usize) -> Option<(Row, Meta)> {
        if self.lines <= self.limits.lines && (self.lines < 2 || self.bytes() + others <= self.limits.bytes) {
            return None;
        }
        let fronts = self.sources.iter().enumerate().filter_map(|(index, source)| {
            let meta = source.meta(source.first)?;
            Some((Row { key: meta.key, id: Id::line(index, source.first) }, *meta))
        });
        let (oldest, meta) = fronts.min_by_key(|(row, _)| *row)?;
        let source = self.sources.get_mut(oldest.id.source())?;
        self.block_bytes -= source.drop_first();
        self.lines -= 1;
        self.dropped += 1;
        Some((oldest, meta))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::block::{Reader, line};
    use crate::records::Record;
    use crate::wire::LogStream;

    fn push(store: &mut Store, source: usize, reader: &mut Reader, at: i64, text: &str) {
        let mut batch = Batch::default();
        let record = Record { at: Some(at), text: text.as_bytes().to_vec(), cut: false };
        reader.read(LogStream::Output, &record, &mut batch);
        store.push(source, &batch);
    }

    fn text(store: &Store, source: usize, number: u64) -> Option<String> {
        let source = &store.sources[source];
        let (block, _) = (source.block(number)?, source.meta(number)?);
        let text = block.text();
        let index = usize::try_from(number - block.first).unwrap();
        Some(String::from_utf8(line(&text, &block.metas, index).to_vec()).unwrap())
    }

    #[test]
    fn random_lines_are_held_as_in_a_list() {
        for seed in 0..4 {
            let mut random = fastrand::Rng::with_seed(seed);
            let limits = Limits { lines: 500, bytes: 3 << 20 };
            let mut store = Store::new(3, limits);
            let mut readers = [Reader::default(), Reader::default(), Reader::default()];
            // By source: number, time and text of each line that is held.
            let mut held: Vec<VecDeque<(u64, i64, String)>> = vec![VecDeque::new(); 3];
            let (mut next, mut keys) = ([0; 3], [i64::MIN; 3]);
            for _ in 0..3000 {
                let (source, at) = (random.usize(0..3), random.i64(0..1_000_000));
                let length =
                    if random.u8(0..20) == 0 { random.usize(0..60_000) } else { random.usize(0..200) };
                let line: String = (0..length).map(|_| random.alphanumeric()).collect();
                push(&mut store, source, &mut readers[source], at, &line);
                let key = keys[source].max(at);
                keys[source] = key;
                held[source].push_back((next[source], key, line));
                next[source] += 1;
                while let Some((row, _)) = store.drop_oldest(0) {
                    let fronts = held
                        .iter()
                        .enumerate()
                        .filter_map(|(index, lines)| lines.front().map(|(_, key, _)| (*key, index)));
                    let (key, index) = fronts.min().unwrap();
                    let (number, _, _) = held[index].pop_front().unwrap();
                    assert_eq!(row, Row { key, id: Id::line(index, number) });
                }
                assert!(store.lines() <= limits.lines);
                assert!(store.bytes() <= limits.bytes || store.lines() < 2, "{}", store.bytes());
            }
            assert_eq!(store.lines(), held.iter().map(VecDeque::len).sum::<usize>());
            assert_eq!(store.dropped, 3000 - store.lines() as u64);
            for (source, lines) in held.iter().enumerate() {
                for (number, _, expected) in lines {
                    assert_eq!(text(&store, source, *number).as_ref(), Some(expected));
                }
                let first = store.sources[source].first();
                assert_eq!(first.checked_sub(1).and_then(|gone| store.sources[source].meta(gone)), None);
                let blocks = store.sources[source].all_blocks();
                assert_eq!(blocks.last().map_or(next[source], |block| block.end()), next[source]);
            }
        }
    }
}
