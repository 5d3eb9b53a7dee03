// Keys as terminals always sent them, by the protocol's "Legacy key event encoding" and as
// xterm.js does: for terminals that are typed into together with one whose program asked for more.

import { isCharacter, type KeyPress } from './encode';

const ESC = '\x1b';

const LAST: Readonly<Record<string, string>> = {
  ArrowUp: 'A',
  ArrowDown: 'B',
  ArrowRight: 'C',
  ArrowLeft: 'D',
  Home: 'H',
  End: 'F',
  F1: 'P',
  F2: 'Q',
  F3: 'R',
  F4: 'S',
};

const NUMBERED: Readonly<Record<string, number>> = {
  Insert: 2,
  Delete: 3,
  PageUp: 5,
  PageDown: 6,
  F5: 15,
  F6: 17,
  F7: 18,
  F8: 19,
  F9: 20,
  F10: 21,
  F11: 23,
  F12: 24,
};

/** What a key writes where nothing was asked for; empty for keys that write nothing. */
export function plainKey(pressed: KeyPress, cursorMode: boolean): string {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = pressed;
  const modifiers = 1 + (shiftKey ? 1 : 0) + (altKey ? 2 : 0) + (ctrlKey ? 4 : 0) + (metaKey ? 8 : 0);
  const last = LAST[key];
  if (last !== undefined) {
    if (modifiers > 1) return `${ESC}[1;${modifiers}${last}`;
    return ESC + (cursorMode || key.startsWith('F') ? 'O' : '[') + last;
  }
  const number = NUMBERED[key];
  if (number !== undefined) return `${ESC}[${number}${modifiers > 1 ? `;${modifiers}` : ''}~`;
  const bytes = control(pressed);
  return bytes === '' || !altKey ? bytes : ESC + bytes;
}

function control({ key, shiftKey, ctrlKey, metaKey }: KeyPress): string {
  if (key === 'Enter') return '\r';
  if (key === 'Escape') return ESC;
  if (key === 'Backspace') return ctrlKey ? '\b' : '\x7f';
  if (key === 'Tab') return shiftKey ? `${ESC}[Z` : '\t';
  if (!isCharacter(key) || metaKey) return '';
  if (!ctrlKey) return key;
  if (key === ' ' || key === '@') return '\0';
  if (/^[a-z[\\\]_]$/i.test(key)) return String.fromCharCode(key.toUpperCase().charCodeAt(0) & 0x1f);
  if (/^[3-7]$/.test(key)) return String.fromCharCode(Number(key) + 24);
  return key === '8' ? '\x7f' : '';
}
