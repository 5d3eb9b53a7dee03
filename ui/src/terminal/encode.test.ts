// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { encodeKey, type KeyPress } from './encode';

const NAMED: Record<string, string> = { Space: ' ' };

/** `Ctrl+KeyC`, or `Shift+Slash/?` where the key does not write what its place says. */
function key(text: string): KeyPress {
  const parts = text.split('+');
  const [code = '', written] = (parts.pop() ?? '').split(/\/(.*)/);
  const shiftKey = parts.includes('Shift');
  const place = /^Key(.)$/.exec(code)?.[1] ?? /^Digit(.)$/.exec(code)?.[1] ?? NAMED[code] ?? code;
  return {
    code,
    key: written ?? (place.length === 1 && !shiftKey ? place.toLowerCase() : place),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- a part of the type
    keyCode: parts.includes('IME') ? 229 : 0,
    isComposing: parts.includes('Composing'),
    shiftKey,
    ctrlKey: parts.includes('Ctrl'),
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Meta'),
    getModifierState: (name) => name === 'AltGraph' && parts.includes('AltGr'),
  };
}

function encoded(text: string, modes: { flags?: number; otherKeys?: number }, isMac = false): string | null {
  return encodeKey(key(text), { flags: 0, otherKeys: 0, ...modes }, isMac)?.replace('\x1b', '^') ?? null;
}

const UNTOUCHED = [
  'KeyA',
  'Shift+KeyA',
  'Digit1',
  'Shift+Digit1/!',
  'Space',
  'Enter',
  'Tab',
  'Backspace',
  'Numpad1/1',
  'NumpadMultiply/*',
  // Composed by the system.
  'IME+KeyA',
  'IME+Enter',
  'Composing+Shift+Enter',
  'Quote/Dead',
  'Ctrl+KeyE/Dead',
  'KeyQ/Process',
  'AltGr+KeyQ/@',
  'AltGr+Ctrl+Alt+KeyQ/@',
  'Quote/é',
  // Modifiers alone.
  'Shift+ShiftLeft/Shift',
  'Ctrl+ControlLeft/Control',
  'Alt+AltLeft/Alt',
  'CapsLock',
  'NumLock',
  // Scrolling and pasting.
  'Shift+PageUp',
  'Shift+PageDown',
  'Shift+Insert',
  'Ctrl+Insert',
];

describe('the kitty keyboard protocol, flag 1', () => {
  it.each(UNTOUCHED)('leaves %s to xterm.js', (text) => expect(encoded(text, { flags: 1 })).toBeNull());

  it.each([
    ['Escape', '^[27u'],
    ['Shift+Escape', '^[27;2u'],
    ['Ctrl+Escape', '^[27;5u'],
    ['Alt+Escape', '^[27;3u'],
    ['Shift+Enter', '^[13;2u'],
    ['Ctrl+Enter', '^[13;5u'],
    ['Alt+Enter', '^[13;3u'],
    ['Ctrl+Shift+Enter', '^[13;6u'],
    ['Shift+Tab', '^[9;2u'],
    ['Alt+Tab', '^[9;3u'],
    ['Ctrl+Backspace', '^[127;5u'],
    ['Alt+Backspace', '^[127;3u'],
    ['Ctrl+KeyC', '^[99;5u'],
    ['Ctrl+KeyI', '^[105;5u'],
    ['Ctrl+KeyM', '^[109;5u'],
    ['Ctrl+BracketLeft/[', '^[91;5u'],
    ['Ctrl+Space', '^[32;5u'],
    ['Ctrl+Digit1', '^[49;5u'],
    ['Ctrl+Shift+Minus/_', '^[45;6u'],
    ['Alt+KeyF', '^[102;3u'],
    ['Alt+BracketRight/]', '^[93;3u'],
    ['Shift+Alt+KeyF', '^[102;4u'],
    ['Shift+Alt+Slash/?', '^[47;4u'],
    ['Shift+Alt+Digit2/"', '^[50;4u'], // German
    ['Shift+Alt+Digit2/2', '^[50;4u'], // French
    ['Ctrl+Alt+KeyC', '^[99;7u'],
    ['Ctrl+Quote/ä', '^[228;5u'],
    ['Ctrl+KeyC/с', '^[1089;5u'], // Cyrillic
    ['Meta+KeyA', '^[97;9u'],
    ['ArrowUp', '^[A'],
    ['Shift+ArrowUp', '^[1;2A'],
    ['Ctrl+ArrowLeft', '^[1;5D'],
    ['Home', '^[H'],
    ['Shift+End', '^[1;2F'],
    ['Insert', '^[2~'],
    ['Delete', '^[3~'],
    ['Ctrl+Delete', '^[3;5~'],
    ['PageUp', '^[5~'],
    ['F1', '^[P'],
    ['Ctrl+F1', '^[1;5P'],
    ['F3', '^[13~'],
    ['Shift+F3', '^[13;2~'],
    ['F5', '^[15~'],
    ['Shift+F12', '^[24;2~'],
    ['F13', '^[57376u'],
    ['F35', '^[57398u'],
    ['ContextMenu', '^[57363u'],
    ['NumpadEnter/Enter', '^[57414u'],
    ['Shift+NumpadEnter/Enter', '^[57414;2u'],
    ['Numpad7/Home', '^[57423u'],
    ['Numpad5/Clear', '^[57427u'],
    ['Ctrl+Numpad5/5', '^[57404;5u'],
    ['Ctrl+NumpadMultiply/*', '^[57411;5u'],
  ])('%s is %s', (text, bytes) => expect(encoded(text, { flags: 1 })).toBe(bytes));

  it('leaves what the keys of a Mac compose, and what they do there', () => {
    expect(encoded('Alt+KeyA/å', { flags: 1 }, true)).toBeNull();
    expect(encoded('Meta+KeyA', { flags: 1 }, true)).toBeNull();
    expect(encoded('Alt+Enter', { flags: 1 }, true)).toBe('^[13;3u');
    expect(encoded('Ctrl+KeyC', { flags: 1 }, true)).toBe('^[99;5u');
  });
});

