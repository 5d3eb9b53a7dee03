// The title that a program gives its terminal (OSC 0 and 2). It is the program's
// text: nothing in it may act, hide or mislead by direction.

/** The longest title shown, in characters. */
export const TITLE_LENGTH = 80;

/** Controls, and characters that are invisible or turn the direction of text around. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** Whether a text shows every character that it has. */
export function isShown(text: string): boolean {
  return text.search(UNSHOWN) < 0;
}

/** A title fit to show: one line, no controls, at most {@link TITLE_LENGTH} characters. */
export function cleanTitle(title: string): string {
  const line = title.replace(/\s+/gu, ' ').replace(UNSHOWN, '').trim();
  const characters = Array.from(line);
  if (characters.length <= TITLE_LENGTH) return line;
  return `${characters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}
