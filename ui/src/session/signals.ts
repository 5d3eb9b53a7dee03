// Signal numbers as Linux has them: sessions run Linux whatever the desktop is.

import { t } from './text';

interface Signal {
  name: string;
  /** What it tells about the end: "It was asked to end." */
  meaning: string;
}

const NAMES: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  11: 'SIGSEGV',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};

/** The signal of a number from 1 to 64; `SIG42` for one without a common name. */
export function signal(number: number): Signal {
  const name = NAMES[number] ?? `SIG${number}`;
  const meanings: Readonly<Record<string, string>> = t.signals;
  return { name, meaning: meanings[name] ?? t.otherSignal };
}
