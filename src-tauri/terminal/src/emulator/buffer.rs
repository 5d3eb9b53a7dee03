//! One of a terminal's two screens, with its scrollback.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::cell::{Cell, EMPTY};
use super::charset::Charset;
use super::mark::Mark;
use super::row::Row;
use super::scrollback::Scrollback;

/// What `DECSC` saves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Saved {
    pub x: usize,
    /// Counted from the first row of the scrollback, which may be gone since.
    pub y: usize,
    pub fg: u32,
    pub bg: u32,
    pub charset: Charset,
}

#[derive(Debug)]
pub struct Buffer {
    /// The rows above the screen.
    pub scrollback: Scrollback,
    /// Those of the screen. The alternate screen has none while the primary one shows.
    pub rows: VecDeque<Row>,
    /// The cursor; `x` is the number of columns when the next character wraps.
    pub x: usize,
    pub y: usize,
    /// The first and the last row that scroll.
    pub top: usize,
    pub bottom: usize,
    pub saved: Saved,
    /// By column; columns right of the screen keep theirs for when it grows.
    tabs: Vec<bool>,
    /// Rows kept, those of the screen included.
    pub max_rows: usize,
}

/// Where tabs stop unless a program says otherwise.
pub const TAB_COLS: usize = 8;

impl Buffer {
    pub fn new(cols: usize, rows: usize, max_rows: usize) -> Self {
        let mut buffer = Self {
            scrollback: Scrollback::default(),
            rows: VecDeque::new(),
            x: 0,
            y: 0,
            top: 0,
            bottom: rows - 1,
            saved: Saved::default(),
            tabs: Vec::new(),
            max_rows,
        };
        buffer.default_tabs(cols);
        buffer
    }

    /// Rows for a screen that has none yet.
    pub fn open(&mut self, cols: usize, rows: usize, fill: Cell) {
        if self.rows.is_empty() {
            self.rows.extend((0..rows).map(|_| Row::filled(cols, fill)));
        }
    }

    /// As new, but for what was saved.
    pub fn close(&mut self, cols: usize, rows: usize) {
        let saved = self.saved;
        *self = Self::new(cols, rows, self.max_rows);
        self.saved = saved;
    }

    /// The screen alone, without what was saved.
    pub fn screen(&self) -> Self {
        let (rows, tabs) = (self.rows.clone(), self.tabs.clone());
        Self { scrollback: Scrollback::default(), rows, saved: Saved::default(), tabs, ..*self }
    }

    /// Rows in all.
    pub fn len(&self) -> usize {
        self.scrollback.len() + self.rows.len()
    }

