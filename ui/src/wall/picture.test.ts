// @vitest-environment node

import { expect, it } from 'vitest';

import { THEMES } from '../theme/themes';
import { cssColour, readNews } from './picture';

const DARK = THEMES['Berth Dark'];

function u16(n: number): number[] {
  return [n & 255, n >> 8];
}

function u32(n: number): number[] {
  return [...u16(n & 0xffff), ...u16(n >>> 16)];
}

it('reads what changed, and what is not attached', () => {
  const text = [...new TextEncoder().encode('é$')];
  const run = [...u16(3), ...u16(2), ...u32(0x0100_0001), ...u32(0), 1 | 8, ...u16(text.length), ...text];
  const picture = [...u16(20), ...u16(2), ...u16(4), ...u16(0xffff), ...u16(0), ...u16(1), ...run];
  const bytes = Uint8Array.from([
    ...u16(2),
    ...u32(7),
    ...u32(picture.length),
    ...picture,
    ...u16(0),
    ...u32(0xffff_ffff),
    ...u32(0xffff_ffff),
  ]);
  expect(readNews(bytes)).toEqual([
    {
      place: 2,
      version: 7,
      picture: {
        cols: 20,
        cursor: null,
        rows: [
          [],
          [
            {
              column: 3,
              columns: 2,
              fg: 0x0100_0001,
              bg: 0,
              inverse: true,
              bold: false,
              dim: false,
              underline: true,
              text: 'é$',
            },
          ],
        ],
      },
    },
    { place: 0, version: 0xffff_ffff, picture: null },
  ]);
});

it.each([
  [0, null],
  [0x0100_0001, DARK.red],
  [0x0200_000f, DARK.brightWhite],
  [0x0200_00c4, 'rgb(255 0 0)'],
  [0x0200_00e8, 'rgb(8 8 8)'],
  [0x0301_0203, '#010203'],
])('colour %i is %s', (colour, css) => {
  expect(cssColour(colour, DARK)).toBe(css);
});
