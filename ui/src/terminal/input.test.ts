// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { cleanPaste, endedLines, isReport, latin1Bytes, textBytes } from './input';

const ESC = '\x1b';

it('text is UTF-8, binary is a byte a character', () => {
  expect([...textBytes('é')]).toEqual([0xc3, 0xa9]);
  expect([...latin1Bytes('\x1b[M \xff\x80')]).toEqual([0x1b, 0x5b, 0x4d, 0x20, 0xff, 0x80]);
});

describe('reports', () => {
  it.each([
    `${ESC}[I`,
    `${ESC}[O`,
    `${ESC}[M !!`,
    `${ESC}[<0;3;4M`,
    `${ESC}[<0;3;4m`,
    `${ESC}[?1;2c`,
    `${ESC}[>0;276;0c`,
    `${ESC}[3;4R`,
    `${ESC}[0n`,
    `${ESC}[?2004;1$y`,
    `${ESC}[8;24;80t`,
    `${ESC}]11;rgb:0000/0000/0000${ESC}\\`,
    `${ESC}P1$r0m${ESC}\\`,
  ])('%j is one', (data) => expect(isReport(data)).toBe(true));

  it.each([
    'a',
    '\r',
    '\x03',
    ESC,
    `${ESC}[A`,
    `${ESC}OA`,
    `${ESC}[1;5C`,
    `${ESC}[3~`,
    `${ESC}OP`,
    `${ESC}[15~`,
    `${ESC}[Z`,
    `${ESC}b`,
    `${ESC}[200~text${ESC}[201~`,
    `${ESC}[H`,
    `${ESC}[F`,
  ])('%j is a key', (data) => expect(isReport(data)).toBe(false));
});

describe('a paste', () => {
  it('keeps text, tabs and line ends', () => {
    expect(cleanPaste('a\tb\r\nc\nd ä🚢')).toBe('a\tb\r\nc\nd ä🚢');
  });

  it('cannot press keys or end its own brackets', () => {
    expect(cleanPaste(`a${ESC}[201~\x03\x04\x7f\x9bb`)).toBe('a[201~b');
  });

  it.each([
    ['one line', 0],
    ['one line\n', 1],
    ['two\rlines', 2],
    ['two\r\nlines\r\n', 2],
    ['a\n\nb', 3],
  ])('%j has %i lines that run', (text, lines) => expect(endedLines(text)).toBe(lines));
});
