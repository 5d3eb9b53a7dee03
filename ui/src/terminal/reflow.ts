// A new size for a terminal. xterm.js 6.0.0 cuts the line that the cursor is in when it gets
// narrower; with its option `reflowCursorLine` it wraps that line, but leaves the cursor
// behind. It also writes rows that do not fit below index 0 of a full scrollback, drops text
// below the cursor though rows above could scroll away, and keeps the closed alternate screen
// as high as it was. The screen model would show something else after each of these.
//
// So this is the model's own way (`emulator/reflow.rs`): lines that were wrapped are joined and
// wrapped anew, and everything that has a place stays with its character. The model's oracle
// tests load this file, so it imports nothing but types.

import type { Terminal } from '@xterm/xterm';

interface Line {
  length: number;
  isWrapped: boolean;
  getTrimmedLength(): number;
  getWidth(x: number): number;
  hasContent(x: number): number;
  copyCellsFrom(source: Line, from: number, to: number, length: number, backwards: boolean): void;
  resize(cols: number, fill: unknown): boolean;
}

interface Lines {
  length: number;
  maxLength: number;
  get(y: number): Line | undefined;
  set(y: number, line: Line): void;
}

interface Buffer {
  lines: Lines;
  x: number;
  y: number;
  ybase: number;
  ydisp: number;
  savedX: number;
  savedY: number;
  scrollTop: number;
  scrollBottom: number;
  markers: { line: number; dispose(): void }[];
  _cols: number;
  _rows: number;
  getNullCell(): unknown;
  getBlankLine(fill: undefined, isWrapped: boolean): Line;
  resize(cols: number, rows: number): void;
  _getCorrectBufferLength(rows: number): number;
}

interface Core {
  _bufferService: { buffers: { normal: Buffer; alt: Buffer; reset(): void } };
}

/** A place that stays with its character: column, and row counted from the oldest. */
interface Mark {
  x: number;
  y: number;
}

/** Makes a terminal keep all text, and the cursor with it, when its size changes. */
export function keepTextOnResize(terminal: Terminal): void {
  const { buffers } = (terminal as unknown as { _core: Core })._core._bufferService;
  const adopt = (): void => {
    const { normal, alt } = buffers;
    normal.resize = (cols, rows) => resize(normal, cols, rows);
    const resizeAlt = alt.resize.bind(alt);
    alt.resize = (cols, rows) => {
      resizeAlt(cols, rows);
      if (alt.lines.length === 0) alt.lines.maxLength = rows;
      for (const line of all(alt)) line.resize(cols, alt.getNullCell());
    };
  };
  const reset = buffers.reset.bind(buffers);
  buffers.reset = () => {
    reset();
    adopt();
  };
  adopt();
}

function all({ lines }: Buffer): Line[] {
  return Array.from({ length: lines.length }, (_, y) => lines.get(y)).filter((line) => line !== undefined);
}

function resize(buffer: Buffer, cols: number, rows: number): void {
  const atBottom = buffer.ydisp === buffer.ybase;
  const cursor = { x: buffer.x, y: buffer.ybase + buffer.y };
  const saved = { x: buffer.savedX, y: buffer.savedY };
  const top = { x: 0, y: buffer.ybase };
  const view = { x: 0, y: buffer.ydisp };
  const markers = buffer.markers.map((marker) => ({ marker, x: 0, y: marker.line }));
  const old = all(buffer);
  const lines = cols === buffer._cols ? old : rewrap(buffer, old, cols, [cursor, saved, top, view, ...markers]);
  const base = settle(lines, cursor.y, top.y, rows);
  while (lines.length < base + rows) lines.push(buffer.getBlankLine(undefined, false));
  lines.length = base + rows;
  const most = buffer._getCorrectBufferLength(rows);
  const over = Math.max(lines.length - most, 0);
  lines.splice(0, over);
  for (const line of lines) line.resize(cols, buffer.getNullCell());

  buffer.lines.maxLength = most;
  buffer.lines.length = lines.length;
  lines.forEach((line, y) => buffer.lines.set(y, line));
  buffer.ybase = base - over;
  buffer.ydisp = atBottom ? buffer.ybase : Math.min(Math.max(view.y - over, 0), buffer.ybase);
  buffer.x = cursor.x;
  buffer.y = cursor.y - base;
  buffer.savedX = saved.x;
  buffer.savedY = Math.max(saved.y - over, 0);
  buffer.scrollTop = 0;
  buffer.scrollBottom = rows - 1;
  buffer._cols = cols;
  buffer._rows = rows;
  for (const { marker, y } of markers) {
    if (y >= over && y - over < lines.length) marker.line = y - over;
    else marker.dispose();
  }
}

