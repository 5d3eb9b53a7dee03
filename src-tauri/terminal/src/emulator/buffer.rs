//! One of a terminal's two screens, with its scrollback.

use std::collections::VecDeque;

use super::cell::{Cell, EMPTY};
use super::charset::Charset;
use super::row::Row;

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
    /// Scrollback and screen. The alternate screen has none while the primary one shows.
    pub rows: VecDeque<Row>,
    /// Rows above the screen.
    pub base: usize,
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
    pub most: usize,
}

/// Where tabs stop unless a program says otherwise.
pub const TAB: usize = 8;

impl Buffer {
    pub fn new(cols: usize, rows: usize, most: usize) -> Self {
        let mut buffer = Self {
            rows: VecDeque::new(),
            base: 0,
            x: 0,
            y: 0,
            top: 0,
            bottom: rows - 1,
            saved: Saved::default(),
            tabs: Vec::new(),
            most,
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
        *self = Self::new(cols, rows, self.most);
        self.saved = saved;
    }

    /// The screen alone, without what was saved.
    pub fn screen(&self) -> Self {
        let rows = self.rows.iter().skip(self.base).cloned().collect();
        let tabs = self.tabs.clone();
        Self { rows, base: 0, saved: Saved::default(), tabs, ..*self }
    }

    /// A row of the screen.
    pub fn row(&mut self, y: usize) -> &mut Row {
        &mut self.rows[self.base + y]
    }

    pub fn has_row(&self, y: usize) -> bool {
        self.base + y < self.rows.len()
    }

    pub fn default_tabs(&mut self, cols: usize) {
        self.tabs.clear();
        (0..cols).step_by(TAB).for_each(|at| self.set_tab(at, true));
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
        (last..cols).step_by(TAB).for_each(|at| self.set_tab(at, true));
    }

    /// The region scrolls up by one row; off the top of the screen into the scrollback.
    pub fn scroll(&mut self, cols: usize, fill: Cell, wrapped: bool) {
        let (top, bottom) = (self.base + self.top, self.base + self.bottom);
        if self.top > 0 {
            self.rotate_up(top, bottom, cols, fill);
            self.rows[bottom].wrapped = wrapped;
            return;
        }
        let mut row = Row::default();
        if self.rows.len() >= self.most {
            // The row that falls out at the top comes back in at the bottom.
            row = self.rows.pop_front().unwrap_or_default();
        } else {
            self.base += 1;
        }
        row.fill(cols, fill);
        row.wrapped = wrapped;
        self.rows.insert(self.base + self.bottom, row);
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
        let above = self.rows.len().saturating_sub(rows);
        self.rows.drain(..above);
        self.base = self.base.saturating_sub(above);
    }

    /// The first half of a resize: rows are added or taken. `cols` grow here, too;
    /// where text flows to a new width, [`super::reflow`] does the rest.
    pub fn resize_rows(&mut self, cols: usize, rows: usize, old_rows: usize, most: usize) {
        if !self.rows.is_empty() {
            let mut down = 0;
            for _ in old_rows..rows {
                if self.rows.len() < rows + self.base {
                    if self.base > 0 && self.rows.len() <= self.base + self.y + down + 1 {
                        self.base -= 1;
                        down += 1;
                    } else {
                        self.rows.push_back(Row::filled(cols, EMPTY));
                    }
                }
            }
            for _ in rows..old_rows {
                if self.rows.len() > rows + self.base {
                    if self.rows.len() > self.base + self.y + 1 {
                        self.rows.pop_back();
                    } else {
                        self.base += 1;
                    }
                }
            }
            let over = self.rows.len().saturating_sub(most);
            if over > 0 {
                self.rows.drain(..over);
                self.base = self.base.saturating_sub(over);
                self.saved.y = self.saved.y.saturating_sub(over);
            }
            self.x = self.x.min(cols - 1);
            self.y = self.y.min(rows - 1) + down;
            self.saved.x = self.saved.x.min(cols - 1);
            self.top = 0;
        }
        self.most = most;
        self.bottom = rows - 1;
    }
}
