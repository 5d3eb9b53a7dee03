// Whether a view of lines goes along with the end, or stays where the person reads. Pure.

/** At the end and goes along, or at a place: then how many rows there were when it was left there. */
export type Following = { at: 'end' } | { at: 'place'; seen: number };

export const AT_END: Following = { at: 'end' };

/** The person went to a place, or further from one. What came since the first of these steps is new. */
export function paused(before: Following, rows: number): Following {
  return before.at === 'place' ? before : { at: 'place', seen: rows };
}

/** Rows came at the end, and `removed` fell off the front. */
export function grown(before: Following, removed: number): Following {
  return before.at === 'end' || removed === 0 ? before : { at: 'place', seen: Math.max(0, before.seen - removed) };
}

/** The rows are others, as after another filter: none of them is new. */
export function renewed(before: Following, rows: number): Following {
  return before.at === 'end' ? before : { at: 'place', seen: rows };
}

/** Rows that came while the view stayed in its place. */
export function newRows(following: Following, rows: number): number {
  return following.at === 'end' ? 0 : Math.max(0, rows - following.seen);
}
