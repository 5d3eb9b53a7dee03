// The terminal's colours, one set per appearance. Grounds and text are UI.md's;
// the sixteen ANSI colours are Berth's own, each readable as text on its ground
// (the test says which two are meant as grounds themselves).

import type { ISearchDecorationOptions } from '@xterm/addon-search';
import type { IDisposable, ITheme } from '@xterm/xterm';

export const DARK = {
  background: '#0e1216',
  foreground: '#e4eaee',
  cursor: '#3fb6a8',
  cursorAccent: '#0e1216',
  selectionBackground: '#2c5a63',
  selectionInactiveBackground: '#2a3a44',
  overviewRulerBorder: '#00000000',
  scrollbarSliderBackground: '#e4eaee26',
  scrollbarSliderHoverBackground: '#e4eaee40',
  scrollbarSliderActiveBackground: '#e4eaee59',
  black: '#26313a',
  red: '#f2776b',
  green: '#5fce8b',
  yellow: '#e3b34c',
  blue: '#5ea8f0',
  magenta: '#c792ea',
  cyan: '#4fc4c9',
  white: '#c3ced6',
  brightBlack: '#7f8e99',
  brightRed: '#ff9a8f',
  brightGreen: '#8be3ad',
  brightYellow: '#f3cd7a',
  brightBlue: '#8fc5fb',
  brightMagenta: '#dcb5f6',
  brightCyan: '#86dfe2',
  brightWhite: '#f6f9fb',
} satisfies ITheme;

export const LIGHT = {
  background: '#ffffff',
  foreground: '#152028',
  cursor: '#0b7a6f',
  cursorAccent: '#ffffff',
  selectionBackground: '#b7e0da',
  selectionInactiveBackground: '#dbe6e8',
  overviewRulerBorder: '#00000000',
  scrollbarSliderBackground: '#15202826',
  scrollbarSliderHoverBackground: '#15202840',
  scrollbarSliderActiveBackground: '#15202859',
  black: '#152028',
  red: '#c0392b',
  green: '#1a7f43',
  yellow: '#8a6100',
  blue: '#1c66b8',
  magenta: '#8a3fa3',
  cyan: '#0f7480',
  white: '#66747e',
  brightBlack: '#5a6872',
  brightRed: '#a52819',
  brightGreen: '#116633',
  brightYellow: '#6f4e00',
  brightBlue: '#0f4f97',
  brightMagenta: '#6f2b87',
  brightCyan: '#0a5c66',
  brightWhite: '#3d4a53',
} satisfies ITheme;

const DARK_MATCHES: ISearchDecorationOptions = {
  matchBackground: '#4a4020',
  matchOverviewRuler: '#e3b34c',
  activeMatchBackground: '#8a6410',
  activeMatchBorder: '#e3b34c',
  activeMatchColorOverviewRuler: '#f3cd7a',
};

const LIGHT_MATCHES: ISearchDecorationOptions = {
  matchBackground: '#f7e6b8',
  matchOverviewRuler: '#8a6100',
  activeMatchBackground: '#f0c34a',
  activeMatchBorder: '#8a6100',
  activeMatchColorOverviewRuler: '#6f4e00',
};

const darkness = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

export function currentTheme(): ITheme {
  return darkness().matches ? DARK : LIGHT;
}

/** How matches of a search are marked. */
export function currentMatches(): ISearchDecorationOptions {
  return darkness().matches ? DARK_MATCHES : LIGHT_MATCHES;
}

/** Calls back whenever the system switches between light and dark. */
export function onThemeChange(changed: (theme: ITheme) => void): IDisposable {
  const query = darkness();
  const listener = (): void => changed(currentTheme());
  query.addEventListener('change', listener);
  return { dispose: () => query.removeEventListener('change', listener) };
}
