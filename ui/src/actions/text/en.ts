import { grammar } from '../../i18n/grammar';

const { number, plural } = grammar('en');

export const en = {
  /** In a row and a toolbar while a verb is under way. */
  busy: {
    saving: 'saving',
    starting: 'starting',
    restarting: 'restarting',
    pausing: 'pausing',
    resuming: 'resuming',
    pausingRestarts: 'pausing its restarts',
    resumingRestarts: 'resuming its restarts',
    stopping: 'stopping',
    deleting: 'deleting',
    killing: 'killing',
    sending: (signal: string) => `sending ${signal}`,
  },

  couldNot: {
    define: (name: string) => `Could not write ${name} to sessions.toml`,
    undefine: (name: string) => `Could not remove the definition of ${name}`,
    openWindow: (name: string) => `Could not open a window for ${name}`,
    openInTerminal: (name: string) => `Could not open ${name} in your terminal`,
    start: (name: string) => `Could not start ${name}`,
    restart: (name: string) => `Could not restart ${name}`,
    redraw: (name: string) => `Could not redraw ${name}`,
    pause: (name: string) => `Could not pause ${name}`,
    resume: (name: string) => `Could not resume ${name}`,
    pauseRestarts: (name: string) => `Could not pause the restarts of ${name}`,
    resumeRestarts: (name: string) => `Could not resume the restarts of ${name}`,
    stop: (name: string) => `Could not stop ${name}`,
    remember: 'Could not remember the steps',
    turn: (name: string) => `Could not change the stop of ${name}`,
    propose: 'Could not propose steps',
    remove: (name: string) => `Could not delete ${name}`,
    send: (signal: string, name: string) => `Could not send ${signal} to ${name}`,
    showFile: 'Could not show the file',
    tryIt: 'Could not start the try-out session',
  },

  opened: (name: string, program: string) => `Opened ${name} in ${program}`,
  stays: (name: string) => `${name} stays`,
  stopped: (name: string) => `Stopped ${name}`,
  killed: (name: string) => `Killed ${name}`,
  sent: (signal: string, name: string) => `Sent ${signal} to ${name}`,
  hadEnded: (name: string) => `${name} had already ended`,
  deleted: (name: string) => `Deleted ${name}`,
  runKept: (run: number) => `Its run is kept in the history as number ${run}`,
  keptUnlogged: (run: number, driver: string) =>
    `Its details are kept in the history as number ${run}. There is no log: its log driver is ${driver}.`,
  keptWithoutLog: (run: number) =>
    `Its details, and what could be read of its log, are kept in the history as number ${run}`,
  restartsPaused: (name: string) => `Restarts of ${name} are paused`,
  restartsPausedText: (policy: string) => `It is not started again when it ends. Its restart policy was ${policy}.`,
  resumeRestarts: 'Resume restarts',
  restartsResumed: (name: string) => `Restarts of ${name} are resumed`,
  restartsResumedText: (policy: string) => `Its restart policy is ${policy} again.`,
  saved: (name: string) => `Saved the output of ${name}`,
  showInFolder: 'Show in folder',
  imageGone: 'The image is not there',
  imageGoneText: (image: string) => `${image} is no longer on this engine. Start a new session to pull it.`,
  foldersMissing: 'Folders are missing',
  foldersMissingText: (paths: readonly string[]) => `These folders of its volumes do not exist: ${paths.join(', ')}`,
  asCreated: (name: string) => `${name} was there already`,
  asCreatedText: (differences: readonly string[]) =>
    `It was started as it was created, and that is not what you wrote: ${differences.join('; ')}. ` +
    'To create it anew, delete it and start a new session.',
  endedAtOnce: (name: string) => `${name} ended at once`,

  bulk: {
    titles: {
      start: 'Start sessions',
      stop: 'Stop sessions?',
      delete: 'Delete sessions?',
      prune: 'Prune ended sessions',
    },
    texts: {
      start: 'They start as they were created.',
      stop:
        'Each is asked to end, and killed when its own grace time is over (10 seconds where it has none). ' +
        'They are kept.',
      delete: 'Each is stopped if it runs, its log and details are archived, and it is removed. Volumes stay.',
      prune: 'Ended sessions of Berth are archived and removed. Volumes and images stay.',
    },
    lists: {
      start: 'Sessions to start',
      stop: 'Sessions to stop',
      delete: 'Sessions to delete',
      prune: 'Sessions to delete',
    },
    start: (count: number) => plural(count, { one: 'Start 1 session', other: `Start ${number(count)} sessions` }),
    stop: (count: number) => plural(count, { one: 'Stop 1 session', other: `Stop ${number(count)} sessions` }),
    delete: (count: number) => plural(count, { one: 'Delete 1 session', other: `Delete ${number(count)} sessions` }),
    prune: (count: number) => plural(count, { one: 'Delete 1 session', other: `Delete ${number(count)} sessions` }),
    withoutLogs: (count: number) =>
      plural(count, { one: 'Delete 1 without its log', other: `Delete ${number(count)} without their logs` }),
    nothing: 'There is nothing to delete: no session of Berth has ended.',
    nameAndFacts: (name: string, facts: string) => `${name}, ${facts}`,
    working: 'Working…',
    done: (done: number, all: number) =>
      plural(all, {
        one: `${number(done)} of 1 session done`,
        other: `${number(done)} of ${number(all)} sessions done`,
      }),
  },

  defined: (name: string) => `${name} is in sessions.toml`,
  asDefined: (name: string) => `${name} is as sessions.toml says`,
  variablesWritten: (names: readonly string[]) =>
    `The values of these variables are in the file now, for all who can read it: ${names.join(', ')}`,
  undefined: (name: string) => `Removed the definition of ${name}`,
  undefine: {
    title: (name: string) => `Remove the definition of ${name}?`,
    explained: 'It goes from sessions.toml, with the comments right above it. It has no container that would go, too.',
    button: (name: string) => `Remove ${name}`,
  },
  remove: {
    title: (name: string) => `Delete ${name}?`,
    ended: (engine: string) => `It will be archived and removed from ${engine}.`,
    running: (engine: string) => `It is running: it will be stopped, archived and removed from ${engine}.`,
    paused: (engine: string) => `It is paused: it will be stopped, archived and removed from ${engine}.`,
    restarting: (engine: string) => `It is restarting: it will be stopped, archived and removed from ${engine}.`,
    stopping: (engine: string) => `It is stopping: it will be stopped, archived and removed from ${engine}.`,
    unknown: (engine: string) => `It is unknown: it will be stopped, archived and removed from ${engine}.`,
    broken: (engine: string) =>
      `It is broken: what there is of it will be archived, and it will be removed from ${engine}, by force if need be.`,
    explained: (image: string) =>
      `Its log, details and exit code go to history first. If that fails, nothing is removed. The image ${image} ` +
      'and named volumes stay.',
    volumes: 'Also delete its anonymous volumes',
    folder: 'History file',
    button: (name: string) => `Delete ${name}`,
  },

  withoutLog: {
    title: (name: string) => `Delete ${name} without its log?`,
    what: (engine: string) => `${engine} can’t read its log, so nothing was removed. It says:`,
    words: (engine: string) => `What ${engine} says`,
    explained:
      'Its details and exit code go to history, with what can be read of the log and a note of what is missing. ' +
      'The rest of the log is lost.',
    button: 'Delete without its log',
  },

  pod: {
    title: (pod: string) => `The pod ${pod}`,
    explained:
      'This is its infra container, which holds the network of all in it: it is never deleted alone. Deleting the ' +
      'pod stops all in it and archives their logs and details first. Volumes stay.',
    members: (pod: string) => `Sessions of the pod ${pod}`,
    infra: 'infra container',
    start: 'Start pod',
    stop: 'Stop pod',
    remove: (count: number) => `Delete pod with all ${number(count)} sessions`,
    done: {
      start: (pod: string) => `Started the pod ${pod}`,
      stop: (pod: string) => `Stopped the pod ${pod}`,
      remove: (pod: string) => `Deleted the pod ${pod}`,
    },
    couldNot: {
      start: (pod: string) => `Could not start the pod ${pod}`,
      stop: (pod: string) => `Could not stop the pod ${pod}`,
      remove: (pod: string) => `Could not delete the pod ${pod}`,
    },
  },

  handOver: {
    why: {
      no_berthctl: () => 'berthctl, which comes with Berth, is neither beside it nor on the PATH.',
      no_terminal_program: () => 'No terminal program was found; set TERMINAL to yours.',
      program_failed: ({ program, words }: { program: string; words: string }) => `${program} did not open: ${words}.`,
    },
    title: (name: string) => `Attach to ${name} from a terminal`,
    explained: 'Run this in any terminal. Ctrl-] leaves the session running.',
    command: 'Command',
    copy: 'Copy command',
  },

  kill: {
    title: (name: string) => `Kill ${name}?`,
    explained: 'Its main process gets a signal now, without a grace time. The session is kept.',
    signal: 'Signal',
    meanings: {
      KILL: 'Ends it at once; it can’t clean up.',
      TERM: 'Asks it to end.',
      INT: 'Interrupts it, as Ctrl-C does.',
      HUP: 'Its terminal went away; many programs read their settings again.',
      USR1: 'Means what the program makes of it.',
      USR2: 'Means what the program makes of it.',
      QUIT: 'Asks it to end and leave a core dump.',
    },
    button: (name: string) => `Kill ${name}`,
    send: (signal: string, name: string) => `Send ${signal} to ${name}`,
  },

  note: {
    title: (name: string) => `Note on ${name}`,
    label: 'Note',
    save: 'Save note',
  },
  rename: {
    title: (name: string) => `Rename ${name}`,
    name: 'Name',
    button: (name: string) => `Rename ${name}`,
  },

  save: {
    title: (name: string) => `Save output of ${name}`,
    explained: 'The screen and what is above it, as they are now.',
    as: 'As',
    formats: { text: 'Text', html: 'Web page', cast: 'Recording' },
    meanings: {
      text: 'No colours; lines that only wrapped are joined.',
      html: 'As it looks here, in one file.',
      cast: 'For asciinema and its players; this moment only.',
    },
    button: 'Choose a file…',
  },

  stop: {
    title: (name: string) => `Stop ${name}?`,
    how: 'How',
    stop: 'Stop',
    stopExplained: (signal: string) => `Sends ${signal}, so that it can clean up; killed when the grace time is over.`,
    graceTime: 'Grace time',
    seconds: 'seconds',
    secondsOfItsOwn: 'seconds, as it was created',
    graceProblem: (most: number) => `A whole number of seconds from 0 to ${most}.`,
    kill: 'Kill',
    killExplained: 'Sends SIGKILL at once. What it has not saved is lost.',
    remove: 'Delete it afterwards; its log and details are archived first',
    stopButton: (name: string) => `Stop ${name}`,
    stopAndDeleteButton: (name: string) => `Stop ${name} and delete it`,
    inSteps: 'Step by step',
    inStepsExplained: 'Each step comes when the time of the one before is over, until it has ended.',
    shellIgnores: 'Its main process is a shell, which ignores SIGTERM. Step by step hangs up on it, or types exit.',
    byFile: 'These are the steps of sessions.toml.',
    remember: (name: string) => `Stop ${name} so the next time, too`,
    killButton: (name: string) => `Kill ${name}`,
    killAndDeleteButton: (name: string) => `Kill ${name} and delete it`,
  },

  ladder: {
    title: (name: string) => `Stopping ${name}`,
    steps: 'Steps',
    kind: (step: number) => `What step ${step} does`,
    typeLine: 'Type a line',
    line: (step: number) => `The line of step ${step}`,
    secondsOf: (step: number) => `Seconds after step ${step}`,
    remove: (step: number) => `Remove step ${step}`,
    add: 'Add a step',
    problems: {
      text: 'Write what ends the program, such as exit.',
      seconds: 'A whole number of seconds from 0 to 3600.',
    },
    typed: (line: string) => `Type “${line}”`,
    done: 'did not end it',
    sent: 'done; waiting for its end',
    later: 'later',
    notTyped: {
      notJoined: 'The line could not be typed: its terminal could not be joined in time.',
      noTerminal: 'The line could not be typed: it has no terminal.',
      attachStops: 'The line was not typed: joining its terminal would stop it.',
      notSent: (words: string) => `The line could not be typed: ${words}`,
    },
    nextIn: (step: string, seconds: number) => `${step} in ${seconds} s`,
    givesUpIn: (seconds: number) => `That was the last step. It is waited for ${seconds} s more.`,
    announced: (step: string, next: string | null) =>
      next === null ? `${step}: done. It was the last step.` : `${step}: done. ${next} comes next.`,
    cancel: 'Let it run',
    wait: 'Keep waiting',
    now: (step: string) => `${step} now`,
    cancelled: (name: string) => `${name} goes on`,
    cancelledText: 'No further step is done.',
    runs: (name: string) => `${name} still runs`,
    runsText: 'No step ended it. Stop it with SIGKILL as the last step.',
  },
};
