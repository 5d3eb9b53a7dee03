import { describe, expect, it } from 'vitest';

import { continuation } from './overlap';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (value: Uint8Array | null): string | null => (value ? new TextDecoder().decode(value) : null);
const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, n) => `line number ${from + n}\n`).join('');

describe('continuation', () => {
  it.each([
    ['grew', lines(0, 10), lines(0, 13), lines(10, 13)],
    ['grew, and lost its first lines', lines(0, 100), lines(3, 103), lines(100, 103)],
    ['is the same', lines(0, 10), lines(0, 10), ''],
    ['was empty', '', lines(0, 3), lines(0, 3)],
    ['was short', 'hi\n', 'hi\nthere\n', 'there\n'],
    ['had an open last line', `${lines(0, 10)}half`, `${lines(0, 10)}half a line\n`, ' a line\n'],
    ['moved on too far', lines(0, 100), lines(500, 600), null],
    ['overlaps by chance only', `${lines(0, 10)}x\n`, `x\n${lines(50, 60)}`, null],
    ['is shorter: fewer lines were asked for', lines(0, 100), lines(90, 100), ''],
    ['was emptied', lines(0, 10), '', null],
  ])('of a log that %s', (_, before, now, rest) => {
    expect(text(continuation(bytes(before), bytes(now)))).toBe(rest);
  });

  it('always ends as the log does, also when lines repeat', () => {
    const before = 'tick\n'.repeat(100);
    const now = `${'tick\n'.repeat(90)}tock\n${'tick\n'.repeat(9)}`;
    const rest = text(continuation(bytes(before), bytes(now)));
    expect(rest).not.toBeNull();
    expect(`${before}${rest ?? ''}`.endsWith(now)).toBe(true);
  });
});
