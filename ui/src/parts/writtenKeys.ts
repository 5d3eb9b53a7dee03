// Keys as a person writes them into a file: "Ctrl+Shift+K", "Ctrl+Alt+Left", "F6". Pure.

import type { Chord } from './chords';

const ARROWS: Readonly<Record<string, string>> = {
  left: 'ArrowLeft',
  right: 'ArrowRight',
  up: 'ArrowUp',
  down: 'ArrowDown',
};
const JUMPS: Readonly<Record<string, string>> = { tab: 'Tab', pageup: 'PageUp', pagedown: 'PageDown' };
/** Their places on most keyboards, for those that write another character with Shift. */
const MARKS: Readonly<Record<string, string>> = { ',': 'Comma', '.': 'Period', '\\': 'Backslash' };

/**
 * A chord by its text; null where it is none that a window can have. There are: Ctrl, or Ctrl and Shift, with a
 * letter, a digit, a comma, a dot, a backslash, Tab, PageUp or PageDown; Ctrl and Alt with an arrow (with anything
 * else they are AltGr on Windows, which writes); and F1 to F12 alone, outside terminals.
 */
export function writtenKeys(text: string): Chord | null {
  const words = text.split('+').map((word) => word.trim().toLowerCase());
  const key = words.pop() ?? '';
  const modifiers = [...new Set(words)].sort().join('+');
  if (words.length !== new Set(words).size) return null;
  if (modifiers === '') return /^f([1-9]|1[0-2])$/.test(key) ? coded('none', key.toUpperCase()) : null;
  if (modifiers === 'alt+ctrl') return ARROWS[key] === undefined ? null : coded('mod+alt', ARROWS[key]);
  if (modifiers !== 'ctrl' && modifiers !== 'ctrl+shift') return null;
  const shift = modifiers === 'ctrl+shift';
  if (JUMPS[key] !== undefined) return coded(shift ? 'ctrl+shift' : 'ctrl', JUMPS[key]);
  const chord = { modifiers: shift ? ('mod+shift' as const) : ('mod' as const), shown: key.toUpperCase() };
  if (/^[a-z]$/.test(key)) return { ...chord, keys: [key] };
  if (/^\d$/.test(key)) return { ...chord, codes: [`Digit${key}`, `Numpad${key}`] };
  return MARKS[key] === undefined ? null : { ...chord, keys: [key], codes: [MARKS[key]] };
}

function coded(modifiers: Chord['modifiers'], code: string): Chord {
  return { modifiers, codes: [code], shown: code };
}
