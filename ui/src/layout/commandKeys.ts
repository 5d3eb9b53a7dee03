// The keys of the window's commands: what a press means, and how keys are shown and announced.

import { ariaKeys, type Chord, keyHint, type KeyPress, keyText, matches } from '../parts/chords';
import type { Command } from './command';
import { COMMANDS } from './commands';

/** The command of a key press; null when it is none of the window's. */
export function commandOf(press: KeyPress, mac: boolean, inTerminal: boolean): Command | null {
  return COMMANDS.find(({ keys }) => keys?.some((chord) => matches(chord, press, mac, inTerminal))) ?? null;
}

/** The keys of a command, as they are shown; undefined when it has none. */
export function chordOf(id: string): Chord | undefined {
  return COMMANDS.find((command) => command.id === id)?.keys?.[0];
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

/** A command's keys for a line of text. */
export function keyTextOf(id: string, mac: boolean): string {
  const chord = chordOf(id);
  return chord ? keyText(chord, mac) : '';
}
