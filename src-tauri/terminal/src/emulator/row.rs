//! A row of cells. Cells that were never written to the right of it are not stored.

use super::cell::{Cell, EMPTY};
use super::mark::Mark;

#[derive(Debug, Clone, Default)]
pub struct Row {
    cells: Vec<Cell>,
    /// It goes on where the row above ended: one line of text in two rows.
    pub wrapped: bool,
    /// What a shell told of its prompts here.
    pub mark: Mark,
}

impl Row {
    pub fn of(cells: Vec<Cell>, wrapped: bool) -> Self {
        Self { cells, wrapped, mark: Mark::default() }
    }

    /// The same with a mark.
    pub fn marked(self, mark: Mark) -> Self {
        Self { mark, ..self }
    }

    /// A row of `cols` times `fill`.
    pub fn filled(cols: usize, fill: Cell) -> Self {
        let mut row = Self::default();
        row.fill(cols, fill);
        row
    }

    pub fn get(&self, at: usize) -> Cell {
        self.cells.get(at).copied().unwrap_or(EMPTY)
    }

    pub fn set(&mut self, at: usize, cell: Cell) {
        if at >= self.cells.len() {
            self.cells.resize(at, EMPTY);
            self.cells.push(cell);
        } else {
            self.cells[at] = cell;
        }
    }

    /// Writes characters of ASCII from `at`.
    pub fn write(&mut self, at: usize, text: &[u8], pen: &Cell) {
        if self.cells.len() == at {
            self.cells.resize(at + text.len(), *pen);
        } else {
            self.cells_mut(at, text.len()).fill(*pen);
        }
        for (cell, byte) in self.cells[at..].iter_mut().zip(text) {
            cell.set_ascii(*byte);
        }
    }

    /// `len` cells from `at` that may be written to.
    pub fn cells_mut(&mut self, at: usize, len: usize) -> &mut [Cell] {
        if self.cells.len() < at + len {
            self.cells.resize(at + len, EMPTY);
        }
        &mut self.cells[at..at + len]
    }

    /// The cells that were stored: all others are [`EMPTY`].
    pub fn stored(&self) -> &[Cell] {
        &self.cells
    }

    pub fn stored_mut(&mut self) -> &mut [Cell] {
        &mut self.cells
    }

    /// Makes it a row of `cols` times `fill`; whether it is wrapped stays.
    pub fn fill(&mut self, cols: usize, fill: Cell) {
        self.mark = Mark::default();
        self.cells.clear();
        if fill != EMPTY {
            self.cells.resize(cols, fill);
        }
    }

    pub fn fill_unprotected(&mut self, cols: usize, fill: Cell) {
        self.mark = Mark::default();
        for at in 0..cols {
            if !self.get(at).is_protected() {
                self.set(at, fill);
            }
        }
    }

    /// Forgets what is right of `cols`.
    pub fn truncate(&mut self, cols: usize) {
        self.cells.truncate(cols);
    }

    /// One past the last cell that has text.
    pub fn text_len(&self) -> usize {
        let last = self.cells.iter().rposition(Cell::has_text);
        last.map_or(0, |at| at + self.cells[at].width() as usize)
    }

    /// Moves the cells from `at` to the right by `n`, out of the row.
    pub fn insert(&mut self, cols: usize, at: usize, n: usize, fill: Cell) {
        // As xterm.js: a cursor that waits to wrap inserts at the left.
        let at = at % cols;
        if at > 0 && self.get(at - 1).width() == 2 {
            self.set(at - 1, Cell::empty(&fill));
        }
        let n = n.min(cols - at);
        let cells = self.cells_mut(0, cols);
        cells.copy_within(at..cols - n, at + n);
        cells[at..at + n].fill(fill);
        if cells[cols - 1].width() == 2 {
            cells[cols - 1] = Cell::empty(&fill);
        }
    }

    /// Moves the cells right of `at` + `n` to the left by `n`.
    pub fn delete(&mut self, cols: usize, at: usize, n: usize, fill: Cell) {
        let at = at % cols;
        let n = n.min(cols - at);
        let cells = self.cells_mut(0, cols);
        cells.copy_within(at + n..cols, at);
        cells[cols - n..].fill(fill);
        if at > 0 && cells[at - 1].width() == 2 {
            cells[at - 1] = Cell::empty(&fill);
        }
        if cells[at].is_right_half() {
            cells[at] = Cell::empty(&fill);
        }
    }

    /// Overwrites `from..to`; halves of wide characters at its ends go too.
    pub fn replace(&mut self, cols: usize, from: usize, to: usize, fill: Cell, keep_protected: bool) {
        let spared = |row: &Self, at: usize| keep_protected && row.get(at).is_protected();
        if from > 0 && self.get(from - 1).width() == 2 && !spared(self, from - 1) {
            self.set(from - 1, Cell::empty(&fill));
        }
        if to > 0 && to < cols && self.get(to - 1).width() == 2 && !spared(self, to) {
            self.set(to, Cell::empty(&fill));
        }
        for at in from..to.min(cols) {
            if !spared(self, at) {
                self.set(at, fill);
            }
        }
    }

    /// Copies `len` cells of another row, or what was this row before.
    pub fn copy_from(&mut self, source: &Self, from: usize, to: usize, len: usize) {
        for at in 0..len {
            self.set(to + at, source.get(from + at));
        }
    }
}
