//! A new size of a screen with scrollback. Lines that were wrapped are joined and wrapped anew;
//! the cursor and the one that was saved stay with their characters.
//!
//! `ui/src/terminal/reflow.ts` does the same in the window. xterm.js itself cuts the line that
//! the cursor is in, or leaves the cursor behind, and loses rows when it gets narrower.

use super::buffer::Buffer;
use super::cell::{Cell, EMPTY};
use super::row::Row;

/// A place that stays with its character: column, and row counted from the oldest.
#[derive(Debug, Clone, Copy)]
struct Mark {
    x: usize,
    y: usize,
}

/// Changes the size of a buffer, and how many rows it keeps, those of the screen included.
pub fn resize(buffer: &mut Buffer, old_cols: usize, cols: usize, rows: usize, max_rows: usize) {
    let above = buffer.scrollback.len();
    let mut cursor = Mark { x: buffer.x, y: above + buffer.y };
    let mut saved = Mark { x: buffer.saved.x, y: buffer.saved.y };
    if cols != old_cols {
        let mut top = Mark { x: 0, y: above };
        let rows = rewrap(buffer, old_cols, cols, [&mut cursor, &mut saved, &mut top]);
        buffer.set_rows(rows.into(), top.y);
    }
    let base = settle(buffer, cursor.y, cols, rows);
    let over = buffer.len().saturating_sub(max_rows);
    buffer.scrollback.forget(over);
    (buffer.x, buffer.y) = (cursor.x, cursor.y - base);
    (buffer.saved.x, buffer.saved.y) = (saved.x, saved.y.saturating_sub(over));
    (buffer.top, buffer.bottom) = (0, rows - 1);
    buffer.max_rows = max_rows;
}

/// Takes rows in from the scrollback, or gives it some, until the screen has `rows` rows; returns
/// how many are above it. Empty rows at its end go first, and come first.
fn settle(buffer: &mut Buffer, cursor: usize, cols: usize, rows: usize) -> usize {
    let (above, total) = (buffer.scrollback.len(), buffer.len());
    let text = buffer.rows.iter().rposition(|row| row.text_len() > 0).map_or(0, |y| above + y + 1);
    let used = text.max(cursor + 1);
    let base = if total >= above + rows {
        // The cursor stays on the screen, whatever is below it.
        (used.max(above + rows) - rows).min(cursor)
    } else if used < total {
        above
    } else {
        total.saturating_sub(rows)
    };
    for _ in above..base {
        if let Some(row) = buffer.rows.pop_front() {
            buffer.scrollback.push(&row);
        }
    }
    for _ in base..above {
        buffer.scrollback.pop().into_iter().for_each(|row| buffer.rows.push_front(row));
    }
    buffer.rows.resize_with(rows, || Row::filled(cols, EMPTY));
    base
}

/// Takes all rows out, wraps their lines anew, and moves the marks along.
fn rewrap(buffer: &mut Buffer, old_cols: usize, cols: usize, mut marks: [&mut Mark; 3]) -> Vec<Row> {
    let old = buffer.take_rows();
    let old_len = old.len();
    let mut rows = Vec::with_capacity(old_len);
    let mut old = old.into_iter().peekable();
    let (mut at, mut moved) = (0, marks.each_ref().map(|mark| **mark));
    while let Some(first) = old.next() {
        let mut line = vec![first];
        while let Some(row) = old.next_if(|row| row.wrapped) {
            line.push(row);
        }
        let here = at..at + line.len();
        at = here.end;
        let wrapped = Wrapped::new(line, old_cols, cols);
        for (mark, moved) in marks.iter().zip(&mut moved).filter(|(mark, _)| here.contains(&mark.y)) {
            *moved = wrapped.place(mark.x, mark.y - here.start);
            moved.y += rows.len();
        }
        rows.extend(wrapped.rows);
    }
    for (mark, moved) in marks.iter_mut().zip(moved) {
        // A cursor may have been saved in a row that is gone since.
        let gone = Mark { x: mark.x.min(cols), y: (rows.len() + mark.y).saturating_sub(old_len) };
        **mark = if mark.y < old_len { moved } else { gone };
    }
    rows
}

/// A line that was wrapped anew.
struct Wrapped {
    rows: Vec<Row>,
    cols: usize,
    /// How many cells of the old rows were text, …
    old_lens: Vec<usize>,
    /// … and where the new ones end, counted in the line.
    ends: Vec<usize>,
}

impl Wrapped {
    fn new(mut line: Vec<Row>, old_cols: usize, cols: usize) -> Self {
        let old_lens: Vec<usize> = (0..line.len()).map(|at| text_len(&line, at, old_cols)).collect();
        if let ([row], [len]) = (&mut line[..], &old_lens[..])
            && *len <= cols
        {
            row.truncate(cols);
            return Self { ends: vec![*len], rows: line, cols, old_lens };
        }
        let cells: Vec<Cell> =
            line.iter().zip(&old_lens).flat_map(|(row, &len)| (0..len).map(|at| row.get(at))).collect();
        let mut ends = Vec::new();
        let mut from = 0;
        while cells.len() - from > cols {
            // A wide character does not hang over the edge.
            from += cols - usize::from(cells[from + cols - 1].width() == 2);
            ends.push(from);
        }
        ends.push(cells.len());
        let begins = [0].into_iter().chain(ends.iter().copied());
        let rows = begins.zip(&ends).map(|(begin, &end)| {
            let wrapped = begin > 0 || line.first().is_some_and(|row| row.wrapped);
            Row::of(cells[begin..end].to_vec(), wrapped)
        });
        let mut wrapped = Self { rows: rows.collect(), cols, old_lens, ends };
        for (y, row) in line.iter().enumerate() {
            let to = wrapped.place(0, y).y;
            wrapped.rows[to].mark.take_in(row.mark);
        }
        wrapped
    }

    /// Where a place in the old rows is now. Behind a character that ends at the edge, and ends
    /// the line, it waits to wrap.
    fn place(&self, x: usize, y: usize) -> Mark {
        let in_text = x.min(self.old_lens[y]);
        let beyond = if y + 1 == self.old_lens.len() { x - in_text } else { 0 };
        let at = self.old_lens[..y].iter().sum::<usize>() + in_text;
        let y = self.ends.iter().position(|&end| at < end).unwrap_or(self.ends.len() - 1);
        let begin = y.checked_sub(1).map_or(0, |before| self.ends[before]);
        let x = at - begin;
        Mark { x: if beyond > 0 { (x + beyond).min(self.cols - 1) } else { x }, y }
    }
}

/// How much of a row of a line is text; its last cell is not where a wide
/// character did not fit.
fn text_len(line: &[Row], at: usize, cols: usize) -> usize {
    if at + 1 == line.len() {
        return line[at].text_len().min(cols);
    }
    let last = line[at].get(cols - 1);
    let left_out = !last.has_text() && last.width() == 1 && line[at + 1].get(0).width() == 2;
    if left_out { cols - 1 } else { cols }
}

#[cfg(test)]
mod tests;
