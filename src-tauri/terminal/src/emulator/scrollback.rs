//! The rows above the screen, packed. They are most of a terminal's memory, are never written
//! to, and are rarely read. A cell takes 16 bytes on the screen. Here it takes one if it is
//! ASCII or empty and has the attributes of the cell before it.

use std::collections::VecDeque;

use super::cell::{Cell, EMPTY};
use super::mark::Mark;
use super::row::Row;

/// A narrow character of two bytes: the upper one is in the low bits, the lower one follows.
const NARROW: u8 = 0x80;
const NARROW_END: u32 = 0x4000;
const RIGHT_HALF: u8 = 0xc0;
/// Any other content of a cell follows.
const CONTENT: u8 = 0xc1;
/// A pen follows, for all cells after it. A row begins with that of [`EMPTY`], …
const PEN: u8 = 0xc2;
/// … and most come back to it.
const NO_PEN: u8 = 0xc3;

/// Memory is allocated and freed in blocks of one size, so that it leaves no gaps that fit
/// nothing.
const BLOCK_BYTES: usize = 8 * 1024;

#[derive(Debug, Default)]
pub struct Scrollback {
    rows: VecDeque<Packed>,
    /// The rows one after the other, each in one block. Only a row that needs more than
    /// [`BLOCK_BYTES`] makes a longer one.
    blocks: VecDeque<Vec<u8>>,
    /// Bytes of the first block that belong to dropped rows.
    gone: usize,
    /// The block that was dropped last, for reuse.
    spare: Vec<u8>,
    /// A buffer for the row that is being packed.
    packing: Vec<u8>,
    /// The few rows that have one, counted from the first row that ever was, …
    marks: VecDeque<(usize, Mark)>,
    /// … of which so many are gone.
    dropped: usize,
}

#[derive(Debug, Clone, Copy)]
struct Packed {
    len: u32,
    wrapped: bool,
}

impl Scrollback {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All rows, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = Row> {
        let mut blocks = self.blocks.iter();
        let mut rest = blocks.next().map_or(&[][..], |block| &block[self.gone..]);
        let mut marks = self.marks.iter().peekable();
        self.rows.iter().zip(self.dropped..).map(move |(row, at)| {
            if rest.is_empty() && row.len > 0 {
                rest = blocks.next().map_or(&[], |block| block);
            }
            let (packed, after) = rest.split_at(row.len as usize);
            rest = after;
            let mark = marks.next_if(|(marked, _)| *marked == at).map(|(_, mark)| *mark).unwrap_or_default();
            unpack(packed, row.wrapped).marked(mark)
        })
    }

    pub fn push(&mut self, row: &Row) {
        self.packing.clear();
        pack(row.stored(), &mut self.packing);
        let len = self.packing.len();
        if row.mark != Mark::default() {
            self.marks.push_back((self.dropped + self.rows.len(), row.mark));
        }
        self.rows.push_back(Packed { len: len as u32, wrapped: row.wrapped });
        match self.blocks.back_mut() {
            Some(block) if block.capacity() - block.len() >= len => block.extend_from_slice(&self.packing),
            None if len == 0 => {}
            _ => {
                let mut block = std::mem::take(&mut self.spare);
                block.clear();
                block.reserve_exact(len.max(BLOCK_BYTES));
                block.extend_from_slice(&self.packing);
                self.blocks.push_back(block);
            }
        }
    }

    /// Takes the newest row out again.
    pub fn pop(&mut self) -> Option<Row> {
        let Packed { len, wrapped } = self.rows.pop_back()?;
        let at = self.dropped + self.rows.len();
        let mark = self.marks.back().filter(|(marked, _)| *marked == at).map(|(_, mark)| *mark);
        if mark.is_some() {
            self.marks.pop_back();
        }
        let mark = mark.unwrap_or_default();
        let Some(block) = self.blocks.back_mut().filter(|_| len > 0) else {
            return Some(Row::of(Vec::new(), wrapped).marked(mark));
        };
        let begin = block.len() - len as usize;
        let row = unpack(&block[begin..], wrapped).marked(mark);
        block.truncate(begin);
        if begin == 0 {
            self.blocks.pop_back();
        }
        Some(row)
    }

