// Gives the chosen appearance to CSS and to the host.

import { colord } from 'colord';

import type { Backend } from '../backend/port';
import { speak, speech } from '../i18n/language.svelte';
import type { Preferences } from '../preferences/preferences.svelte';
import { t } from './text';
import { currentTheme } from './theme';
import { ANSI } from './themes';

/** Sets the document's colours and sends those of terminals to the host; for an effect. */
export function applyAppearance(backend: Backend, preferences: Preferences): void {
  const { appearance, terminal } = preferences;
  const theme = currentTheme(preferences);
  const { foreground, background, cursor } = theme;
  const root = document.documentElement;
  void speak(appearance.language);
  root.lang = speech.language;
  root.dataset['scheme'] = appearance.scheme;
  root.style.setProperty('--terminal-ground', background);
  root.style.setProperty('--terminal-text', foreground);
  // Where this fails programs that ask get no answer, and terminals keep what they kept.
  backend
    .terminalLook({
      foreground: bytes(foreground),
      background: bytes(background),
      cursor: bytes(cursor),
      ansi: ANSI.map((name) => bytes(theme[name])),
      scrollback: terminal.scrollback,
      separators: t.separators,
    })
    .catch(() => undefined);
}

/** "#rrggbb" as red, green and blue. */
function bytes(colour: string): [number, number, number] {
  const { r, g, b } = colord(colour).toRgb();
  return [r, g, b];
}
