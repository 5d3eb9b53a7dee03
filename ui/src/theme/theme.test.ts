// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { contrast, readable } from './contrast';
import { allThemes, isDark } from './theme';
import { THEMES } from './themes';

const ANSI = [
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const;

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
  const colors = Object.fromEntries(
    ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white', 'black'].map((name) => [name, '#888888']),
  );
  const own = {
    name: 'Nord',
    colors: { ...colors, background: '#101010', foreground: '#eeeeee', brightRed: '#ff0000' },
  };
  const theme = allThemes([own]).get('Nord');
  expect(theme).toMatchObject({
    background: '#101010',
    cursor: '#eeeeee',
    cursorAccent: '#101010',
    red: '#888888',
    brightRed: '#ff0000',
    brightBlue: '#888888',
  });
  // Programs write what matters less in it; as black as black it would be the ground.
  expect(contrast(theme?.brightBlack ?? '', '#101010')).toBeGreaterThanOrEqual(4.5);
});

it('makes colours readable, and leaves those alone that are', () => {
  for (const ground of ['#102030', '#ffffff', '#777777']) {
    for (const colour of ['#000000', '#8080ff', '#ffff80', '#ff8080', '#ffffff']) {
      const text = readable(colour, ground);
      expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
      if (contrast(colour, ground) >= 4.5) expect(text).toBe(colour);
    }
  }
});
