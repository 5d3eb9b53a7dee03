// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { age, duration } from './age';

const NOW = Date.parse('2026-03-10T12:00:00Z');

describe('age', () => {
  it.each([
    ['2026-03-10T11:59:56Z', '4 s'],
    ['2026-03-10T11:51:00Z', '9 m'],
    ['2026-03-10T09:00:00Z', '3 h'],
    ['2026-03-08T11:00:00Z', '2 d'],
    ['2026-02-10T11:00:00Z', '4 w'],
    ['2023-02-10T11:00:00Z', '3 y'],
    ['2026-03-10T12:00:30Z', '0 s'],
  ])('%s is %s', (then, words) => {
    expect(age(then, NOW)).toBe(words);
  });
});

describe('duration', () => {
  it.each([
    ['2026-03-10T12:00:42Z', '42 s'],
    ['2026-03-10T12:02:05Z', '2 m 5 s'],
    ['2026-03-10T15:12:30Z', '3 h 12 m'],
    ['2026-03-12T17:00:00Z', '2 d 5 h'],
    ['2026-03-10T15:00:00Z', '3 h'],
    ['2026-03-10T11:00:00Z', '0 s'],
  ])('until %s is %s', (to, words) => {
    expect(duration('2026-03-10T12:00:00Z', to)).toBe(words);
  });
});
