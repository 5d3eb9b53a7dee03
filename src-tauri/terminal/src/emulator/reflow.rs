//! Text that flows to a new width, as in xterm.js: lines that were wrapped are
//! joined and wrapped anew, except for the one that the cursor is in.

use std::collections::VecDeque;

use super::buffer::Buffer;
use super::cell::EMPTY;
use super::row::Row;

/// All rows of a buffer, of which `base` are above the screen.
struct Flow {
    rows: VecDeque<Row>,
    base: usize,
}

/// Flows the rows of a buffer whose rows were resized already.
pub fn reflow(buffer: &mut Buffer, old_cols: usize, cols: usize, rows: usize) {
    let mut flow = Flow { base: buffer.scrollback.len(), rows: buffer.take_rows() };
    if cols > old_cols {
        widen(buffer, &mut flow, old_cols, cols, rows);
    } else if cols < old_cols {
        narrow(buffer, &mut flow, old_cols, cols, rows);
    }
    buffer.set_rows(flow.rows, flow.base);
}

/// The first row of each line and one past its last. Rows that no line's first
/// row precedes are a line, too.
fn lines(rows: &VecDeque<Row>) -> Vec<(usize, usize)> {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        match lines.last_mut() {
            Some((_, end)) if row.wrapped => *end = at + 1,
            _ => lines.push((at, at + 1)),
        }
    }
    lines
}

/// How much of a row of a line is text; its last cell is not where a wide
/// character did not fit.
fn text_len(line: &[Row], at: usize, cols: usize) -> usize {
    if at + 1 == line.len() {
        return line[at].text_len();
    }
    let last = line[at].get(cols - 1);
    let left_out = !last.has_text() && last.width() == 1 && line[at + 1].get(0).width() == 2;
    if left_out { cols - 1 } else { cols }
}

fn widen(buffer: &mut Buffer, flow: &mut Flow, old_cols: usize, cols: usize, rows: usize) {
    let cursor = flow.base + buffer.y;
    let mut removed = 0;
    let mut kept = Vec::with_capacity(flow.rows.len());
    let lines = lines(&flow.rows);
    let mut old = std::mem::take(&mut flow.rows).into_iter();
    for (from, to) in lines {
        let mut line: Vec<Row> = old.by_ref().take(to - from).collect();
        if line.len() > 1 && !(from..to).contains(&cursor) {
            let gone = widen_line(&mut line, old_cols, cols);
            line.truncate(line.len() - gone);
            removed += gone;
        }
        kept.extend(line);
    }
    flow.rows = kept.into();
    for _ in 0..removed {
        if flow.base > 0 {
            flow.base -= 1;
        } else {
            buffer.y = buffer.y.saturating_sub(1);
            if flow.rows.len() < rows {
                flow.rows.push_back(Row::filled(cols, EMPTY));
            }
        }
    }
    buffer.saved.y = buffer.saved.y.saturating_sub(removed);
}

/// Moves a line's text up into wider rows; returns how many rows at its end are free.
fn widen_line(line: &mut [Row], old_cols: usize, cols: usize) -> usize {
    let (mut to, mut to_col) = (0, text_len(line, 0, old_cols));
    let (mut from, mut from_col) = (1, 0);
    while from < line.len() {
        let len = text_len(line, from, old_cols);
        let n = (len - from_col).min(cols - to_col);
        copy(line, from, from_col, to, to_col, n);
        to_col += n;
        if to_col == cols {
            to += 1;
            to_col = 0;
        }
        from_col += n;
        if from_col == len {
            from += 1;
            from_col = 0;
        }
        // A wide character does not hang over the edge.
        if to_col == 0 && to > 0 && line[to - 1].get(cols - 1).width() == 2 {
            copy(line, to - 1, cols - 1, to, 0, 1);
            to_col = 1;
            line[to - 1].set(cols - 1, EMPTY);
        }
    }
    if let Some(row) = line.get_mut(to) {
        row.replace(cols, to_col, cols, EMPTY, false);
    }
    (1..line.len()).rev().take_while(|&at| at > to || line[at].text_len() == 0).count()
}

fn copy(line: &mut [Row], from: usize, from_col: usize, to: usize, to_col: usize, n: usize) {
    let source = line[from].clone();
    line[to].copy_from(&source, from_col, to_col, n);
}

