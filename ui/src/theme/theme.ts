// The terminal's colours now: the theme that is chosen for a dark window, or for a
// light one.

import type { ISearchDecorationOptions } from '@xterm/addon-search';
import type { IDisposable } from '@xterm/xterm';
import { colord } from 'colord';

import type { OwnTheme } from '../backend/port';
import type { Preferences } from '../preferences/preferences.svelte';
import { mix, readable } from './contrast';
import { type Theme, THEMES, withBars } from './themes';

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

/** All themes by name: the built-in ones, and the person's own, which may take a name over. */
export function allThemes(own: readonly OwnTheme[]): Map<string, Theme> {
  const themes = new Map<string, Theme>(Object.entries(THEMES));
  for (const { name, colors } of own) themes.set(name, fromFile(colors));
  return themes;
}

/** The theme of the terminals; Berth's own where the chosen one is not there. */
export function currentTheme({ appearance, now, dark }: Preferences): Theme {
  const themes = allThemes(now.themes);
  return themes.get(dark ? appearance.darkTheme : appearance.lightTheme) ?? THEMES[dark ? 'Berth Dark' : 'Berth Light'];
}

/** How matches of a search are marked. */
export function currentMatches(preferences: Preferences): ISearchDecorationOptions {
  return isDark(currentTheme(preferences)) ? DARK_MATCHES : LIGHT_MATCHES;
}

/** Calls back whenever another theme is worn. */
export function onThemeChange(preferences: Preferences, changed: (theme: Theme) => void): IDisposable {
  let current = currentTheme(preferences);
  const dispose = preferences.subscribe(() => {
    const wanted = currentTheme(preferences);
    if (JSON.stringify(wanted) === JSON.stringify(current)) return;
    current = wanted;
    changed(wanted);
  });
  return { dispose };
}

/** Whether its background is dark rather than light. */
export function isDark({ background }: Pick<Theme, 'background'>): boolean {
  return colord(background).isDark();
}

/**
 * A file has a background, a foreground and eight colours; the rest is derived from these.
 * Bright black is the colour of text that matters less.
 */
function fromFile(colors: OwnTheme['colors']): Theme {
  const { background = '#000000', foreground = '#ffffff' } = colors;
  const like = isDark({ background }) ? THEMES['Berth Dark'] : THEMES['Berth Light'];
  const plain = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
  const bright = plain.map((name) => [`bright${name.charAt(0).toUpperCase()}${name.slice(1)}`, colors[name]] as const);
  const brightBlack = readable(mix(background, foreground, 0.5), background);
  return withBars({
    ...like,
    ...Object.fromEntries(bright),
    brightBlack,
    cursor: foreground,
    cursorAccent: background,
    ...colors,
  });
}
