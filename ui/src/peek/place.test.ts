// @vitest-environment node

import { expect, it } from 'vitest';

import { placeOf } from './place';

const row = (top: number, right = 290): { left: number; top: number; right: number; bottom: number } => ({
  left: 6,
  top,
  right,
  bottom: top + 48,
});

it('stands beside its row, and inside the window', () => {
  const window = { width: 1180, height: 740 };
  expect(placeOf(row(120), window, 500)).toEqual({ left: 298, top: 120, width: 780, maxHeight: 724 });
  expect(placeOf(row(690), window, 500).top).toBe(740 - 8 - 500);
  expect(placeOf(row(300), window, 2000)).toMatchObject({ top: 8, maxHeight: 724 });
});

it('stands below or above its row where the list takes the whole width', () => {
  const window = { width: 640, height: 700 };
  expect(placeOf(row(100, 634), window, 400)).toEqual({ left: 8, top: 156, width: 624, maxHeight: 536 });
  expect(placeOf(row(600, 634), window, 400)).toEqual({ left: 8, top: 192, width: 624, maxHeight: 584 });
});

it('stands in the middle where no row is drawn', () => {
  expect(placeOf(null, { width: 1180, height: 740 }, 500)).toEqual({
    left: 200,
    top: 92.5,
    width: 780,
    maxHeight: 724,
  });
});