fn narrow(buffer: &mut Buffer, flow: &mut Flow, old_cols: usize, cols: usize, rows: usize) {
    let most = buffer.max_rows;
    let mut added = 0;
    let mut len = flow.rows.len();
    let lines = lines(&flow.rows);
    let mut split: Vec<Split> = Vec::with_capacity(lines.len());
    for (from, to) in lines.into_iter().rev() {
        let mut line: Vec<Row> = flow.rows.drain(from..to).collect();
        let fits = line.len() == 1 && !line[0].wrapped && line[0].text_len() <= cols;
        let cursor = flow.base + buffer.y;
        if fits || (from..to).contains(&cursor) {
            split.push(Split { old: line.len(), rows: line });
            continue;
        }
        let old = line.len();
        let more = wrap(&mut line, old_cols, cols);
        split.push(Split { old, rows: line });
        let trimmed = if flow.base == 0 && buffer.y + 1 != len {
            (buffer.y + more).saturating_sub(most)
        } else {
            (len + more).saturating_sub(most)
        };
        added += more;
        for _ in 0..more.saturating_sub(trimmed) {
            if flow.base == 0 {
                if buffer.y < rows - 1 {
                    buffer.y += 1;
                    // An empty row at the bottom makes room.
                    len -= 1;
                    drop_last(&mut split);
                } else {
                    flow.base += 1;
                }
            } else if flow.base < most.min(len + added) - rows {
                flow.base += 1;
            }
        }
        buffer.saved.y = (buffer.saved.y + more).min(flow.base + rows - 1);
    }
    flow.rows = split.into_iter().rev().flat_map(|line| line.rows).collect();
    let over = flow.rows.len().saturating_sub(most);
    flow.rows.drain(..over);
    // xterm.js may point below its last row here, and fail on the next character.
    flow.base = flow.base.min(flow.rows.len().saturating_sub(rows));
    for row in &mut flow.rows {
        row.truncate(cols);
    }
}

/// A line after wrapping, and how many rows it had before.
struct Split {
    rows: Vec<Row>,
    old: usize,
}

/// Takes the last row that was there before, of lines from the last upwards.
fn drop_last(lines: &mut [Split]) {
    if let Some(line) = lines.iter_mut().find(|line| line.old > 0) {
        line.old -= 1;
        line.rows.remove(line.old);
    }
}

/// Wraps a line at a smaller width; returns by how many rows it grew.
fn wrap(line: &mut Vec<Row>, old_cols: usize, cols: usize) -> usize {
    let lengths = new_lengths(line, old_cols, cols);
    let old_len = line.len();
    let last_len = line[old_len - 1].text_len();
    let more = lengths.len().saturating_sub(old_len);
    line.extend((0..more).map(|_| Row::continued()));
    // From the end, so that no cell is overwritten before it was moved.
    let (Some(mut to), mut from) = (lengths.len().checked_sub(1), old_len - 1) else { return more };
    let (mut to_col, mut from_col) = (lengths[to], last_len);
    if to_col == 0 {
        let Some(before) = to.checked_sub(1) else { return more };
        to = before;
        to_col = lengths[to];
    }
    loop {
        let n = from_col.min(to_col);
        copy(line, from, from_col - n, to, to_col - n, n);
        to_col -= n;
        if to_col == 0 {
            let Some(before) = to.checked_sub(1) else { break };
            to = before;
            to_col = lengths[to];
        }
        from_col -= n;
        if from_col == 0 {
            let Some(before) = from.checked_sub(1) else { break };
            from = before;
            from_col = text_len(&line[..old_len + more], from, old_cols);
        }
    }
    for (row, &len) in line.iter_mut().zip(&lengths) {
        if len < cols {
            row.set(len, EMPTY);
        }
    }
    more
}

/// How long the rows of a line are at a smaller width: a wide character that does
/// not fit leaves a cell free.
fn new_lengths(line: &[Row], old_cols: usize, cols: usize) -> Vec<usize> {
    let needed: usize = (0..line.len()).map(|at| text_len(line, at, old_cols)).sum();
    let mut lengths = Vec::new();
    let (mut from_col, mut from, mut have) = (0, 0, 0);
    while have < needed {
        if needed - have < cols {
            lengths.push(needed - have);
            break;
        }
        from_col += cols;
        let len = text_len(line, from, old_cols);
        if from_col > len {
            from_col -= len;
            from += 1;
        }
        let cut = line[from].get(from_col - 1).width() == 2;
        from_col -= usize::from(cut);
        let len = cols - usize::from(cut);
        lengths.push(len);
        have += len;
    }
    lengths
}
