// Finds a line again after the filter has changed. Pure.

import type { LogRow } from '../backend/port';

/**
 * The row of a line, or the first one behind it where it is no row any more; -1 where there are no rows.
 * @param read a row; undefined where it can't be had
 * @param ordered numbers of lines grow from row to row, as in one log; else times do
 */
export async function seek(
  line: LogRow,
  rows: number,
  ordered: boolean,
  read: (row: number) => Promise<LogRow | undefined>,
): Promise<number> {
  const key = (row: LogRow): number => (ordered ? row.line : (timeOf(row) ?? Number.NEGATIVE_INFINITY));
  const wanted = key(line);
  let [from, to] = [0, rows];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const row = await read(middle);
    if (!row) return -1;
    if (key(row) < wanted) from = middle + 1;
    else to = middle;
  }
  return Math.min(from, rows - 1);
}

function timeOf(row: LogRow): number | null {
  return row.kind === 'line' ? row.at : row.began;
}
