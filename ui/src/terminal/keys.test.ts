// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { isAppShortcut, type Key, terminalAction } from './keys';

/** "Ctrl+Shift+KeyC/C": modifiers, code, and what the key writes when that differs. */
function key(text: string): Key {
  const parts = text.split('+');
  const [code = '', written] = (parts.pop() ?? '').split('/');
  return {
    code,
    key: written ?? /^Key(.)$/.exec(code)?.[1]?.toLowerCase() ?? (code === 'Space' ? ' ' : code),
    ctrlKey: parts.includes('Ctrl'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Meta'),
  };
}

const PROGRAMS = [
  'KeyA',
  'Shift+KeyA/A',
  'Enter',
  'Escape',
  'Tab',
  'Shift+Tab',
  'F5',
  'Ctrl+KeyC',
  'Ctrl+KeyP',
  'Ctrl+KeyQ',
  'Ctrl+KeyW',
  'Ctrl+KeyK',
  'Ctrl+KeyB',
  'Ctrl+KeyN',
  'Ctrl+KeyV',
  'Ctrl+KeyF',
  'Ctrl+Space',
  'Ctrl+Digit1/1',
  'Ctrl+Backslash/\\',
  'Ctrl+Comma/,',
  'Alt+KeyF',
  'Ctrl+Alt+KeyC',
  'Ctrl+Alt+Backslash/\\',
  'Ctrl+Shift+Alt+KeyC/C',
  'Ctrl+Shift+Alt+ArrowUp',
  'Alt+ArrowUp',
  'Ctrl+ArrowUp',
  'Ctrl+Shift+ArrowUp',
  'Ctrl+Shift+Home',
  'Ctrl+Shift+Minus/_',
  'Ctrl+Shift+Quote/@',
  'Ctrl+Digit6/6',
  'Shift+PageUp',
  'Shift+Insert',
  'Meta+KeyC',
];
const BERTHS = [
  'Ctrl+Shift+KeyC/C',
  'Ctrl+Shift+KeyV/V',
  'Ctrl+Shift+KeyF/F',
  'Ctrl+Shift+KeyT/T',
  'Ctrl+Shift+KeyW/W',
  'Ctrl+Shift+KeyK/K',
  'Ctrl+Shift+Space',
  'Ctrl+Shift+Slash/?',
  'Ctrl+Tab',
  'Ctrl+Shift+Tab',
  'Ctrl+PageUp',
  'Ctrl+PageDown',
  'Ctrl+Shift+Digit1/!',
  'Ctrl+Shift+Digit2/@',
  'Ctrl+Shift+Digit6/^',
  'Ctrl+Shift+Backslash/|',
  'Ctrl+Alt+ArrowUp',
  'Ctrl+Shift+Comma/<',
  'Ctrl+Equal/=',
  'Ctrl+Minus/-',
  'Ctrl+Digit0/0',
  'Ctrl+Shift+Digit0/)',
];
const MAC_BERTHS = [
  'Meta+KeyC',
  'Meta+KeyV',
  'Meta+KeyK',
  'Meta+Digit1/1',
  'Ctrl+Tab',
  'Meta+Shift+Space',
  'Ctrl+Shift+Space',
];
const MAC_PROGRAMS = ['Ctrl+KeyC', 'Ctrl+Shift+KeyC/C', 'Alt+KeyF', 'Meta+KeyA', 'Escape'];

describe('who gets a key', () => {
  it.each(PROGRAMS)("%s is the program's", (text) => expect(isAppShortcut(key(text), false)).toBe(false));
  it.each(BERTHS)("%s is Berth's", (text) => expect(isAppShortcut(key(text), false)).toBe(true));
  it.each(MAC_PROGRAMS)("%s is the program's on a Mac", (text) => expect(isAppShortcut(key(text), true)).toBe(false));
  it.each(MAC_BERTHS)("%s is Berth's on a Mac", (text) => expect(isAppShortcut(key(text), true)).toBe(true));
});

describe('what the terminal does itself', () => {
  it.each([
    ['Ctrl+Shift+KeyC/C', false, 'copy'],
    ['Ctrl+Shift+KeyV/V', false, 'paste'],
    ['Ctrl+Shift+KeyF/F', false, 'find'],
    ['Ctrl+Shift+KeyC/С', false, 'copy'], // the Cyrillic letter on the same key
    ['Ctrl+Shift+Space', false, 'leave'],
    ['Ctrl+Shift+KeyT/T', false, null],
    ['Ctrl+KeyC', false, null],
    ['Ctrl+Tab', false, null],
    ['Meta+KeyC', true, 'copy'],
    ['Meta+KeyF', true, 'find'],
    ['Meta+Shift+KeyF/F', true, null],
    ['Meta+Shift+Space', true, 'leave'],
    ['Ctrl+KeyC', true, null],
  ] as const)('%s (Mac: %s) does %s', (text, isMac, action) => {
    expect(terminalAction(key(text), isMac)).toBe(action);
  });
});
