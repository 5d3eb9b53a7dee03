// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { modelClusters } from './unicode';
import { WIDTHS } from './widths';

/** The clusters of a text with their columns, as xterm.js would put them into cells. */
function cells(text: string): [string, number][] {
  const cells: [string, number][] = [];
  let before = 0;
  for (const character of text) {
    before = modelClusters.charProperties(character.codePointAt(0) ?? 0, before);
    const last = cells.at(-1);
    if (before & 1 && last) cells[cells.length - 1] = [last[0] + character, (before >> 1) & 3];
    else cells.push([character, (before >> 1) & 3]);
  }
  return cells;
}

describe('modelClusters', () => {
  it.each([
    ['a', 1],
    ['é', 1],
    ['\u0301', 0],
    ['\u200d', 0],
    ['界', 2],
    ['🚢', 2],
    ['│', 1],
    ['█', 1],
    ['\u{10ffff}', 1],
  ] as const)('counts %j as %i', (character, width) => {
    expect(modelClusters.wcwidth(character.codePointAt(0) ?? 0)).toBe(width);
  });

  it.each([
    ['e\u0301', 1],
    ['👩\u200d🚀', 2],
    ['👍🏽', 2],
    ['🇩🇪', 2],
    ['❤', 1],
    ['❤\ufe0f', 2],
    ['1\ufe0f\u20e3', 2],
    ['\u1100\u1161\u11a8', 2],
    ['क\u094dष', 2],
    ['กำ', 2],
    ['\u0301', 1],
  ] as const)('puts %j into one cell of %i', (text, width) => {
    expect(cells(text)).toEqual([[text, width]]);
  });

  it('tells clusters from one another', () => {
    expect(cells('a🇩🇪🇫🇷界12')).toEqual([
      ['a', 1],
      ['🇩🇪', 2],
      ['🇫🇷', 2],
      ['界', 2],
      ['1', 1],
      ['2', 1],
    ]);
  });

  it('ends a cluster somewhere', () => {
    expect(cells(`a${'\u0301'.repeat(40)}`).map(([text]) => text.length)).toEqual([32, ...Array<number>(9).fill(1)]);
  });

  it('has its table in order', () => {
    for (let at = 4; at < WIDTHS.length; at += 4) {
      expect(WIDTHS[at]).toBeGreaterThan(WIDTHS[at - 3] ?? Infinity);
      expect(WIDTHS[at + 1]).toBeGreaterThanOrEqual(WIDTHS[at] ?? Infinity);
    }
  });
});
