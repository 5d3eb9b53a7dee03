// What the person set, where CSS and the host find it.

import type { Backend } from '../backend/port';
import { speak, speech } from '../i18n/language.svelte';
import { preferences } from '../preferences/preferences.svelte';
import { currentTheme } from './theme';

/** Dresses the document, and tells the host; for an effect. */
export function applyAppearance(backend: Backend): void {
  const { appearance, terminal } = preferences;
  const { foreground, background, cursor } = currentTheme();
  const root = document.documentElement;
  speak(appearance.language);
  root.lang = speech.language;
  root.dataset['scheme'] = appearance.scheme;
  root.style.setProperty('--terminal-ground', background);
  // Where this fails programs that ask get no answer, and terminals keep what they kept.
  backend
    .terminalLook({
      foreground: bytes(foreground),
      background: bytes(background),
      cursor: bytes(cursor),
      scrollback: terminal.scrollback,
    })
    .catch(() => undefined);
}

/** "#rrggbb" as red, green and blue. */
function bytes(colour: string): [number, number, number] {
  const at = (from: number): number => parseInt(colour.slice(from, from + 2), 16);
  return [at(1), at(3), at(5)];
}
