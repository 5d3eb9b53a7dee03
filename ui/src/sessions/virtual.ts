// Which rows of a long list are worth drawing. Rows have one height, so this is
// arithmetic, and the list stays one accessible grid.

interface Slice {
  /** First row to draw. */
  from: number;
  /** One past the last row to draw. */
  to: number;
}

/** Rows drawn beyond each edge, so that a quick scroll shows no holes. */
const OVERSCAN = 8;

/**
 * The rows of a block that are in sight.
 * @param count rows in the block
 * @param rowHeight pixels
 * @param top where the block's first row lies below the top of the viewport, pixels; negative when scrolled past
 * @param height of the viewport, pixels; 0 when nothing has been laid out yet
 */
export function visibleRows(count: number, rowHeight: number, top: number, height: number): Slice {
  const viewport = height > 0 ? height : 1000;
  const from = Math.max(0, Math.floor(-top / rowHeight) - OVERSCAN);
  const to = Math.min(count, Math.ceil((viewport - top) / rowHeight) + OVERSCAN);
  return from < to ? { from, to } : { from: 0, to: 0 };
}

/** Where each group of rows starts: rows before it, and pixels above its first row. */
export function groupStarts(
  counts: readonly number[],
  rowHeight: number,
  headHeight: number,
): { before: number; top: number }[] {
  let before = 0;
  let top = 0;
  return counts.map((count) => {
    const start = { before, top: top + headHeight };
    before += count;
    top += headHeight + count * rowHeight;
    return start;
  });
}

/** The rows of all groups that are drawn. */
export function rowsInSight<Row>(
  groups: readonly { sessions: readonly Row[] }[],
  starts: readonly { top: number }[],
  rowHeight: number,
  scrollTop: number,
  height: number,
): Row[] {
  return groups.flatMap(({ sessions }, g) => {
    const top = (starts[g]?.top ?? 0) - scrollTop;
    const { from, to } = visibleRows(sessions.length, rowHeight, top, height);
    return sessions.slice(from, to);
  });
}
