// @vitest-environment node

import { expect, it } from 'vitest';

import { beside, lineIn, LINES, windowAt } from './window';

it('shows the end of a log, or what is around a line', () => {
  expect(windowAt(null, 50)).toEqual({ from: 1, count: 50 });
  expect(windowAt(null, 25_000)).toEqual({ from: 15_001, count: LINES });
  expect(windowAt(3, 25_000)).toEqual({ from: 1, count: LINES });
  expect(windowAt(12_000, 25_000)).toEqual({ from: 7000, count: LINES });
  expect(windowAt(24_999, 25_000)).toEqual({ from: 15_001, count: LINES });
  expect(windowAt(null, 0)).toEqual({ from: 1, count: 0 });
});

it('goes on to the lines before and after, and no further than the log', () => {
  const middle = { from: 7000, count: LINES };
  expect(beside(middle, 'earlier', 25_000)).toEqual({ from: 1, count: LINES });
  expect(beside(middle, 'later', 25_000)).toEqual({ from: 17_000, count: 8001 });
  expect(beside({ from: 1, count: LINES }, 'earlier', 25_000)).toBeNull();
  expect(beside({ from: 15_001, count: LINES }, 'later', 25_000)).toBeNull();
});

it('finds a line in bytes, without what ends it', () => {
  const log = new TextEncoder().encode('one\r\ntwö\n\nfour');
  const line = (place: number) => {
    const found = lineIn(log, place);
    return found && new TextDecoder().decode(log.subarray(found.from, found.to));
  };
  expect([0, 1, 2, 3, 4].map(line)).toEqual(['one', 'twö', '', 'four', null]);
});
