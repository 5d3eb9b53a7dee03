import { grammar } from '../../i18n/grammar';
import { kbd } from '../../i18n/marked';

const { and, number, plural } = grammar('en');

export const en = {
  search: 'Search or run a command',
  results: 'Results',
  noResult: 'Nothing matches.',
  sessions: 'Sessions',
  commands: 'Commands',
  keyboardShortcuts: 'Keyboard shortcuts',

  hideList: 'Hide list',
  showList: 'Show list',
  hideListHint: (keys: string) => `Hide list (${keys})`,
  showListHint: (keys: string) => `Show list (${keys})`,
  closeList: 'Close list',
  sessionList: 'Session list',
  listWidth: 'Width of the list',
  settings: 'Settings',
  settingsHint: (keys: string) => `Settings (${keys})`,

  unreadable: 'Sessions can’t be read.',
  away: (engine: string) => `${engine} is away.`,
  shownAsAt: (why: string, time: string) => `${why} Its sessions are shown as they were at ${time}.`,
  checkAgain: 'Check again',
  checking: 'Checking…',

  empty: {
    pick: 'Pick a session to see its terminal.',
    keys: (search: string, create: string) => [kbd(search), ' search ', kbd(create), ' new session'],
    explained: 'A session is a program in a container that keeps running while you are away.',
    tryIt: 'Try it',
    starting: 'Starting…',
    own: 'Start your own from an image',
  },

  noEngine: {
    none: 'No container engine found',
    noneText: 'Berth runs sessions with podman or docker, and neither is on this machine.',
    silent: 'No container engine answers',
    silentText: (engines: readonly string[]) =>
      plural(engines.length, {
        one: `Berth runs sessions with podman or docker. ${and(engines)} is installed, but does not answer.`,
        other: `Berth runs sessions with podman or docker. ${and(engines)} are installed, but do not answer.`,
      }),
    notInstalled: 'not installed',
    notAnswering: 'not answering',
    allWays: (engine: string) => `All ways to install ${engine}`,
    copyCommand: (engine: string) => `Copy command for ${engine}`,
    onDebian: 'On Debian, Ubuntu and their kin:',
    withHomebrew: 'With Homebrew:',
    dockerDesktop: 'Install Docker Desktop, and start it once.',
    inTerminal: 'In a terminal:',
  },

  pane: {
    empty: 'Empty pane',
    close: 'Close pane',
    closeHint: 'Close pane; the tab stays open',
    what: 'What goes here?',
    allShown: 'Every session is on the screen already. Open another from the list.',
    choose: 'Choose, or open a session from the list.',
    showHere: (name: string) => `Show ${name} here`,
    widthOfLeft: 'Width of the pane on the left',
    heightOfUpper: 'Height of the upper pane',
    dividerHint: 'Drag; double-click for halves',
  },

  tab: {
    open: 'Open sessions',
    views: { terminal: 'Terminal', shell: 'Shell', logs: 'Logs', details: 'Details' },
    viewsOf: (name: string) => `Views of ${name}`,
    actionsFor: (name: string) => `Actions for ${name}`,
    busy: (word: string) => `${word}…`,
    more: 'More',
    readOnly: 'Read only',
    readOnlyHint: 'Read only: look on, and send nothing',
    takeControl: 'Take control',
    gone: (name: string, engine: string) => `${name} is no longer on ${engine}; it was removed outside this window.`,
    close: 'Close tab',
    onEngine: (name: string, engine: string) => `${name} on ${engine}`,
    goneState: 'gone',
    lostState: (state: string) => `${state}, connection lost`,
    nameAndState: (name: string, state: string) => `${name}, ${state}`,
    nameCodeAndState: (name: string, code: number, state: string) => `${name} ${code}, ${state}`,
    needsYou: (label: string, need: string) => `${label}, needs you: ${need}`,
    hint: (name: string, engine: string, state: string) => `${name} on ${engine}, ${state}`,
  },

  status: {
    label: (status: string) => `Status: ${status}`,
    needYou: (count: number) => plural(count, { one: '1 needs you', other: `${number(count)} need you` }),
    goThere: 'Go there',
    unreadable: (count: number) => `${number(count)} unreadable`,
    unreadableHint: 'The engine printed rows that Berth could not read; the log has them',
    asking: 'Asking the engines…',
  },

  sessionWindow: {
    gone: 'The session is gone. Its window can be closed.',
    notThere: 'The session is not there any more. Its window can be closed.',
  },
};
