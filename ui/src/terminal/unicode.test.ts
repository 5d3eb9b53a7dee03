// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { modelWidths } from './unicode';
import { WIDTHS } from './widths';

describe('modelWidths', () => {
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
    expect(modelWidths.wcwidth(character.codePointAt(0) ?? 0)).toBe(width);
  });

  it('joins a combining character to the one before, which keeps its width', () => {
    const wide = modelWidths.charProperties(0x754c, 0);
    expect(wide).toBe(2 << 1);
    expect(modelWidths.charProperties(0x301, wide)).toBe((2 << 1) | 1);
    expect(modelWidths.charProperties(0x301, 0)).toBe(0);
  });

  it('has its table in order', () => {
    for (let at = 3; at < WIDTHS.length; at += 3) {
      expect(WIDTHS[at]).toBeGreaterThan(WIDTHS[at - 2] ?? Infinity);
      expect(WIDTHS[at + 1]).toBeGreaterThanOrEqual(WIDTHS[at] ?? Infinity);
    }
  });
});
