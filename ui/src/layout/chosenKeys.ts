// Which keys the window's commands have, after what the person set in `config.toml`, and what of that can't be. Pure.

import type { KeyChoice } from '../backend/port';
import { LOG_KEYS } from '../logs/keys';
import { type Chord, type KeyPress, matches } from '../parts/chords';
import { writtenKeys } from '../parts/writtenKeys';
import { TERMINAL_KEYS } from '../terminal/keys';
import type { Command } from './command';

/** What can't be used of the file; the command has the keys that it had. */
export type KeyFault = Pick<KeyChoice, 'command' | 'line' | 'column'> &
  (
    | { why: 'noCommand' }
    | { why: 'noKeys'; keys: string }
    /** Terminals, logs or fields of text have them. */
    | { why: 'reserved'; keys: string }
    | { why: 'taken'; keys: string; by: string }
  );

export interface ChosenKeys {
  /** Of each command that has any. */
  of: ReadonlyMap<string, readonly Chord[]>;
  faults: readonly KeyFault[];
}

const letter = (key: string): Chord => ({ modifiers: 'mod', keys: [key], shown: key });

/** Of terminals, of the lines of a log, and of fields of text. */
const RESERVED: readonly Chord[] = [
  ...Object.values(TERMINAL_KEYS),
  LOG_KEYS.find,
  LOG_KEYS.all,
  LOG_KEYS.copy,
  letter('v'),
  letter('x'),
  letter('z'),
];

interface Wish {
  choice: KeyChoice;
  chords: readonly Chord[];
}

/** A wish that can't be leaves its command as it was; of two that meet, the later one in the file. */
export function chooseKeys(commands: readonly Command[], choices: readonly KeyChoice[], mac: boolean): ChosenKeys {
  const faults: KeyFault[] = [];
  const wishes = new Map<string, Wish>();
  for (const choice of choices) {
    const wish = read(commands, choice, mac);
    if ('why' in wish) faults.push(wish);
    else wishes.set(choice.command, wish);
  }
  // One that is taken back may have given its keys to another: until nothing is.
  for (;;) {
    const of = new Map(commands.map(({ id, keys }) => [id, wishes.get(id)?.chords ?? keys ?? []]));
    const fault = [...wishes.values()]
      .reverse()
      .map((wish) => meeting(wish, of, mac))
      .find((one) => one !== null);
    if (!fault) return { of, faults: faults.sort((a, b) => a.line - b.line) };
    wishes.delete(fault.command);
    faults.push(fault);
  }
}

function read(commands: readonly Command[], choice: KeyChoice, mac: boolean): Wish | KeyFault {
  const { command, line, column } = choice;
  const place = { command, line, column };
  if (!commands.some(({ id }) => id === command)) return { ...place, why: 'noCommand' };
  const chords: Chord[] = [];
  for (const keys of choice.keys) {
    const chord = writtenKeys(keys);
    if (!chord) return { ...place, why: 'noKeys', keys };
    if (RESERVED.some((one) => meet(one, chord, mac))) return { ...place, why: 'reserved', keys };
    chords.push(chord);
  }
  return { choice, chords };
}

function meeting({ choice, chords }: Wish, of: ReadonlyMap<string, readonly Chord[]>, mac: boolean): KeyFault | null {
  const { command, line, column } = choice;
  for (const [index, chord] of chords.entries()) {
    for (const [by, others] of of) {
      if (by === command || !others.some((other) => meet(chord, other, mac))) continue;
      return { command, line, column, why: 'taken', keys: choice.keys[index] ?? '', by };
    }
  }
  return null;
}

/** Whether one press is both, in a terminal or beside it. */
function meet(a: Chord, b: Chord, mac: boolean): boolean {
  const presses = [
    ...(a.keys ?? []).map((key) => ({ key, code: '' })),
    ...(a.codes ?? []).map((code) => ({ key: '', code })),
  ];
  return presses.some((press) =>
    HELD.some((held) =>
      [false, true].some((inTerminal) =>
        [a, b].every((chord) => matches(chord, { ...press, ...held }, mac, inTerminal)),
      ),
    ),
  );
}

/** Each way to hold modifiers. */
const HELD: readonly Omit<KeyPress, 'key' | 'code'>[] = Array.from({ length: 16 }, (_, bits) => ({
  ctrlKey: (bits & 1) !== 0,
  metaKey: (bits & 2) !== 0,
  shiftKey: (bits & 4) !== 0,
  altKey: (bits & 8) !== 0,
}));
