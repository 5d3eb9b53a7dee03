// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { around, endOf, moved, placeAt, type Rows, shareOf, showing, TOP } from './place';

/** Rows of 20 px; every tenth is 60 px high. */
const rows: Rows = { count: 100, view: 100, height: (row) => (row % 10 === 9 ? 60 : 20) };
const even: Rows = { count: 1_000_000, view: 100, height: () => 20 };

describe('a place among rows', () => {
  it('ends where the last row meets the bottom edge', () => {
    expect(endOf(rows)).toEqual({ row: 97, offset: 0 });
    expect(endOf({ ...rows, view: 70 })).toEqual({ row: 98, offset: 10 });
    expect(endOf({ ...rows, count: 3 })).toEqual(TOP);
    expect(endOf({ ...rows, count: 0 })).toEqual(TOP);
  });

  it('moves by pixels through rows of any height, and back', () => {
    const down = moved({ row: 8, offset: 5 }, 90, rows);
    expect(down).toEqual({ row: 10, offset: 15 });
    expect(moved(down, -90, rows)).toEqual({ row: 8, offset: 5 });
    expect(moved(TOP, -10, rows)).toEqual(TOP);
    expect(moved(TOP, 1_000_000, rows)).toEqual(endOf(rows));
  });

  it('moves no further than needed to show a row', () => {
    const here = { row: 20, offset: 10 };
    expect(showing(22, here, rows)).toBe(here);
    expect(showing(20, here, rows)).toEqual({ row: 20, offset: 0 });
    expect(showing(3, here, rows)).toEqual({ row: 3, offset: 0 });
    // The row of 60 px ends at the bottom edge.
    expect(showing(29, here, rows)).toEqual({ row: 27, offset: 0 });
  });

  it('puts a row that was found where there is something around it', () => {
    expect(around(50, even)).toEqual({ row: 48, offset: 7 });
    expect(around(0, even)).toEqual(TOP);
    expect(around(999_999, even)).toEqual(endOf(even));
  });

  it('is a share of the way, and the other way round', () => {
    for (const share of [0, 0.25, 0.5, 1]) expect(shareOf(placeAt(share, rows), rows)).toBeCloseTo(share, 5);
    expect(placeAt(1, even)).toEqual({ row: 999_995, offset: 0 });
    expect(placeAt(0.5, even).row).toBe(499_997);
    expect([shareOf(TOP, { ...rows, count: 2 }), placeAt(0.7, { ...rows, count: 2 })]).toEqual([0, TOP]);
  });
});
