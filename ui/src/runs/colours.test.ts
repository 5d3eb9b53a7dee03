// @vitest-environment node
import { expect, it } from 'vitest';

import { THEMES } from '../theme/themes';
import { pieces } from './colours';

const texts = (line: string, range: [number, number] | null = null) =>
  pieces(line, range, THEMES['Berth Dark']).map(({ text, found }) => (found ? `[${text}]` : text));

it('keeps the text, and no sequence of any kind', () => {
  const line = '\x1b[2K\x1b]0;title\x07\x1b[1;32mok\x1b[0m done\x1b[?25h\x1b(B\r\x07';
  expect(texts(line).join('')).toBe('ok done');
});

it('marks what was found across a change of colour, counted in characters', () => {
  expect(texts('a😀\x1b[31merr\x1b[0mor z', [2, 7])).toEqual(['a😀', '[err]', '[or]', ' z']);
  expect(texts('abc', [1, 2])).toEqual(['a', '[b]', 'c']);
  expect(texts('abc', [5, 9])).toEqual(['abc']);
});

it('has colours of the theme, of 256 and of all, and none after a reset', () => {
  const colours = pieces(
    '\x1b[31mr\x1b[38;5;46mg\x1b[38;2;10;20;250mb\x1b[39mn\x1b[1mB\x1b[22mN\x1b[48;5;1mx',
    null,
    THEMES['Berth Dark'],
  );
  expect(colours.map(({ colour }) => colour !== null)).toEqual([true, true, true, false, false, false, false]);
  expect(colours.map(({ bold }) => bold)).toEqual([false, false, false, false, true, false, false]);
  expect(colours[0]?.colour).toMatch(/^#[0-9a-f]{6}$/);
});
