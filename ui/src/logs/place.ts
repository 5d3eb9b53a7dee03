// Where a view of rows stands, in rows rather than pixels: a million rows of unknown height have no
// pixels that could be counted. Pure.

/** The row at the top edge, and how much of it lies above that edge, px. */
export interface Place {
  row: number;
  offset: number;
}

/** What is known of the rows. */
export interface Rows {
  count: number;
  /** Of the view, px. */
  view: number;
  /** Of a row, px: measured, or a guess. */
  height: (row: number) => number;
}

export const TOP: Place = { row: 0, offset: 0 };
/**
 * The greatest height of what is scrolled, px. Web views count in single precision: beyond 2^23 a pixel has
 * no number of its own, and beyond 2^25 nothing is laid out.
 */
export const TALLEST = 8_000_000;

/** The place at which the last row ends at the bottom edge. */
export function endOf({ count, view, height }: Rows): Place {
  let room = view;
  for (let row = count - 1; row >= 0; row--) {
    const tall = height(row);
    if (tall >= room) return { row, offset: tall - room };
    room -= tall;
  }
  return TOP;
}

export function isBefore(a: Place, b: Place): boolean {
  return a.row < b.row || (a.row === b.row && a.offset < b.offset);
}

/** The place `by` px further down, or up; no further than to the first row or the end. */
export function moved(place: Place, by: number, rows: Rows): Place {
  let { row } = place;
  let offset = place.offset + by;
  while (offset < 0 && row > 0) {
    row--;
    offset += rows.height(row);
  }
  if (offset < 0) return TOP;
  while (row < rows.count - 1 && offset >= rows.height(row)) {
    offset -= rows.height(row);
    row++;
  }
  return within({ row, offset }, rows);
}

/** The place, or the end where it lies beyond that. */
export function within(place: Place, rows: Rows): Place {
  const end = endOf(rows);
  return isBefore(end, place) ? end : place;
}

/** The place at which a row is in sight: as it is where the row is, else with as little movement as needed. */
export function showing(row: number, place: Place, rows: Rows): Place {
  if (row < place.row || (row === place.row && place.offset > 0)) return { row, offset: 0 };
  let below = -place.offset;
  for (let at = place.row; at <= row; at++) {
    below += rows.height(at);
    if (below > rows.view && at < row) return endOf({ ...rows, count: row + 1 });
  }
  return below <= rows.view ? place : endOf({ ...rows, count: row + 1 });
}

/** The place at which a row stands a third below the top. */
export function around(row: number, rows: Rows): Place {
  const above = moved({ row, offset: 0 }, -Math.floor(rows.view / 3), rows);
  return within(above, rows);
}

/** How far a place is from the first row to the end, 0 to 1. */
export function shareOf(place: Place, rows: Rows): number {
  const whole = inRows(endOf(rows), rows);
  return whole === 0 ? 0 : Math.min(1, inRows(place, rows) / whole);
}

/** The place that is so far from the first row to the end. */
export function placeAt(share: number, rows: Rows): Place {
  const at = share * inRows(endOf(rows), rows);
  const row = Math.min(Math.floor(at), Math.max(0, rows.count - 1));
  return within({ row, offset: (at - row) * rows.height(row) }, rows);
}

function inRows({ row, offset }: Place, { height }: Rows): number {
  return offset === 0 ? row : row + offset / height(row);
}
