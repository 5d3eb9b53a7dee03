// The keys of the window's commands: what a press means, and how keys are shown and announced.

import { ariaKeys, type Chord, keyHint, type KeyPress, keyText, matches } from '../parts/chords';
import type { Command } from './command';
import { COMMANDS } from './commands';
import { keysNow } from './keys.svelte';

/** The command of a key press; null when it is none of the window's. */
export function commandOf(press: KeyPress, mac: boolean, inTerminal: boolean): Command | null {
  const { of } = keysNow();
  const has = ({ id }: Command): boolean =>
    of.get(id)?.some((chord) => matches(chord, press, mac, inTerminal)) === true;
  return COMMANDS.find(has) ?? null;
}

/** The keys of a command, as they are shown; undefined when it has none. */
export function chordOf(id: string): Chord | undefined {
  return keysNow().of.get(id)?.[0];
}

/** The `aria-keyshortcuts` of a control that does what a command does. */
export function ariaKeysOf(id: string, mac: boolean): string | undefined {
  const chord = chordOf(id);
  return chord && ariaKeys(chord, mac);
}

/** A command's keys for the tooltip of such a control. */
export function keyHintOf(id: string, mac: boolean): string {
  const chord = chordOf(id);
  return chord ? keyHint(chord, mac) : '';
}

/** The tooltip of such a control, with the keys: "Hide list (Ctrl+B)". */
export function withKeys(text: string, id: string, mac: boolean): string {
  const keys = keyHintOf(id, mac);
  return keys === '' ? text : `${text} (${keys})`;
}

/** A command's keys for a line of text. */
export function keyTextOf(id: string, mac: boolean): string {
  const chord = chordOf(id);
  return chord ? keyText(chord, mac) : '';
}