    /// Drops the `n` oldest rows.
    pub fn forget(&mut self, n: usize) {
        self.dropped += n;
        while self.marks.front().is_some_and(|(marked, _)| *marked < self.dropped) {
            self.marks.pop_front();
        }
        for row in self.rows.drain(..n) {
            self.gone += row.len as usize;
            if self.blocks.front().is_some_and(|block| block.len() == self.gone) {
                self.gone = 0;
                let block = self.blocks.pop_front().unwrap_or_default();
                // A longer one would stay longer.
                if block.capacity() == BLOCK_BYTES {
                    self.spare = block;
                }
            }
        }
    }

    /// A row begins a line from now on, wherever the one above ended.
    pub fn begin_line(&mut self, at: usize) {
        if let Some(row) = self.rows.get_mut(at) {
            row.wrapped = false;
        }
    }

    /// The marks of rows that have one, the oldest first.
    pub fn marks_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Mark> {
        self.marks.iter_mut().map(|(_, mark)| mark)
    }

    pub fn edit(&mut self, mut edit: impl FnMut(&mut Cell)) {
        let edited = self.iter().map(|mut row| {
            row.stored_mut().iter_mut().for_each(&mut edit);
            row
        });
        *self = edited.collect();
    }
}

impl FromIterator<Row> for Scrollback {
    fn from_iter<T: IntoIterator<Item = Row>>(rows: T) -> Self {
        let mut scrollback = Self::default();
        rows.into_iter().for_each(|row| scrollback.push(&row));
        scrollback
    }
}

fn pack(mut cells: &[Cell], packed: &mut Vec<u8>) {
    let mut pen = EMPTY;
    while let Some(first) = cells.first() {
        if !first.same_pen(&pen) {
            pen = *first;
            if pen.same_pen(&EMPTY) {
                packed.push(NO_PEN);
            } else {
                let [fg, bg, extended] = [pen.fg, pen.bg, pen.extended].map(u32::to_le_bytes);
                packed.push(PEN);
                packed.extend_from_slice([fg, bg, extended].as_flattened());
            }
        }
        let (ascii, rest) = cells.split_at(ascii(cells, &pen));
        packed.extend(ascii.iter().map(|cell| cell.content() as u8));
        cells = rest;
        while let Some((cell, rest)) = cells.split_first()
            && cell.same_pen(&pen)
            && !is_ascii(cell.unlike(&Cell::empty(&pen)))
        {
            match cell.code() {
                code @ 1..NARROW_END if cell.width() == 1 => {
                    packed.extend([NARROW | (code >> 8) as u8, code as u8]);
                }
                0 if cell.is_right_half() => packed.push(RIGHT_HALF),
                _ => {
                    packed.push(CONTENT);
                    packed.extend(cell.content().to_le_bytes());
                }
            }
            cells = rest;
        }
    }
}

/// Whether cells that are so much unlike an empty one differ in nothing but ASCII.
fn is_ascii([content, fg, bg, extended]: [u32; 4]) -> bool {
    content & !0x7f | fg | bg | extended == 0
}

/// How many cells at the beginning take one byte each.
fn ascii(cells: &[Cell], pen: &Cell) -> usize {
    let (mut len, empty) = (0, Cell::empty(pen));
    // By the chunk, without a branch for each cell.
    for chunk in cells.as_chunks::<8>().0 {
        let mut unlike = [0; 4];
        for cell in chunk {
            unlike.iter_mut().zip(cell.unlike(&empty)).for_each(|(all, part)| *all |= part);
        }
        if !is_ascii(unlike) {
            break;
        }
        len += 8;
    }
    len + cells[len..].iter().take_while(|cell| is_ascii(cell.unlike(&empty))).count()
}

fn unpack(packed: &[u8], wrapped: bool) -> Row {
    let mut pen = EMPTY;
    let mut packed = packed.iter().copied();
    let mut cells = Vec::with_capacity(packed.len());
    while let Some(first) = packed.next() {
        let mut byte = || packed.next().unwrap_or_default();
        let mut number = || u32::from_le_bytes([byte(), byte(), byte(), byte()]);
        cells.push(match first {
            ..NARROW => Cell::new(first.into(), 1, &pen),
            NARROW..RIGHT_HALF => Cell::new(u32::from(first - NARROW) << 8 | u32::from(byte()), 1, &pen),
            RIGHT_HALF => Cell::new(0, 0, &pen),
            CONTENT => Cell::with_content(number(), &pen),
            PEN => {
                pen = Cell::pen(number(), number(), number());
                continue;
            }
            _ => {
                pen = EMPTY;
                continue;
            }
        });
    }
    Row::of(cells, wrapped)
}

#[cfg(test)]
mod tests;
