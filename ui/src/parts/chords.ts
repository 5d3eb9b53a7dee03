// How keys are written down in tables of commands, matched, and shown.

import { t } from './text';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * Which modifiers a chord wants; "mod" is Ctrl, or Cmd on macOS.
 * - `mod`: mod alone. In a terminal plain Ctrl keys belong to the program: there Shift is needed too, except on macOS.
 * - `mod+any`: mod with or without Shift, everywhere: the key may need Shift on some keyboards.
 * - `mod+shift`: both, everywhere.
 * - `mod+shift outside`: both, but not in a terminal, where Shift stands for the plain chord.
 * - `mod+alt`: both, without Shift.
 * - `alt+shift`: both, outside terminals.
 * - `ctrl`, `ctrl+shift`, `ctrl+any`: Ctrl on every platform.
 * - `terminal`: Ctrl and Shift, or Cmd alone on macOS: for what a terminal does itself.
 * - `none`: the key alone, outside terminals.
 */
export type Modifiers =
  | 'mod'
  | 'mod+any'
  | 'mod+shift'
  | 'mod+shift outside'
  | 'mod+alt'
  | 'alt+shift'
  | 'ctrl'
  | 'ctrl+shift'
  | 'ctrl+any'
  | 'terminal'
  | 'none';

export interface Chord {
  modifiers: Modifiers;
  /** What the key writes, in lower case. */
  keys?: readonly string[];
  /** Its place on the keyboard. One of both is enough. */
  codes?: readonly string[];
  /** How it is shown; also its name in `aria-keyshortcuts`. */
  shown: string;
}

/** Whether a key press is this chord. */
export function matches(chord: Chord, press: KeyPress, mac: boolean, inTerminal: boolean): boolean {
  const named = chord.keys?.includes(press.key.toLowerCase()) || chord.codes?.includes(press.code);
  return named === true && modified(chord.modifiers, press, mac, inTerminal);
}

function modified(wanted: Modifiers, press: KeyPress, mac: boolean, inTerminal: boolean): boolean {
  const { ctrlKey, metaKey, shiftKey, altKey } = press;
  const mod = mac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (altKey !== (wanted === 'mod+alt' || wanted === 'alt+shift')) return false;
  switch (wanted) {
    case 'mod':
      return mod && shiftKey === (inTerminal && !mac);
    case 'mod+any':
      return mod;
    case 'mod+shift':
      return mod && shiftKey;
    case 'mod+shift outside':
      return mod && shiftKey && (!inTerminal || mac);
    case 'mod+alt':
      return mod && !shiftKey;
    case 'alt+shift':
      return shiftKey && !ctrlKey && !metaKey && !inTerminal;
    case 'ctrl':
      return ctrlKey && !metaKey && !shiftKey;
    case 'ctrl+shift':
      return ctrlKey && !metaKey && shiftKey;
    case 'ctrl+any':
      return ctrlKey;
    case 'terminal':
      return mod && shiftKey === !mac;
    case 'none':
      return !ctrlKey && !metaKey && !inTerminal;
  }
}

/** The modifiers of a chord as keycaps, those of the platform. */
function caps(modifiers: Modifiers, mac: boolean): string[] {
  const mod = mac ? '⌘' : 'Ctrl';
  switch (modifiers) {
    case 'mod':
    case 'mod+any':
      return [mod];
    case 'mod+shift':
    case 'mod+shift outside':
      return [mod, 'Shift'];
    case 'mod+alt':
      return [mac ? '⌥ ⌘' : 'Ctrl Alt'];
    case 'alt+shift':
      return mac ? ['⌥', '⇧'] : ['Alt', 'Shift'];
    case 'ctrl':
    case 'ctrl+any':
      return ['Ctrl'];
    case 'ctrl+shift':
      return ['Ctrl', 'Shift'];
    case 'terminal':
      return mac ? [mod] : [mod, 'Shift'];
    case 'none':
      return [];
  }
}

/** One string for each keycap, as keyboards of the window's language have it. */
export function keycaps({ modifiers, shown }: Chord, mac: boolean): string[] {
  return [...caps(modifiers, mac), shown].map(keycap);
}

const ARROWS = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };

/** "Strg" for "Ctrl", "Strg Alt" for "Ctrl Alt" in German; an arrow for its key. */
export function keycap(name: string): string {
  const names: Readonly<Record<string, string>> = { ...ARROWS, ...t.keycaps };
  return name
    .split(' ')
    .map((word) => names[word] ?? word)
    .join(' ');
}

/** In one line, as the palette shows it: "Ctrl K". */
export function keyText(chord: Chord, mac: boolean): string {
  return keycaps(chord, mac).join(' ');
}

/** As one word, for a menu or a tooltip: "Ctrl+K", or "⌘K". */
export function keyHint(chord: Chord, mac: boolean): string {
  return keycaps(chord, mac).join(mac ? '' : '+');
}

/** The value of `aria-keyshortcuts`. */
export function ariaKeys({ modifiers, shown }: Chord, mac: boolean): string {
  const names: Readonly<Record<string, string>> = {
    '⌘': 'Meta',
    '⌥ ⌘': 'Alt+Meta',
    '⌥': 'Alt',
    '⇧': 'Shift',
    'Ctrl Alt': 'Control+Alt',
    Ctrl: 'Control',
    Del: 'Delete',
    '+': 'Plus',
  };
  return [...caps(modifiers, mac), shown].map((cap) => names[cap] ?? cap).join('+');
}
