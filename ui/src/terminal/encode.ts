// Keys as a program wants them that asked for more than terminals always sent. By the kitty
// keyboard protocol, https://sw.kovidgoyal.net/kitty/keyboard-protocol/, and for modifyOtherKeys
// by https://invisible-island.net/xterm/modified-keys.html.

import type { KeyModes } from './keyboard';

/** What of a keyboard event is written. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'keyCode' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'isComposing' | 'getModifierState'
>;

/** A key that is being typed. */
export interface Pressed {
  key: KeyPress;
  /** Whether it is written as its program asked for it, and not as terminals always did. */
  asked: boolean;
}

const DISAMBIGUATE = 1;
const ALTERNATE_KEYS = 4;

const ESC = '\x1b';
const CSI = `${ESC}[`;

/** Keys that also without modifiers are no text, and how the protocol writes them: number and last character. */
const FUNCTIONAL: Readonly<Record<string, readonly [number, string]>> = {
  Escape: [27, 'u'],
  Insert: [2, '~'],
  Delete: [3, '~'],
  PageUp: [5, '~'],
  PageDown: [6, '~'],
  ArrowUp: [1, 'A'],
  ArrowDown: [1, 'B'],
  ArrowRight: [1, 'C'],
  ArrowLeft: [1, 'D'],
  Home: [1, 'H'],
  End: [1, 'F'],
  F1: [1, 'P'],
  F2: [1, 'Q'],
  F3: [13, '~'], // CSI R is where the cursor is
  F4: [1, 'S'],
  F5: [15, '~'],
  F6: [17, '~'],
  F7: [18, '~'],
  F8: [19, '~'],
  F9: [20, '~'],
  F10: [21, '~'],
  F11: [23, '~'],
  F12: [24, '~'],
  ...Object.fromEntries(Array.from({ length: 23 }, (_, at) => [`F${at + 13}`, [57376 + at, 'u'] as const])),
  ScrollLock: [57359, 'u'],
  PrintScreen: [57361, 'u'],
  Pause: [57362, 'u'],
  ContextMenu: [57363, 'u'],
};

/** Those of the keypad: by what they do where they write no text. */
const KEYPAD: Readonly<Record<string, number>> = {
  Enter: 57414,
  ArrowLeft: 57417,
  ArrowRight: 57418,
  ArrowUp: 57419,
  ArrowDown: 57420,
  PageUp: 57421,
  PageDown: 57422,
  Home: 57423,
  End: 57424,
  Insert: 57425,
  Delete: 57426,
  Clear: 57427,
};

/** Likewise by their place, where they write text, but not with this modifier. */
const KEYPAD_TEXT: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [`Numpad${digit}`, 57399 + digit])),
  NumpadDecimal: 57409,
  NumpadDivide: 57410,
  NumpadMultiply: 57411,
  NumpadSubtract: 57412,
  NumpadAdd: 57413,
  NumpadEqual: 57415,
  NumpadComma: 57416,
};

/** Keys with a byte of their own: with modifiers only do they become sequences. */
const CONTROLS: Readonly<Record<string, number>> = { Enter: 13, Tab: 9, Backspace: 127 };

/** What the keys of a US keyboard write without and with Shift, by their code. */
const US: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Array.from('1!2@3#4$5%6^7&8*9(0)'.matchAll(/(.)./g), (pair) => [`Digit${pair[1]}`, pair[0]])),
  Backquote: '`~',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
};

/** What the key writes for a program in these modes; null leaves it to xterm.js, as all text that is composed. */
export function encodeKey(key: KeyPress, modes: KeyModes, isMac: boolean): string | null {
  const { flags, otherKeys } = modes;
  if ((flags === 0 && otherKeys === 0) || isComposed(key, isMac) || isTerminals(key, isMac)) return null;
  if ((flags & DISAMBIGUATE) !== 0) return disambiguated(key, flags);
  // The other flags say more in sequences that there are, and make none.
  return flags === 0 && otherKeys > 0 ? modified(key, otherKeys) : null;
}

/** Text that the system makes of keys: input methods, dead keys, AltGr, Option. */
function isComposed(key: KeyPress, isMac: boolean): boolean {
  if (isOfInputMethod(key)) return true;
  if (key.key === 'Dead' || key.key === 'Process' || key.key === 'Unidentified' || key.key === 'AltGraph') return true;
  return isText(key) && (key.getModifierState('AltGraph') || (isMac && key.altKey && !key.ctrlKey));
}

/** Whether an input method has the key, also one that ends its text. */
export function isOfInputMethod(key: KeyPress): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- WebKit has nothing else for the key that ends it
  return key.isComposing || key.keyCode === 229;
}

