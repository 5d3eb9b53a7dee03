// The keys of marks, for the row that has the keyboard.

import { type Chord, type KeyPress, matches } from '../parts/chords';

export const MARK_KEYS = {
  pin: { modifiers: 'none', keys: ['p'], shown: 'P' },
  note: { modifiers: 'none', keys: ['n'], shown: 'N' },
  up: { modifiers: 'alt+shift', codes: ['ArrowUp'], shown: 'ArrowUp' },
  down: { modifiers: 'alt+shift', codes: ['ArrowDown'], shown: 'ArrowDown' },
} as const satisfies Record<string, Chord>;

export type MarkKey = keyof typeof MARK_KEYS;

/** What a key press on a row asks for; null when it is none of these. */
export function markOfKey(press: KeyPress): MarkKey | null {
  const names = Object.keys(MARK_KEYS) as MarkKey[];
  return names.find((name) => matches(MARK_KEYS[name], press, false, false)) ?? null;
}
