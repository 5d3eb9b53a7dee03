export const en = {
  card: (name: string) => `Peek at ${name}`,
  screenOf: (name: string) => `Screen of ${name}`,
  close: 'Close peek',
  closeHint: 'Close (Esc)',
  attach: 'Attach',
  attachHint: 'Attach (Enter)',
  logs: 'Logs',
  settings: 'Settings',
  /** Before the line that asks. */
  question: (line: string) => `Question: ${line}`,
  toAnswer: 'Tab goes to the answer.',

  opening: 'Looking…',
  past: {
    screen: (when: string) => `Ended ${when}. This is its last screen.`,
    log: (when: string) => `Ended ${when}. This is the end of its log.`,
  },
  pastNow: {
    screen: 'Ended. This is its last screen.',
    log: 'Ended. This is the end of its log.',
  },
  nothing: 'It has ended, and nothing that it wrote is kept.',
  neverRan: 'It has not run yet.',
  failed: 'Its screen can’t be shown',
  /** Why nobody looks at it, and the way out. */
  notObserved: {
    notRunning: 'Nothing runs in it now, so it shows nothing.',
    noTerminal: 'It has no terminal, so it has no screen. What it writes is in its logs.',
    attachStops:
      'Joining it would stop it: its stop signal is SIGWINCH, and every attach sends that. ' +
      'What it writes is in its logs.',
    tooMany: 'As many sessions are looked at as the settings allow. Attach to see it, or allow more in the settings.',
    setting: 'The settings or its label say that nobody looks at it. Attach to see it.',
    foreign: 'Berth did not make it, and looks only at sessions of its own. Attach to see it, or change the settings.',
    failed: 'The engine did not let Berth look. Attach to see it, or read its logs.',
  },

  handed: {
    region: (name: string) => `${name} in your terminal`,
    since: (time: string) => `Open in your terminal since ${time}`,
    explained: 'Shown here meanwhile; nothing is typed or resized from here.',
    back: 'Take back',
    backHint: (program: string) => `${program} leaves it; it keeps running`,
    keeps: (name: string, program: string) => `${program} does not leave ${name}`,
    closeThere: 'Close it there: the session keeps running.',
    couldNot: (name: string) => `Could not take ${name} back`,
    unseen: 'Its screen is in your terminal.',
  },

  answer: {
    line: (name: string) => `Answer ${name}`,
    placeholder: 'Type an answer',
    send: 'Send',
    enterToo: 'Send Enter too',
    choices: 'Answers that it offers',
    keys: 'Keys',
    sendKey: (key: string) => `Send ${key}`,
    keyNames: {
      y: 'y',
      n: 'n',
      up: 'arrow up',
      down: 'arrow down',
      left: 'arrow left',
      right: 'arrow right',
      enter: 'Enter',
      esc: 'Esc',
      tab: 'Tab',
      'ctrl-c': 'Ctrl+C',
    },
    sent: 'Sent',
    changed: 'Not sent: the screen changed since you looked. This is what it shows now.',
    changedOften: 'Not sent: the screen changed again before the answer got there.',
    again: 'Send again',
    anyway: 'Send anyway',
    anywayHint: 'Whatever it shows by then',
    failed: 'Perhaps not sent',
    interrupt: {
      title: (name: string) => `Send Ctrl+C to ${name}?`,
      text: 'Most programs end on it.',
      yes: 'Send Ctrl+C',
    },
  },
};
