// @vitest-environment node
import { expect, it } from 'vitest';

import { moved } from './arrange';

it('moves past a neighbour, whether they had a place or not', () => {
  expect(moved(['a', 'b', 'c'], ['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], ['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
  expect(moved([], ['a', 'b', 'c', 'd'], 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['x'], ['x', 'b', 'c'], 'c', -1)).toEqual(['x', 'c', 'b']);
});

it('goes past rows of other groups, and stops at the ends', () => {
  expect(moved(['a', 'other', 'b'], ['a', 'b'], 'b', -1)).toEqual(['b', 'a', 'other']);
  expect(moved(['a', 'other', 'b'], ['a', 'b'], 'a', 1)).toEqual(['other', 'b', 'a']);
  expect(moved(['a', 'b'], ['a', 'b'], 'a', -1)).toBeNull();
  expect(moved(['a', 'b'], ['a', 'b'], 'b', 1)).toBeNull();
  expect(moved(['a'], ['a'], 'gone', 1)).toBeNull();
});
