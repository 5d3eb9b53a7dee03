import { describe, expect, it } from 'vitest';

import { DARK, LIGHT } from './theme';

const ANSI = [
  'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white', 'brightBlack', 'brightRed', 'brightGreen', 'brightYellow',
  'brightBlue', 'brightMagenta', 'brightCyan', 'brightWhite',
] as const;

/** WCAG 2 relative luminance of "#rrggbb". */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['dark', DARK],
  ['light', LIGHT],
])('the %s colours', (_, theme) => {
  it.each([...ANSI, 'foreground'] as const)('%s is readable', (name) => {
    expect(contrast(theme[name], theme.background)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['foreground', 'selectionBackground'] as const)('text is readable on a selection (%s)', () => {
    expect(contrast(theme.foreground, theme.selectionBackground)).toBeGreaterThanOrEqual(4.5);
  });

  it('tells bright from plain', () => {
    expect(new Set(ANSI.map((name) => theme[name])).size).toBe(ANSI.length);
  });
});
