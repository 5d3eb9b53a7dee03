// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { lineTime, needsDate, nextTimes, TIMES, timeWidth } from './times';
import { parseWhen } from './when';

const now = Date.parse('2026-11-26T14:02:11.482Z');

beforeEach(() => void vi.stubEnv('TZ', 'Asia/Kolkata'));
afterEach(() => void vi.unstubAllEnvs());

describe('the time of a line', () => {
  it.each([
    ['off', false, ''],
    ['relative', false, '9 m'],
    ['absolute', false, '19:23:10.007'],
    ['absolute', true, '2026-11-26 19:23:10.007'],
    ['utc', false, '13:53:10.007Z'],
    ['utc', true, '2026-11-26 13:53:10.007Z'],
  ] as const)('is %s, dated: %s, as %j', (times, dated, text) => {
    const at = Date.parse('2026-11-26T13:53:10.007Z');
    expect(lineTime(at, times, now, dated)).toBe(text);
    expect(text.length).toBeLessThanOrEqual(timeWidth(times, dated));
  });

  it('is empty where nobody knows it', () => {
    for (const times of TIMES) expect(lineTime(null, times, now, true)).toBe('');
  });

  it('needs its date when the day is another, in the time that is shown', () => {
    const evening = Date.parse('2026-11-25T19:00:00Z');
    expect([needsDate(evening, 'absolute', now), needsDate(evening, 'utc', now)]).toEqual([false, true]);
  });

  it('goes through all ways', () => {
    expect(TIMES.map(nextTimes)).toEqual(['relative', 'absolute', 'utc', 'off']);
  });
});

describe('a time that is typed', () => {
  const local = (text: string): number => Date.parse(`${text}+05:30`);

  it.each([
    ['', null],
    ['10m', now - 600_000],
    ['1.5 h', now - 5_400_000],
    ['90s', now - 90_000],
    ['2d', now - 172_800_000],
    ['18:00', local('2026-11-26T18:00:00')],
    ['18:00:07,5', local('2026-11-26T18:00:07.500')],
    // Not come yet today.
    ['23:00', local('2026-11-25T23:00:00')],
    ['2026-11-20', local('2026-11-20T00:00:00')],
    ['2026-11-20 07:30', local('2026-11-20T07:30:00')],
    ['20.11.2026 07:30', local('2026-11-20T07:30:00')],
    ['20.11. 07:30', local('2026-11-20T07:30:00')],
    ['2026-11-20T07:30:00Z', Date.parse('2026-11-20T07:30:00Z')],
    ['2026-11-20T07:30:00+02:00', Date.parse('2026-11-20T05:30:00Z')],
  ])('%j', (text, at) => {
    expect(parseWhen(text, now)).toBe(at);
  });

  it.each(['soon', '25:00', '12:60', '2026-02-31', '2026-11-20 later', '-5m', '10 x'])('%j is none', (text) => {
    expect(parseWhen(text, now)).toBeUndefined();
  });
});
