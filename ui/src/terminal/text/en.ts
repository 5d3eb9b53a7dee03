import { grammar } from '../../i18n/grammar';
import { code, strong } from '../../i18n/marked';

const { number, plural } = grammar('en');

export const en = {
  terminal: (name: string) => `Terminal ${name}`,
  shellOf: (name: string) => `Shell ${name}`,

  /** For the status bar. */
  phases: {
    waiting: 'opening',
    attaching: 'attaching',
    attached: 'attached',
    restarting: 'restarting',
    paused: 'paused',
    ended: 'ended',
    noTerminal: 'no terminal',
    attachWouldStop: 'not attached',
    refused: 'not attached',
    lost: 'connection lost',
    otherWindow: 'in another window',
  },
  noAnswer: 'no answer',

  reconnectNow: 'Reconnect now',
  tryAgain: 'Try again',
  showHere: 'Show it here',
  reconnectsItself: 'Berth reconnects by itself.',
  reconnectsIn: (seconds: number) => `Reconnects by itself in ${number(seconds)} s.`,
  reconnecting: 'Reconnecting…',
  leftHere: 'You left here',
  elsewhere: (name: string) => `${name} is shown in another window`,
  elsewhereText: 'A terminal is in one window at a time.',
  detached: (name: string) => `Detached from ${name}`,
  detachedText: 'The connection ended; the session is still running.',
  connectionLost: (engine: string) => `Connection to ${engine} lost`,
  mayRun: 'The session may still be running.',
  mayRunBecause: (why: string) => `The session may still be running. ${why}`,
  couldNotAttach: (name: string) => `Could not attach to ${name}`,
  couldNotResume: (name: string) => `Could not resume ${name}`,
  lastOutputUnreadable: 'Its last output could not be read',
  unsent: (name: string) => `What was typed did not reach ${name}`,

  paused: 'Paused: nothing in it runs until it is resumed.',
  resume: 'Resume',
  restartingText: (engine: string) => `It ended, and ${engine} is starting it again.`,

  away: (engine: string, since: string) => `${engine} has not answered since ${since}; what you type may not arrive.`,
  notSent: 'Not sent: this is read only.',
  readOnly: 'Read only: what you type is not sent.',
  takeControl: 'Take control',
  typingInto: (count: number, others: string) => [
    strong(plural(count, { one: 'Typing into 1 terminal.', other: `Typing into ${number(count)} terminals.` })),
    ` Also: ${others}`,
  ],
  stopTyping: 'Stop typing into several',
  stopTypingHint: 'Stop typing into several (Ctrl Shift X)',
  stop: 'Stop',

  broadcast: {
    title: 'Type into several at once',
    tooFew:
      'Only terminals that are on the screen can take part, so that you see what you do. Split the tab area ' +
      'first, and show another running session beside this one.',
    explained: 'Every key and every paste goes to all of these, until you stop it.',
    terminals: 'Terminals',
    start: (count: number) => `Type into ${number(count)}`,
  },

  clipboard: {
    title: (name: string) => `Let ${name} copy to the clipboard?`,
    explained: 'A program in its terminal asks for it. What is in the clipboard now would be gone.',
    no: 'Don’t copy',
    yes: 'Copy',
  },

  exit: {
    card: 'Exit card',
    ran: (duration: string) => `ran ${duration}`,
    ended: (moment: string) => `ended ${moment}`,
    restarted: (count: number) => plural(count, { one: 'restarted once', other: `restarted ${number(count)} times` }),
    notOutOfMemory: 'not out of memory, as far as the engine knows',
    restart: 'Restart',
    start: 'Start',
    logs: 'Logs',
    delete: 'Delete…',
  },

  find: {
    label: 'Find in output',
    placeholder: 'Find',
    none: 'None',
    atLeast: (count: number) => `${number(count)}+`,
    position: (index: number, count: number) => `${number(index)} of ${number(count)}`,
    matchCase: 'Match case',
    regex: 'Regular expression',
    above: 'Match above',
    aboveHint: 'Match above (Enter)',
    below: 'Match below',
    belowHint: 'Match below (Shift+Enter)',
    close: 'Close find',
    closeHint: 'Close (Escape)',
  },

  links: {
    open: 'Open this link?',
    yes: 'Open',
    otherProgram: (program: string) => `It is no web link; the system opens it with its program for ${program}.`,
    userName: (host: string) => `It carries a user name; it leads to ${host}.`,
    lookalike: 'It has a name with letters that may look like others.',
    invisible: 'It has invisible characters.',
    otherHost: (shown: string, host: string) => `It says ${shown}, but leads to ${host}.`,
    refused: 'Berth does not open this link',
    refusedText:
      'It leads to no web page, and to no program that a terminal should start. You can copy where it leads.',
    copy: 'Copy link',
    couldNotOpen: 'Could not open the link',
  },

  paste: {
    title: (lines: number) =>
      plural(lines, { one: 'Paste a line and run it?', other: `Paste ${number(lines)} lines?` }),
    text: 'The program takes each line as if you pressed Enter after it.',
    yes: 'Paste',
    couldNot: 'Could not paste',
    notAllowed: 'The system does not let Berth read the clipboard here; its key for it works.',
  },
  couldNotCopy: 'Could not copy',

  menu: {
    openLink: 'Open link',
    copyLink: 'Copy link',
    copy: 'Copy',
    paste: 'Paste',
    copyFolder: 'Copy path',
    selectAll: 'Select all',
    find: 'Find…',
    save: 'Save output…',
    clear: 'Clear scrollback',
    nothingSelected: 'Nothing is selected.',
    noProgram: 'No program runs in it.',
    clearHint: 'Drop what is above the screen; logs and history keep it',
  },

  none: {
    untouchable: (name: string) => `Attaching would stop ${name}`,
    untouchableText: [
      'Every attach sends it a size, with the signal that it stops on (',
      code('SIGWINCH'),
      '). What it writes is in its logs; a shell opens beside it.',
    ],
    noTerminal: (name: string) => `${name} has no terminal`,
    noTerminalText: [
      'It was started without one (',
      code('-t'),
      '), so there is nothing to attach to. What it writes is in its logs; a shell opens beside it.',
    ],
    logs: 'Logs',
    shell: 'Shell',
  },

  shell: {
    paused: (name: string) => `${name} is paused`,
    notRunning: (name: string) => `${name} is not running`,
    explained: 'A shell is a new process in a running session, beside its own.',
    start: 'Start',
    command: 'Command',
    placeholder: 'bash, else sh',
    new: 'New shell',
    newHint: 'Open another shell (exec)',
    endedWithSession: 'The shell ended with its session.',
    exited: (code: number) => `The shell exited with ${code}.`,
    exitedAbsent: (code: number, program: string) =>
      `The shell exited with ${code}. The session may not have the program: ${program}.`,
    couldNotOpen: (name: string) => `Could not open a shell in ${name}`,
    debug: 'Debug shell',
    debugHint:
      'A shell with programs of its own (busybox): beside a running session, or of a copy of one that has ended',
    debugBeside: 'A debug shell brings its own programs, and sees the session’s files, processes and network.',
    debugOfCopy:
      'A debug shell gets a copy of the session’s files, which goes with the shell, and its volumes themselves.',
    makingBeside: 'Opening a debug shell…',
    makingCopy: (name: string) => `Copying the files of ${name} for a debug shell…`,
    couldNotDebug: (name: string) => `Could not open a debug shell for ${name}`,
  },

  prompts: {
    succeeded: 'Succeeded',
    failed: (code: number) => `Failed with exit code ${code}`,
    noneThere: 'No prompt there',
    noOutput: 'No output of a command is known',
    explained: 'Only what a shell marks (OSC 133) is known.',
    copied: 'Copied the last output',
  },

  folder: {
    copied: 'Copied the path',
    unknown: 'The working directory is not known',
    explained: 'Only what a program tells (OSC 7) is known; most shells can be set up to.',
    untold: 'The program does not tell its working directory (OSC 7).',
  },
};