/**
 * How many rows are above the screen, of which it was `above` before: it takes rows in from the
 * scrollback, or gives it some. Empty rows at its end go first, and come first.
 */
function settle(lines: readonly Line[], cursor: number, above: number, rows: number): number {
  let used = lines.length;
  while (used > cursor + 1 && lines[used - 1]?.getTrimmedLength() === 0) used--;
  // The cursor stays on the screen, whatever is below it.
  if (lines.length >= above + rows) return Math.min(Math.max(used, above + rows) - rows, cursor);
  return used < lines.length ? above : Math.max(lines.length - rows, 0);
}

/** Wraps all lines anew, and moves the marks along. */
function rewrap(buffer: Buffer, old: readonly Line[], cols: number, marks: readonly Mark[]): Line[] {
  const rows: Line[] = [];
  const waiting = [...marks].sort((a, b) => a.y - b.y).values();
  let mark = waiting.next().value;
  for (let at = 0, end = 1; at < old.length; at = end++) {
    while (old[end]?.isWrapped) end++;
    const first = old[at];
    // Most lines are as they were.
    if (first && end === at + 1 && first.getTrimmedLength() <= cols && !(mark && mark.y < end)) {
      rows.push(first);
      continue;
    }
    const line = old.slice(at, end);
    const lengths = line.map((_, y) => textLength(line, y, buffer._cols));
    const ends = wrap(line, lengths, cols);
    for (; mark && mark.y < end; mark = waiting.next().value) {
      place(mark, mark.y - at, lengths, ends, cols);
      mark.y += rows.length;
    }
    if (line.length === 1 && ends.length === 1 && first) rows.push(first);
    else rows.push(...copy(buffer, line, lengths, ends));
  }
  // A cursor may have been saved in a row that is gone since.
  for (; mark; mark = waiting.next().value) {
    mark.x = Math.min(mark.x, cols);
    mark.y = Math.max(rows.length + mark.y - old.length, 0);
  }
  return rows;
}

/** Where the new rows of a line end, counted in the line. */
function wrap(line: readonly Line[], lengths: readonly number[], cols: number): number[] {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const ends: number[] = [];
  let end = 0;
  let y = 0;
  let before = 0;
  while (total - end > cols) {
    end += cols;
    // The row that the last cell comes from.
    while (end - 1 >= before + (lengths[y] ?? 0)) before += lengths[y++] ?? 0;
    // A wide character does not hang over the edge.
    if (line[y]?.getWidth(end - 1 - before) === 2) end--;
    ends.push(end);
  }
  ends.push(total);
  return ends;
}

/** The cells of a line in new rows. */
function copy(buffer: Buffer, line: readonly Line[], lengths: readonly number[], ends: readonly number[]): Line[] {
  let at = 0;
  let y = 0;
  let x = 0;
  return ends.map((end, row) => {
    const to = buffer.getBlankLine(undefined, row > 0 || line[0]?.isWrapped === true);
    const begin = at;
    while (at < end) {
      const length = lengths[y] ?? 0;
      const count = Math.min(end - at, length - x);
      const from = line[y];
      if (from) to.copyCellsFrom(from, x, at - begin, count, false);
      at += count;
      x += count;
      if (x === length) [x, y] = [0, y + 1];
    }
    return to;
  });
}

/**
 * Moves a mark from row `y` of a line to where it is in its new rows. Behind a character that
 * ends at the edge, and ends the line, it waits to wrap.
 */
function place(mark: Mark, y: number, lengths: readonly number[], ends: readonly number[], cols: number): void {
  const inText = Math.min(mark.x, lengths[y] ?? 0);
  const beyond = y + 1 === lengths.length ? mark.x - inText : 0;
  const at = lengths.slice(0, y).reduce((sum, length) => sum + length, inText);
  const row = ends.findIndex((end) => at < end);
  mark.y = row < 0 ? ends.length - 1 : row;
  const x = at - (ends[mark.y - 1] ?? 0);
  mark.x = beyond > 0 ? Math.min(x + beyond, cols - 1) : x;
}

/** How much of a row of a line is text; its last cell is not where a wide character did not fit. */
function textLength(line: readonly Line[], y: number, cols: number): number {
  const row = line[y];
  const next = line[y + 1];
  if (!row) return 0;
  if (!next) return Math.min(row.getTrimmedLength(), cols);
  const leftOut = !row.hasContent(cols - 1) && row.getWidth(cols - 1) === 1 && next.getWidth(0) === 2;
  return leftOut ? cols - 1 : cols;
}
