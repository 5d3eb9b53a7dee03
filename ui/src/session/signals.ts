// Signals of the processes in sessions, with Linux's numbers whatever the desktop runs on.

import { SIGNALS } from '../backend/bindings';
import { t } from './text';

interface Signal {
  name: string;
  /** What it says about the end: "It was asked to end." */
  meaning: string;
}

/** The signal of a number from 1 to 64; `SIG42` for one without a common name. */
export function signal(number: number): Signal {
  const name = `SIG${SIGNALS.find((known) => known.number === number)?.name ?? number}`;
  const meanings: Readonly<Record<string, string>> = t.signals;
  return { name, meaning: meanings[name] ?? t.otherSignal };
}
