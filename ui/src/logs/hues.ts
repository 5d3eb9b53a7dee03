// The colours of sources and of JSON, out of the terminals' theme. Pure.

import { readable } from '../theme/contrast';
import type { Theme } from '../theme/themes';
import type { Kind } from './json';

/** Far apart at first; what a level has (red, yellow) comes last. */
const HUES = ['blue', 'magenta', 'green', 'cyan', 'yellow', 'brightBlue', 'brightMagenta', 'red'] as const;

/** The colour of a source, by its number. */
export function hueOf(source: number, theme: Theme): string {
  const hue = HUES[source % HUES.length] ?? HUES[0];
  return readable(theme[hue], theme.background);
}

const JSON_HUES = { key: 'blue', string: 'green', number: 'yellow', word: 'magenta' } as const;

/** The colour of a piece of JSON; null for the text's own. */
export function jsonHue(kind: Kind, theme: Theme): string | null {
  return kind === 'mark' ? null : readable(theme[JSON_HUES[kind]], theme.background);
}
