// The keys of a view of lines, while it has the keyboard.

import { type Chord, type KeyPress, matches } from '../parts/chords';

export const LOG_KEYS = {
  find: { modifiers: 'mod', keys: ['f'], shown: 'F' },
  filter: { modifiers: 'none', keys: ['/'], shown: '/' },
  fold: { modifiers: 'none', keys: ['enter'], shown: 'Enter' },
  wrap: { modifiers: 'none', keys: ['w'], shown: 'W' },
  times: { modifiers: 'none', keys: ['t'], shown: 'T' },
  latest: { modifiers: 'none', keys: ['end'], shown: 'End' },
  all: { modifiers: 'mod', keys: ['a'], shown: 'A' },
  copy: { modifiers: 'mod', keys: ['c'], shown: 'C' },
} as const satisfies Record<string, Chord>;

type WithKeys = keyof typeof LOG_KEYS;

/** What is done to lines by a key or a command. */
export type LogKey = WithKeys | 'copyAll' | 'save';

/** What a key press means here; null when it is none of these. */
export function logKeyOf(press: KeyPress, mac: boolean): WithKeys | null {
  const names = Object.keys(LOG_KEYS) as WithKeys[];
  return names.find((name) => matches(LOG_KEYS[name], press, mac, false)) ?? null;
}
