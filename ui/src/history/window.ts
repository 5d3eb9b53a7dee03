// Which lines of a long log are shown at once. Pure.

/** Lines that a page of a log has: what a terminal holds without being slow. */
export const LINES = 10_000;

export interface LogWindow {
  /** The number of the first line, counted from 1. */
  from: number;
  count: number;
}

/** The lines around one, or the last ones. */
export function windowAt(line: number | null, total: number): LogWindow {
  const last = Math.max(1, total - LINES + 1);
  const from = line === null ? last : Math.min(last, Math.max(1, line - LINES / 2));
  return { from, count: Math.min(LINES, Math.max(0, total - from + 1)) };
}

/** The lines before these, or after them; null where there are none. */
export function beside({ from, count }: LogWindow, way: 'earlier' | 'later', total: number): LogWindow | null {
  if (way === 'earlier') {
    if (from <= 1) return null;
    const start = Math.max(1, from - LINES);
    return { from: start, count: Math.min(LINES, total - start + 1) };
  }
  const start = from + count;
  return start > total ? null : { from: start, count: Math.min(LINES, total - start + 1) };
}

const LINE_FEED = 10;

/** Where the line of this place begins and ends in a log, its line feed left out; null where it is not in it. */
export function lineIn(log: Uint8Array, place: number): { from: number; to: number } | null {
  let from = 0;
  for (let passed = 0; passed < place; passed++) {
    const end = log.indexOf(LINE_FEED, from);
    if (end < 0) return null;
    from = end + 1;
  }
  if (from >= log.length) return null;
  const end = log.indexOf(LINE_FEED, from);
  const to = end < 0 ? log.length : end;
  return { from, to: log[to - 1] === 13 && to > from ? to - 1 : to };
}
