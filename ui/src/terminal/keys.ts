// Who gets a key while a terminal has the keyboard: the program in the session,
// or Berth. Plain Ctrl keys are the program's; Berth's need Shift as well.

import type { Chord } from '../parts/chords';
import { zoomOf } from '../parts/platform';

/** What of a keyboard event decides. */
export type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** What a terminal does itself, by its keys. */
export const TERMINAL_KEYS = {
  copy: { modifiers: 'terminal', keys: ['c'], shown: 'C' },
  paste: { modifiers: 'terminal', keys: ['v'], shown: 'V' },
  find: { modifiers: 'terminal', keys: ['f'], shown: 'F' },
  leave: { modifiers: 'ctrl+shift', codes: ['Space'], keys: [' '], shown: 'Space' },
} as const satisfies Record<string, Chord>;

type TerminalAction = keyof typeof TERMINAL_KEYS;

const LETTERS = ['copy', 'paste', 'find'] as const;

/**
 * Ctrl with these makes a control character, and they need Shift on many keyboards. Where they
 * share a key with a digit that goes to its tab: Ctrl+Space and Ctrl+6 write the same.
 */
const SHIFTED_CONTROLS = new Set(['@', '^', '_']);

/** Whether the terminal must leave the key alone, so that it bubbles to the app. */
export function isAppShortcut(key: Key, isMac: boolean): boolean {
  // Going to the pane on a side. No other key: Ctrl+Alt is AltGr on Windows, which writes characters.
  if (key.altKey) return (isMac ? key.metaKey : key.ctrlKey) && !key.shiftKey && key.code.startsWith('Arrow');
  if ((isMac ? key.metaKey : key.ctrlKey) && zoomOf(key)) return true;
  if (isMac && key.metaKey) {
    // Cmd+A selects the terminal's text, which xterm.js does itself.
    return key.key.toLowerCase() !== 'a' || key.shiftKey;
  }
  if (!key.ctrlKey || key.metaKey) return false;
  if (key.key === 'Tab' || key.key === 'PageUp' || key.key === 'PageDown') return true;
  if (isMac) return isSpace(key) && key.shiftKey;
  // Named keys (arrows, Home, F5, …) with Ctrl+Shift are for programs such as editors.
  return (
    key.shiftKey &&
    (isSpace(key) || key.key.length === 1) &&
    (/^Digit[1-9]$/.test(key.code) || !SHIFTED_CONTROLS.has(key.key))
  );
}

/** What the terminal itself does for a key that is not the program's. */
export function terminalAction(key: Key, isMac: boolean): TerminalAction | null {
  if (!isAppShortcut(key, isMac)) return null;
  if (isSpace(key)) return key.shiftKey ? 'leave' : null;
  if (isMac ? key.shiftKey : !key.shiftKey) return null;
  const written = letter(key);
  return LETTERS.find((action) => TERMINAL_KEYS[action].keys.some((own) => own === written)) ?? null;
}

/** The Latin letter, also on a keyboard that writes another script. */
function letter(key: Key): string {
  const written = key.key.toLowerCase();
  if (/^[a-z]$/.test(written)) return written;
  return /^Key([A-Z])$/.exec(key.code)?.[1]?.toLowerCase() ?? '';
}

function isSpace(key: Key): boolean {
  // With Ctrl+Shift, WebKitGTK may name the character or none at all.
  return key.code === 'Space' || key.key === ' ';
}
