import type { Progress } from '../../backend/port';
import { grammar } from '../../i18n/grammar';

const { number, plural } = grammar('en');

export const en = {
  states: {
    running: 'running',
    paused: 'paused',
    restarting: 'restarting',
    stopping: 'stopping',
    unknown: 'unknown',
    exited: 'exited',
    dead: 'dead',
    created: 'created',
    defined: 'not created',
  },
  exited: (code: number) => `exited ${code}`,
  dead: (code: number) => `dead ${code}`,
  health: { healthy: 'healthy', starting: 'health checks starting' },
  unhealthy: (failures: number) =>
    plural(failures, { one: 'unhealthy (1 failure)', other: `unhealthy (${number(failures)} failures)` }),
  restartsPaused: 'restarts paused',
  /** In a row: the step that was done, and the seconds until the next. */
  stopping: (step: string, seconds: number) => `${step} · ${seconds} s`,
  typed: (line: string) => `“${line}”`,
  broken: (state: string) => `${state}, broken`,
  memoryWithin: (state: string) => `${state}, something in it out of memory`,
  outOfMemory: (state: string) => `${state}, out of memory`,

  copyLink: 'Copy link',
  linkCopied: (name: string) => `The link to ${name} is copied`,

  marks: {
    marks: 'Marks',
    pinned: 'pinned',
    pin: 'Pin to top',
    unpin: 'Unpin',
    note: 'Note…',
    editNote: 'Edit note…',
    color: 'Colour',
    noColor: 'None',
    colors: {
      red: 'Red',
      orange: 'Orange',
      yellow: 'Yellow',
      green: 'Green',
      teal: 'Teal',
      blue: 'Blue',
      purple: 'Purple',
      pink: 'Pink',
    },
    /** Among the words of a row. */
    spoken: {
      red: 'colour red',
      orange: 'colour orange',
      yellow: 'colour yellow',
      green: 'colour green',
      teal: 'colour teal',
      blue: 'colour blue',
      purple: 'colour purple',
      pink: 'colour pink',
    },
    up: 'Move up',
    down: 'Move down',
    notSaved: (name: string) => `The mark of ${name} could not be saved`,
    notMoved: (name: string) => `${name} could not be moved`,
  },

  /** Menus and buttons; "…" where a dialog follows. */
  verbs: {
    attach: 'Attach',
    peek: 'Peek',
    shell: 'Shell',
    debug: 'Debug shell',
    window: 'Own window',
    handOver: 'Open in my terminal',
    start: 'Start',
    restart: 'Restart',
    pause: 'Pause',
    resume: 'Resume',
    pauseRestarts: 'Pause restarts',
    resumeRestarts: 'Resume restarts',
    redraw: 'Redraw',
    logs: 'Logs',
    history: 'History',
    files: 'Files',
    inspect: 'Inspect',
    save: 'Save output…',
    rename: 'Rename…',
    recreate: 'Edit and recreate…',
    clone: 'Clone…',
    define: 'Save as definition',
    export: 'Export…',
    stop: 'Stop…',
    kill: 'Kill…',
    edit: 'Edit definition…',
    delete: 'Delete…',
  },
  /** What assistive technology calls their buttons. */
  verbNames: {
    attach: 'Attach',
    peek: 'Peek',
    shell: 'Shell',
    debug: 'Debug shell',
    window: 'Own window',
    handOver: 'Open in my terminal',
    start: 'Start',
    restart: 'Restart',
    pause: 'Pause',
    resume: 'Resume',
    pauseRestarts: 'Pause restarts',
    resumeRestarts: 'Resume restarts',
    redraw: 'Redraw',
    logs: 'Logs',
    history: 'History',
    files: 'Files',
    inspect: 'Inspect',
    save: 'Save output',
    rename: 'Rename',
    recreate: 'Edit and recreate',
    clone: 'Clone',
    define: 'Save as definition',
    export: 'Export',
    stop: 'Stop',
    kill: 'Kill',
    edit: 'Edit definition',
    delete: 'Delete',
  },
  /** What they do, with the engine's term. */
  verbHints: {
    attach: 'Connect to its terminal (attach)',
    peek: 'Show its screen without joining it',
    shell: 'Open a shell in it, beside its own process (exec)',
    debug: 'A shell with programs of its own, where it has none or has ended (busybox)',
    window: 'Move its terminal to a window of its own',
    handOver: 'Attach in your own terminal program (berthctl attach)',
    start: 'Start it as it was created (start)',
    restart: 'Start it again (restart)',
    pause: 'Freeze its processes (pause)',
    resume: 'Let it go on (unpause)',
    pauseRestarts: 'Keep its restart policy from starting it again (update --restart=no)',
    resumeRestarts: 'Put back the restart policy that it had (update --restart)',
    redraw: 'Have its program draw its screen anew (resize)',
    logs: 'What it printed (logs)',
    history: 'Its runs: why each ended, and what it printed',
    files: 'Its files, whether it runs or not (cp, diff)',
    inspect: 'All that the engine says of it (inspect)',
    save: 'Its screen and what is above it, as text, HTML or a recording',
    rename: 'Give it another name (rename)',
    recreate: 'Change what it was created with; if the new one does not run, the old one is back (rename, create, rm)',
    clone: 'Start another like it, with a name and ports that are free (create)',
    define: 'Write what it is into sessions.toml; of one that is defined only what differs',
    export: 'Write it as a run line, a compose file, Quadlet, a systemd unit or for Kubernetes',
    stop: 'End its process (stop or kill)',
    kill: 'Send its process a signal (kill)',
    edit: 'Change what sessions.toml says of it',
    delete: 'Remove it; its run goes to history (rm)',
  },
  stopsWhenAttached:
    'Its stop signal is SIGWINCH, and every attach sends it a size: that would stop it. Read its logs, or open a ' +
    'shell.',

  age: {
    seconds: (count: number) => `${number(count)} s`,
    minutes: (count: number) => `${number(count)} m`,
    hours: (count: number) => `${number(count)} h`,
    days: (count: number) => `${number(count)} d`,
    weeks: (count: number) => `${number(count)} w`,
    years: (count: number) => `${number(count)} y`,
  },

  guards: {
    systemdKept: (unit: string) =>
      `Run by the systemd unit ${unit}; Berth does not delete it. To end it for good: systemctl stop ${unit} ` +
      '(with --user when it is yours)',
    systemdOnStop: (unit: string) => `Run by the systemd unit ${unit}: systemd may start it again.`,
    toolboxKept: (name: string) =>
      `A toolbox, with what was installed in it; Berth does not delete it. To remove it: toolbox rm ${name}`,
    infra: 'infra',
    infraKept: (pod: string) =>
      `The infra container of the pod ${pod}, which holds the network of all in it: it is never deleted alone. To ` +
      `remove the pod with all in it: berthctl pod rm ${pod}`,
    infraOnStop: (pod: string) =>
      `It holds the network of all in the pod ${pod}. To stop or start the whole pod: berthctl pod stop ${pod}, ` +
      `berthctl pod start ${pod}`,
    controller: (kind: string, owner: string) => `The ${kind} ${owner} makes a new one; change that with kubectl.`,
    distroboxKept: (name: string) =>
      `A distrobox, with what was installed in it; Berth does not delete it. To remove it: distrobox rm ${name}`,
  },

  exit: {
    broken: 'Broken',
    brokenText: (words: string) =>
      'The engine lists this container, but can no longer describe it: it can only be deleted. The engine says: ' +
      words,
    notExited: 'Has not exited',
    notEnded: 'This session has not ended.',
    dead: 'Dead',
    codeUnknown: 'Exited, code unknown',
    codeUntold: 'The engine does not say which code it exited with.',
    well: 'Exited 0',
    wellText: 'The program ended by itself, without an error.',
    lost: (code: number) => `Exited ${code}: lost by the engine`,
    lostText:
      'The engine lost track of the process, so its real exit code is not known. That happens when its monitor ' +
      'was killed or the machine went down.',
    engineFailed: 'Exited 125: the engine failed',
    engineFailedText: 'By convention the engine itself failed here, not the program.',
    notRunnable: 'Exited 126: could not be run',
    notRunnableText:
      'A command was found but could not be run: its own, or one that its shell was given. Check the ' +
      'permissions, and whether it was built for another processor.',
    notFound: 'Exited 127: command not found',
    notFoundText:
      'A command was not found: its own, or one that its shell was given. Check the spelling, and the PATH ' +
      'of the image.',
    failed: (code: number) => `Exited ${code}`,
    failedText: 'The program ended with an error of its own. Its last lines usually tell why.',
    endedBy: (code: number, signal: string) => `Exited ${code}: ended by ${signal}`,
    killedBy: (code: number, signal: string) => `Exited ${code}: killed by ${signal}`,
    killedText: 'It was killed and could not clean up.',
    outOfMemory: 'Out of memory',
    outOfMemoryCode: (code: number) => `Exited ${code}: out of memory`,
    outOfMemoryText:
      'The system killed it because it reached its memory limit. Start it with a higher limit, or let it use less.',
    memoryWithinText: (sentence: string) =>
      `${sentence} Something in it was killed before, because the session reached its memory limit.`,
    neverStarted: 'Never started',
    couldNotStart: 'The engine could not start it.',
    notRunYet: 'It was created and has not run yet.',
    withError: (sentence: string, error: string) => `${sentence} The engine says: ${error}`,
  },

  signals: {
    SIGHUP: 'Its terminal or its parent went away.',
    SIGINT: 'It was interrupted, as with Ctrl-C.',
    SIGQUIT: 'It was asked to quit and leave a core dump.',
    SIGILL: 'It ran an instruction that this processor does not have.',
    SIGTRAP: 'It ran into a breakpoint.',
    SIGABRT: 'It aborted itself, often after a failed assertion.',
    SIGBUS: 'It touched memory that is not there.',
    SIGFPE: 'It made an arithmetic error, such as a division by zero.',
    SIGKILL: 'It was killed and could not clean up.',
    SIGSEGV: 'It crashed on an invalid memory access.',
    SIGPIPE: 'It wrote to a pipe that nobody reads.',
    SIGALRM: 'A timer of its own ran out.',
    SIGTERM: 'It was asked to end.',
    SIGXCPU: 'It used up its processor time.',
    SIGXFSZ: 'It wrote a file larger than allowed.',
    SIGSYS: 'It made a system call that is forbidden.',
  },
  otherSignal: 'It got a signal that it does not handle.',

  bulk: {
    twoLogs: 'Select two sessions or more to see their logs in one view',
    mostLogs: (most: number) => `One view has the logs of ${number(most)} sessions at most`,
    alreadyRunning: 'It is running already',
    alreadyPaused: 'It is paused already',
    alreadyRestarting: 'It is restarting already',
    alreadyStopping: 'It is stopping already',
    alreadyUnknown: 'It is unknown already',
    noContainerYet: 'It has no container yet',
    noContainer: 'It has no container',
    notRunning: 'It does not run',
    broken: 'It is broken',
    notPrunable: 'It is not an ended session of Berth',
    untold: 'The engine said nothing about it.',
    hadEnded: 'It had already ended.',
    noStepEnded: 'No step ended it; it still runs.',
    stopped: 'Stopped.',
    stillThere: 'It is still there.',
    started: 'Started.',
    endedAtOnce: 'It ended at once.',
    imageGone: (image: string) => `The image ${image} is no longer there.`,
    foldersMissing: (paths: readonly string[]) => `Folders of its volumes are missing: ${paths.join(', ')}.`,
    deleted: 'Deleted.',
    deletedKept: (run: number) => `Deleted; its run is kept as number ${run}`,
  },

  attention: {
    unheard: 'Bells and notices of programs are not heard',
    rang: 'rang',
    open: 'Open',
    nameRang: (name: string) => `${name} rang`,
    copied: (name: string) => `${name} copied to the clipboard`,
    notCopied: (name: string) => `What ${name} copied did not reach the clipboard`,
    tooLong: 'A program may copy about 190 KB at most. Select the text instead, or save the output to a file.',
  },

  progress: {
    nameOf: (name: string) => `Progress of ${name}`,
    words: ({ state, value }: Progress) => {
      const percent = value === null ? '' : `${value}\u202f%`;
      if (state === 'failed') return percent === '' ? 'Failed' : `Failed at ${percent}`;
      if (state === 'waiting') return percent === '' ? 'Waiting' : `Waiting at ${percent}`;
      return percent === '' ? 'In progress' : `${percent} done`;
    },
  },
};