describe('alternate keys, flag 4', () => {
  it.each([
    ['Ctrl+KeyC', '^[99;5u'],
    ['Shift+Alt+KeyA', '^[97:65;4u'],
    ['Ctrl+KeyC/с', '^[1089::99;5u'],
    ['Shift+Alt+KeyC/С', '^[1089:1057:99;4u'],
    ['Shift+Alt+Slash/?', '^[47:63;4u'],
    ['Alt+KeyZ/y', '^[121::122;3u'], // German
    ['Shift+Enter', '^[13;2u'],
    ['F1', '^[P'],
  ])('%s is %s', (text, bytes) => expect(encoded(text, { flags: 5 })).toBe(bytes));

  it('alone changes no key', () => expect(encoded('Ctrl+KeyC', { flags: 4, otherKeys: 2 })).toBeNull());
});

describe('modifyOtherKeys', () => {
  const keys = [...UNTOUCHED, 'Escape', 'ArrowUp', 'Ctrl+ArrowUp', 'F5', 'Shift+F5', 'Delete', 'NumpadEnter/Enter'];
  it.each(keys)('leaves %s to xterm.js', (text) => {
    expect([1, 2].map((otherKeys) => encoded(text, { otherKeys }))).toEqual([null, null]);
  });

  it.each([
    ['Shift+Enter', '^[27;2;13~', '^[27;2;13~'],
    ['Ctrl+Enter', '^[27;5;13~', '^[27;5;13~'],
    ['Alt+Tab', '^[27;3;9~', '^[27;3;9~'],
    ['Shift+Tab', null, '^[27;2;9~'],
    ['Ctrl+Digit1', '^[27;5;49~', '^[27;5;49~'],
    ['Ctrl+Comma/,', '^[27;5;44~', '^[27;5;44~'],
    ['Ctrl+KeyI', null, '^[27;5;105~'],
    ['Ctrl+Space', null, '^[27;5;32~'],
    ['Shift+Space', null, '^[27;2;32~'],
    ['Alt+KeyF', null, '^[27;3;102~'],
    ['Shift+Alt+KeyF', null, '^[27;4;70~'],
    ['Ctrl+Alt+KeyF', null, '^[27;7;102~'],
    ['Shift+Escape', null, '^[27;2;27~'],
    ['Ctrl+Backspace', null, '^[27;5;127~'],
  ])('%s is %s at level 1, %s at level 2', (text, first, second) => {
    expect([1, 2].map((otherKeys) => encoded(text, { otherKeys }))).toEqual([first, second]);
  });

  it('gives way to the other protocol', () => {
    expect(encoded('Shift+Enter', { flags: 1, otherKeys: 2 })).toBe('^[13;2u');
  });
});

it('changes no key where nobody asked', () => {
  for (const text of ['Shift+Enter', 'Escape', 'Ctrl+KeyC', 'F1', 'NumpadEnter/Enter'])
    expect(encoded(text, {})).toBeNull();
});
