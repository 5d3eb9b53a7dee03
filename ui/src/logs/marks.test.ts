// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { tokens } from './json';
import { bitsOf, matchesIn } from './marks';

const pattern = (text: string, regex = false, caseful = false) => ({ text, regex, caseful });
const plain = (text: string) => [{ text, colour: null, bold: false, found: false }];

describe('what is marked in a line', () => {
  it.each([
    [
      'text, whatever the case',
      'Error: error',
      pattern('error'),
      [
        [0, 5],
        [7, 12],
      ],
    ],
    ['text in its case', 'Error: error', pattern('error', false, true), [[7, 12]]],
    ['letters that mean something to expressions', 'a.c abc', pattern('a.c'), [[0, 3]]],
    ['a regular expression', 'took 12 ms', pattern('\\d+', true), [[5, 7]]],
    ['none for one of the host alone', 'abc', pattern('(?x) a', true), []],
    ['none for nothing', 'abc', pattern('x*', true), []],
  ])('%s', (_, text, wanted, ranges) => {
    expect(matchesIn(text, wanted)).toEqual(ranges);
  });

  it('is cut out of colours and links, and nothing is lost', () => {
    const pieces = [
      { text: 'see ', colour: null, bold: false, found: false },
      { text: 'http://a.b/c', colour: '#00f', bold: false, found: false },
      { text: ', then', colour: null, bold: true, found: false },
    ];
    const bits = bitsOf(pieces, [
      [2, 6],
      [18, 22],
    ]);
    expect(bits.map(({ text }) => text)).toEqual(['se', 'e ', 'ht', 'tp://a.b/c', ', ', 'then']);
    expect(bits.map(({ marked }) => marked)).toEqual([false, true, true, false, false, true]);
    expect(bits.map(({ link }) => link)).toEqual([null, null, 'http://a.b/c', 'http://a.b/c', null, null]);
  });

  it.each([
    ['at (https://a.b/x?y=1).', 'https://a.b/x?y=1'],
    ['no ftp://a.b', undefined],
  ])('a link ends before what is of the sentence: %s', (text, link) => {
    expect(bitsOf(plain(text), []).find((bit) => bit.link !== null)?.link ?? undefined).toBe(link);
  });
});

it('JSON is coloured, and nothing of it is lost', () => {
  const json = JSON.stringify({ a: 'x "y"', n: -1.5e-7, ok: true, none: null, list: [1, 'b'] }, null, 2);
  const found = tokens(json);
  expect(found.map(({ text }) => text).join('')).toBe(json);
  const of = (kind: string) => found.filter((token) => token.kind === kind).map(({ text }) => text);
  expect(of('key')).toEqual(['"a"', '"n"', '"ok"', '"none"', '"list"']);
  expect(of('string')).toEqual(['"x \\"y\\""', '"b"']);
  expect([of('number'), of('word')]).toEqual([
    ['-1.5e-7', '1'],
    ['true', 'null'],
  ]);
});
