// @vitest-environment node

import { expect, it } from 'vitest';

import { dropIndex, moved, outOfView, restoredIndex, scrollInto } from './order';

/** Tabs of these widths, side by side from 0. */
function spans(...widths: number[]) {
  let end = 0;
  return widths.map((width) => ({ start: end, end: (end += width) }));
}

const letters = (text: string): string[] => Array.from(text);

it.each([
  [0, 0, 'abcd'],
  [0, 1, 'abcd'],
  [0, 2, 'bacd'],
  [0, 4, 'bcda'],
  [3, 0, 'dabc'],
  [3, 3, 'abcd'],
  [2, 1, 'acbd'],
  [9, 0, 'abcd'],
])('a tab that is dropped from place %i before place %i gives the order %s', (from, to, order) => {
  expect(moved(letters('abcd'), from, to).join('')).toBe(order);
});

it.each([
  ['ac', 'b', 1],
  ['ad', 'c', 1],
  ['cd', 'b', 0],
  ['', 'b', 0],
  ['xa', 'b', 2],
  ['xd', 'b', 1],
  ['xy', 'b', 2],
  ['ab', 'new', 2],
])('among %s the tab %s of the order abcd comes to place %i', (open, key, index) => {
  expect(restoredIndex(letters(open), letters('abcd'), key)).toBe(index);
});

it.each([
  [0, 300, []],
  [0, 250, [2]],
  [50, 300, [0]],
  [50, 250, [0, 2]],
  [0.4, 299.6, []],
])('of three tabs of 100 px a view from %d to %d leaves %j out', (start, end, left) => {
  expect(outOfView(spans(100, 100, 100), { start, end })).toEqual(left);
});

it.each([
  ['in view', { start: 120, end: 220 }, 0],
  ['at the left', { start: 40, end: 140 }, -60],
  ['at the right', { start: 250, end: 350 }, 50],
  ['wider than the view', { start: 150, end: 450 }, 50],
])('a tab that is %s scrolls wholly into the view', (_, tab, by) => {
  expect(scrollInto(tab, { start: 100, end: 300 })).toBe(by);
});

it.each([
  [-5, 0],
  [49, 0],
  [51, 1],
  [139, 1],
  [141, 2],
  [900, 2],
])('a tab that is dropped at %i px comes before place %i', (x, index) => {
  expect(dropIndex(spans(100, 80), x)).toBe(index);
});
