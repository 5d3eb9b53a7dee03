import { grammar } from '../../i18n/grammar';
import { code } from '../../i18n/marked';

const { and, number, plural } = grammar('en');

export const en = {
  /** How a run ended, in a word or two. */
  running: 'running',
  outOfMemory: 'out of memory',
  notStarted: 'not started',
  unknown: 'end unknown',
  exited: (code: number) => `exited ${code}`,
  ended: (code: number) => `ended ${code}`,
  killed: (code: number) => `killed ${code}`,

  /** Who ended it. */
  killedAfterGrace: (seconds: number) => `killed by SIGKILL after the ${number(seconds)} s grace time`,
  killedAfterSomeGrace: 'killed by SIGKILL after the grace time',
  did: {
    you: {
      start: 'you started it anew',
      stop: 'you stopped it',
      kill: 'you killed it',
      restart: 'you restarted it',
      recreate: 'you recreated it',
      delete: 'you deleted it',
      pod: 'you stopped its pod',
    },
    window: {
      start: 'started anew in another window of Berth',
      stop: 'stopped in another window of Berth',
      kill: 'killed in another window of Berth',
      restart: 'restarted in another window of Berth',
      recreate: 'recreated in another window of Berth',
      delete: 'deleted in another window of Berth',
      pod: 'its pod was stopped in another window of Berth',
    },
    berthctl: {
      start: 'started anew by berthctl',
      stop: 'stopped by berthctl',
      kill: 'killed by berthctl',
      restart: 'restarted by berthctl',
      recreate: 'recreated by berthctl',
      delete: 'deleted by berthctl',
      pod: 'its pod was stopped by berthctl',
    },
  },
  youSent: (signal: string) => `you sent it ${signal}`,
  windowSent: (signal: string) => `another window of Berth sent it ${signal}`,
  berthctlSent: (signal: string) => `berthctl sent it ${signal}`,
  shutdown: 'the engine or the machine was shut down',
  killedElsewhere: 'by somebody else, not by Berth: a kill, or a stop whose grace time ran out',
  endedElsewhere: 'ended by somebody else, not by Berth',
  itself: 'ended by itself',
  kernel: 'ended by the kernel, for want of memory',
  nobodySaw: 'nobody saw who ended it',
  /** For a narrow column: what stands beside it says the rest. */
  short: {
    you: 'you',
    window: 'another window',
    berthctl: 'berthctl',
    shutdown: 'shutdown',
    other: 'somebody else',
    itself: 'itself',
    kernel: 'kernel',
    unknown: 'unknown',
  },
  unwatched: (from: string, to: string) => `Berth did not watch from ${from} to ${to}`,

  /** Facts of a run. */
  ran: (duration: string) => `ran ${duration}`,
  runsSince: (moment: string) => `runs since ${moment}`,
  peakMemory: (size: string) => `used up to ${size} of memory`,
  peakMemoryOf: (size: string, limit: string) => `used up to ${size} of ${limit} memory`,
  partOf: (size: string, limit: string) => `${size} of ${limit}`,
  clockOffset: (seconds: number) => `the engine’s clock differs from this machine’s by ${number(seconds)} s`,
  bytes: (count: number) => plural(count, { one: '1 byte', other: `${number(count)} bytes` }),
  size: (value: number, unit: string) => `${number(value)} ${unit}`,

  timeline: {
    label: (count: number) => plural(count, { one: 'The last run', other: `The last ${number(count)} runs` }),
    bar: (run: number, word: string, duration: string, ended: string) =>
      `Run ${number(run)}, ${word}, ran ${duration}, ended ${ended}`,
    barUnknown: (run: number, word: string, since: string) => `Run ${number(run)}, ${word}, started ${since}`,
    barRunning: (run: number, since: string) => `Run ${number(run)}, running since ${since}`,
    hint: 'Arrow keys go from run to run; Enter opens one.',
    asTable: 'As a table',
    asBars: 'As bars',
    run: 'Run',
    ending: 'Ending',
    started: 'Started',
    length: 'Length',
    by: 'Ended by',
    open: (run: number) => `Open run ${number(run)} in the history`,
    all: 'All runs',
    unreadable: 'Its history can’t be read.',
    unwritten: 'Nothing new is kept.',
    none: 'Nothing is kept of it yet.',
    averted: 'Nothing of it is kept: it is left out of the history.',
  },

  changes: {
    title: 'Changed since the run before',
    image: (before: string, after: string) => `image ${before} → ${after}`,
    imageSame: (image: string) => `${image} is another image than before`,
    added: (names: readonly string[]) => `environment: ${and(names)} added`,
    removed: (names: readonly string[]) => `environment: ${and(names)} removed`,
    spec: (path: string, before: string, after: string) => `${path}: ${before} → ${after}`,
    nothing: 'Nothing changed since the run before.',
    first: 'It is the first run that is known.',
    none: 'none',
    summary: (parts: readonly string[]) => `Changed since the run before: ${parts.join('; ')}.`,
  },

  lastLines: 'Last lines',

  steps: {
    title: 'What to do',
    path: (command: string, path: string) => [
      code(command),
      ' is in none of the folders of its PATH (',
      code(path),
      '). Give its whole path, or an image that has it.',
    ],
    notFound: 'Its last lines say which command was not found. Give its whole path, or an image that has it.',
    notRunnable: (command: string) => [
      'Check that ',
      code(command),
      ' may be executed (chmod +x), and that the image was built for this processor.',
    ],
    memory: (limit: string) => `Its limit is ${limit}. Raise it, and start it again:`,
    memoryUnknown: 'Raise its memory limit, and start it again:',
    port: (port: number, holder: string) => `Port ${port} belongs to ${holder}. Stop that, or publish another port.`,
    portElsewhere: (port: number) =>
      `Another program holds port ${port}. End it, or publish another port. This names it:`,
    copy: 'Copy the command',
  },

  similar: {
    look: 'Look for similar names',
    looking: 'Looking…',
    failed: 'Could not look for similar names',
    found: (wanted: string) => ['Similar to ', code(wanted), ': '],
    none: (wanted: string, compared: number) =>
      compared === 0
        ? ['There are no programs in its PATH.']
        : [
            plural(compared, {
              one: 'The only program in its PATH is not similar to ',
              other: `None of the ${number(compared)} programs in its PATH is similar to `,
            }),
            code(wanted),
            '.',
          ],
    noCommand: 'It has no command.',
    incomplete: 'Not all of its PATH could be looked through: it is large.',
  },
};
