// The title that a program gives its terminal (OSC 0 and 2). It is the program's
// text: nothing in it may act, hide or mislead by direction.

import { shown } from '../parts/shown';

/** The longest title shown, in characters. */
export const TITLE_LENGTH = 80;

/** A title fit to show: one line, no controls, at most {@link TITLE_LENGTH} characters. */
export function cleanTitle(title: string): string {
  const line = shown(title.replace(/\s+/gu, ' ')).trim();
  const characters = Array.from(line);
  if (characters.length <= TITLE_LENGTH) return line;
  return `${characters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}