/** What the terminal itself does: scrolling, pasting, selecting all. */
function isTerminals({ key, shiftKey, ctrlKey, metaKey }: KeyPress, isMac: boolean): boolean {
  if (isMac && metaKey) return true;
  return (shiftKey && /^Page(Up|Down)$/.test(key)) || ((shiftKey || ctrlKey) && key === 'Insert');
}

function disambiguated(key: KeyPress, flags: number): string | null {
  const modifiers = modifiersOf(key);
  if (key.code.startsWith('Numpad')) {
    const number = isText(key) ? (modifiers > 1 ? KEYPAD_TEXT[key.code] : undefined) : KEYPAD[key.key];
    return number === undefined ? null : sequence(`${number}`, modifiers, 'u');
  }
  const functional = FUNCTIONAL[key.key];
  if (functional) return sequence(`${functional[0]}`, modifiers, functional[1]);
  const control = CONTROLS[key.key];
  // As before without modifiers, so that one can type `reset`.
  if (control !== undefined) return modifiers > 0 ? sequence(`${control}`, modifiers, 'u') : null;
  // Shift alone makes other text.
  return isText(key) && modifiers > 1 ? sequence(keyNumbers(key, flags), modifiers, 'u') : null;
}

/** The number of a key that writes text, and of alternate ones where they are asked for. */
function keyNumbers(key: KeyPress, flags: number): string {
  const own = unshifted(key);
  if ((flags & ALTERNATE_KEYS) === 0) return `${codeOf(own)}`;
  const shifted = key.shiftKey && key.key !== own ? `${codeOf(key.key)}` : '';
  const place = /^Key([A-Z])$/.exec(key.code)?.[1]?.toLowerCase() ?? US[key.code]?.[0];
  const base = place !== undefined && place !== own ? `:${codeOf(place)}` : '';
  return `${codeOf(own)}${shifted || base ? `:${shifted}` : ''}${base}`;
}

/** What the key writes without Shift, as far as a browser tells. */
function unshifted({ key, code, shiftKey }: KeyPress): string {
  const lower = key.toLowerCase();
  if (!shiftKey || lower !== key) return isCharacter(lower) ? lower : key;
  if (US[code]?.[1] === key) return US[code]?.[0] ?? key;
  // The digits' row has them below on all keyboards but the French, on which Shift writes the digit.
  return /^Digit\d$/.test(code) && !/\d/.test(key) ? code.slice(5) : key;
}

/** xterm's: what is written without it is left as it is where a program can tell it, at level 1. */
function modified(key: KeyPress, level: number): string | null {
  const modifiers = modifiersOf(key);
  if (modifiers === 0 || key.code.startsWith('Numpad')) return null;
  const control = key.key === 'Escape' ? 27 : CONTROLS[key.key];
  if (control !== undefined) {
    const known = level === 1 && (control === 27 || control === 127 || (control === 9 && modifiers === 1));
    return known ? null : other(modifiers, control);
  }
  if (!isText(key)) return null;
  if (modifiers === 1) return level === 2 && key.key === ' ' ? other(modifiers, 32) : null;
  return level === 2 || hasNoControl(key) ? other(modifiers, codeOf(key.key)) : null;
}

/** Whether xterm.js has no control character for what is pressed with Ctrl; Alt alone is an ESC before it. */
function hasNoControl({ key, ctrlKey, shiftKey }: KeyPress): boolean {
  if (!ctrlKey) return false;
  return shiftKey ? !/^[@_]$/.test(key) : !/^[a-z3-8 [\\\]_]$/i.test(key);
}

function other(modifiers: number, code: number): string {
  return `${CSI}27;${modifiers + 1};${code}~`;
}

/** `CSI number ; modifiers last`, without what is not needed. */
function sequence(number: string, modifiers: number, last: string): string {
  if (modifiers > 0) return `${CSI}${number};${modifiers + 1}${last}`;
  return `${CSI}${number === '1' ? '' : number}${last}`;
}

/** Caps Lock and Num Lock are left out: programs know Ctrl+C, but not with them. */
function modifiersOf({ shiftKey, altKey, ctrlKey, metaKey }: KeyPress): number {
  return (shiftKey ? 1 : 0) | (altKey ? 2 : 0) | (ctrlKey ? 4 : 0) | (metaKey ? 8 : 0);
}

function isText({ key }: KeyPress): boolean {
  return isCharacter(key);
}

/** Whether the name of a key is what it writes. */
export function isCharacter(key: string): boolean {
  return /^.$/u.test(key);
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
