import { describe, expect, it } from 'vitest';

import { allThemes, isDark } from './theme';
import { THEMES } from './themes';

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

it('has a dozen, dark ones and light ones', () => {
  const themes = Object.values(THEMES);
  expect(themes.length).toBeGreaterThanOrEqual(12);
  expect(themes.filter(isDark).length).toBeGreaterThanOrEqual(4);
  expect(themes.filter((theme) => !isDark(theme)).length).toBeGreaterThanOrEqual(4);
});

describe.each(Object.entries(THEMES))('%s', (_, theme) => {
  it.each([...ANSI, 'foreground'] as const)('%s is readable', (name) => {
    expect(contrast(theme[name], theme.background)).toBeGreaterThanOrEqual(4.5);
  });

  it('has a cursor that is seen, and text that is readable on a selection', () => {
    expect(contrast(theme.cursor, theme.background)).toBeGreaterThanOrEqual(3);
    expect(contrast(theme.foreground, theme.selectionBackground)).toBeGreaterThanOrEqual(4.5);
  });

  it('tells bright from plain', () => {
    expect(new Set(ANSI.map((name) => theme[name])).size).toBe(ANSI.length);
  });
});

it('makes a whole theme of a file with the least, and lets it take a name over', () => {
  const colors = Object.fromEntries(['red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white', 'black'].map((name) => [name, '#888888']));
  const own = { name: 'Nord', colors: { ...colors, background: '#101010', foreground: '#eeeeee', brightRed: '#ff0000' } };
  const theme = allThemes([own]).get('Nord');
  expect(theme).toMatchObject({ background: '#101010', cursor: '#eeeeee', cursorAccent: '#101010', red: '#888888', brightRed: '#ff0000', brightBlue: '#888888' });
});
