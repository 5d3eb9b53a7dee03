// Signal numbers as Linux has them: sessions run Linux whatever the desktop is.

interface Signal {
  name: string;
  /** What it tells about the end, after "killed by SIGX: ". */
  meaning: string;
}

const SIGNALS: Readonly<Record<number, Signal>> = {
  1: { name: 'SIGHUP', meaning: 'its terminal or its parent went away' },
  2: { name: 'SIGINT', meaning: 'it was interrupted, as with Ctrl-C' },
  3: { name: 'SIGQUIT', meaning: 'it was told to quit and leave a core dump' },
  4: { name: 'SIGILL', meaning: 'it ran an instruction that this processor does not have' },
  5: { name: 'SIGTRAP', meaning: 'it ran into a breakpoint' },
  6: { name: 'SIGABRT', meaning: 'it aborted itself, often after a failed assertion' },
  7: { name: 'SIGBUS', meaning: 'it touched memory that is not there' },
  8: { name: 'SIGFPE', meaning: 'it made an arithmetic error, such as a division by zero' },
  9: { name: 'SIGKILL', meaning: 'it was killed and could not clean up' },
  10: { name: 'SIGUSR1', meaning: 'it got a signal that it does not handle' },
  11: { name: 'SIGSEGV', meaning: 'it crashed on an invalid memory access' },
  12: { name: 'SIGUSR2', meaning: 'it got a signal that it does not handle' },
  13: { name: 'SIGPIPE', meaning: 'it wrote to a pipe that nobody reads' },
  14: { name: 'SIGALRM', meaning: 'a timer of its own ran out' },
  15: { name: 'SIGTERM', meaning: 'it was asked to end' },
  24: { name: 'SIGXCPU', meaning: 'it used up its processor time' },
  25: { name: 'SIGXFSZ', meaning: 'it wrote a file larger than allowed' },
  31: { name: 'SIGSYS', meaning: 'it made a system call that is forbidden' },
};

/** The signal of a number from 1 to 64; `SIG42` for one without a common name. */
export function signal(number: number): Signal {
  return SIGNALS[number] ?? { name: `SIG${number}`, meaning: 'it got a signal that it does not handle' };
}