    /// All rows, the oldest first.
    pub fn all_rows(&self) -> impl Iterator<Item = Cow<'_, Row>> {
        self.scrollback.iter().map(Cow::Owned).chain(self.rows.iter().map(Cow::Borrowed))
    }

    /// Takes all rows out, to be flowed and set again.
    pub fn take_rows(&mut self) -> VecDeque<Row> {
        let screen = std::mem::take(&mut self.rows);
        std::mem::take(&mut self.scrollback).iter().chain(screen).collect()
    }

    /// Sets all rows, of which so many are above the screen.
    pub fn set_rows(&mut self, mut rows: VecDeque<Row>, above: usize) {
        self.scrollback = rows.drain(..above).collect();
        self.rows = rows;
    }

    /// The marks of rows, the lowest row first, and where on the screen the row is. Of the rows
    /// above it only those that have one.
    pub fn marks_mut(&mut self) -> impl Iterator<Item = (Option<usize>, &mut Mark)> {
        let screen = self.rows.iter_mut().enumerate().rev().map(|(y, row)| (Some(y), &mut row.mark));
        screen.chain(self.scrollback.marks_mut().rev().map(|mark| (None, mark)))
    }

    /// A row of the screen.
    pub fn row(&mut self, y: usize) -> &mut Row {
        &mut self.rows[y]
    }

    pub fn has_row(&self, y: usize) -> bool {
        y < self.rows.len()
    }

    /// Changes a row of the screen, or the last one above it.
    pub fn edit<T>(&mut self, y: Option<usize>, edit: impl FnOnce(&mut Row) -> T) -> Option<T> {
        let Some(y) = y else {
            let mut row = self.scrollback.pop()?;
            let edited = edit(&mut row);
            self.scrollback.push(&row);
            return Some(edited);
        };
        self.rows.get_mut(y).map(edit)
    }

    /// A row, counted from the oldest, begins a line from now on, wherever the one above ended.
    pub fn begin_line(&mut self, at: usize) {
        match at.checked_sub(self.scrollback.len()) {
            Some(y) => self.rows.get_mut(y).into_iter().for_each(|row| row.wrapped = false),
            None => self.scrollback.begin_line(at),
        }
    }

    pub fn default_tabs(&mut self, cols: usize) {
        self.tabs.clear();
        (0..cols).step_by(TAB_COLS).for_each(|at| self.set_tab(at, true));
    }

    pub fn set_tab(&mut self, at: usize, stop: bool) {
        if at >= self.tabs.len() {
            self.tabs.resize(at + 1, false);
        }
        self.tabs[at] = stop;
    }

    pub fn clear_tabs(&mut self) {
        self.tabs.clear();
    }

    pub fn is_tab(&self, at: usize) -> bool {
        self.tabs.get(at).copied().unwrap_or(false)
    }

    pub fn next_tab(&self, cols: usize, from: usize) -> usize {
        (from + 1..cols).find(|&at| self.is_tab(at)).unwrap_or(cols - 1)
    }

    pub fn previous_tab(&self, cols: usize, from: usize) -> usize {
        (0..from).rev().find(|&at| self.is_tab(at)).unwrap_or(0).min(cols - 1)
    }

    /// Tab stops for columns that a wider screen gains.
    pub fn extend_tabs(&mut self, cols: usize) {
        let last = if self.is_tab(cols) { cols } else { self.previous_tab(cols, cols) };
        (last..cols).step_by(TAB_COLS).for_each(|at| self.set_tab(at, true));
    }

    /// The region scrolls up by one row; off the top of the screen into the scrollback.
    pub fn scroll(&mut self, cols: usize, fill: Cell, wrapped: bool) {
        if self.top > 0 {
            self.rotate_up(self.top, self.bottom, cols, fill);
            self.rows[self.bottom].wrapped = wrapped;
            return;
        }
        let full = self.len() >= self.max_rows;
        // What goes at the top comes back in at the bottom, empty.
        let mut row = self.rows.pop_front().unwrap_or_default();
        if !full {
            self.scrollback.push(&row);
        } else if !self.scrollback.is_empty() {
            self.scrollback.forget(1);
            self.scrollback.push(&row);
        }
        row.fill(cols, fill);
        row.wrapped = wrapped;
        self.rows.insert(self.bottom, row);
    }

    /// Rows `from..=to` move up by one; a new one comes in at `to`.
    pub fn rotate_up(&mut self, from: usize, to: usize, cols: usize, fill: Cell) {
        if let Some(mut row) = self.rows.remove(from) {
            row.fill(cols, fill);
            row.wrapped = false;
            self.rows.insert(to, row);
        }
    }

    /// Rows `from..=to` move down by one; a new one comes in at `from`.
    pub fn rotate_down(&mut self, from: usize, to: usize, cols: usize, fill: Cell) {
        self.rotate_up(to, from, cols, fill);
    }

    /// Drops the scrollback.
    pub fn forget_scrollback(&mut self, rows: usize) {
        self.forget(self.len().saturating_sub(rows));
    }

    /// Drops the `n` oldest rows.
    fn forget(&mut self, n: usize) {
        let above = n.min(self.scrollback.len());
        self.scrollback.forget(above);
        self.rows.drain(..n - above);
    }

    /// Changes the size of a screen without scrollback, which never flows. See [`super::reflow`]
    /// for the other one.
    pub fn resize(&mut self, cols: usize, rows: usize) {
        (self.max_rows, self.bottom) = (rows, rows - 1);
        if self.rows.is_empty() {
            return;
        }
        while self.rows.len() > rows {
            if self.rows.len() > self.y + 1 {
                self.rows.pop_back();
            } else {
                self.rows.pop_front();
                self.saved.y = self.saved.y.saturating_sub(1);
            }
        }
        self.rows.resize_with(rows, || Row::filled(cols, EMPTY));
        self.x = self.x.min(cols - 1);
        self.y = self.y.min(rows - 1);
        self.saved.x = self.saved.x.min(cols - 1);
        self.top = 0;
    }
}
