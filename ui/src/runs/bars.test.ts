// @vitest-environment node

import { expect, it } from 'vitest';

import { fakeRun } from '../backend/fake';
import { barHeights, barOfKey } from './bars';

const NOW = Date.parse('2026-01-02T00:00:00Z');
const run = (startedAt: string, endedAt: string | null) =>
  fakeRun({
    id: 1,
    key: { session: { engine: 'podman', container: '0' }, startedAt },
    endedAt,
    ending: endedAt === null ? null : 'well',
  });

it('makes the longest run the tallest, and a short one visible beside it', () => {
  const [second = 0, day = 0, now = 0] = barHeights(
    [
      run('2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'),
      run('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),
      run('2026-01-01T12:00:00Z', null),
    ],
    NOW,
  );
  expect(day).toBe(1);
  expect(second).toBeGreaterThan(0.05);
  expect(now).toBeGreaterThan(0.9);
  expect(now).toBeLessThan(1);
  expect(barHeights([], NOW)).toEqual([]);
  expect(barHeights([run('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')], NOW)).toEqual([0]);
});

it.each([
  ['ArrowLeft', 0, 0],
  ['ArrowLeft', 3, 2],
  ['ArrowRight', 3, 4],
  ['ArrowRight', 4, 4],
  ['Home', 3, 0],
  ['End', 0, 4],
  ['ArrowUp', 2, undefined],
])('%s from bar %i of five goes to %s', (key, at, target) => {
  expect(barOfKey(key, at, 5)).toBe(target);
});
