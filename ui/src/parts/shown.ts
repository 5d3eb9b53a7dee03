// Text of programs: nothing in it may act, hide or mislead by direction.

/** Controls, and characters that are invisible or turn the direction of text around. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** Whether a text shows every character that it has. */
export function isShown(text: string): boolean {
  return text.search(UNSHOWN) < 0;
}

/** The text without what does not show. */
export function shown(text: string): string {
  return text.replace(UNSHOWN, '');
}
