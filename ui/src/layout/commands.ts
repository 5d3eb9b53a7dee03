// The one table of the window's commands: keys, palette, the page of shortcuts, menus and
// `aria-keyshortcuts` read it. Commands for the session in sight follow from its verbs.

import type { Chord } from '../parts/chords';
import { whyNoLogs, withLogs } from '../session/bulk';
import type { Side as PaneSide } from '../tabs/splits';
import type { OpenTabs } from '../tabs/tabs.svelte';
import type { Command, CommandTarget } from './command';
import { tabName } from './tabText';
import { t } from './text';

const letter = (key: string): Chord[] => [{ modifiers: 'mod', keys: [key], shown: key.toUpperCase() }];
const needsTab = ({ tabs }: CommandTarget): string | null => (tabs.active ? null : t.commands.noSession);
const needsTerminal = ({ tabs }: CommandTarget): string | null =>
  tabs.active?.view === 'terminal' || tabs.active?.view === 'shell' ? null : t.commands.terminalNotInSight;
/** An empty pane is the person's place too. */
const needsTabs = ({ tabs }: CommandTarget): string | null => (tabs.tabs.length > 0 ? null : t.commands.noSession);
const atEnd = ({ tabs, active }: OpenTabs, by: 1 | -1): string | null => {
  if (by === -1) return tabs[0] === active ? t.commands.isFirst : null;
  return tabs.at(-1) === active ? t.commands.isLast : null;
};
const PANE_SIDES: readonly (readonly [PaneSide, string])[] = [
  ['left', 'ArrowLeft'],
  ['up', 'ArrowUp'],
  ['right', 'ArrowRight'],
  ['down', 'ArrowDown'],
];

/** In the order of the palette. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'palette',
    get label() {
      return t.search;
    },
    keys: letter('k'),
    run: (window) => (window.dialog = 'palette'),
    keyOnly: true,
  },
  {
    id: 'new',
    get label() {
      return t.commands.new;
    },
    get help() {
      return t.commands.newHelp;
    },
    keys: letter('n'),
    run: (window) => (window.dialog = 'new'),
  },
  {
    id: 'try',
    get label() {
      return t.commands.tryIt;
    },
    run: ({ actions }) => actions.tryIt(),
  },
  {
    id: 'prune',
    get label() {
      return t.commands.prune;
    },
    run: ({ actions }) => actions.prune(),
  },
  {
    id: 'logsOfSelected',
    label: ({ selected }) => t.commands.logsOfSelected(withLogs(selected).length),
    when: ({ selected }) => whyNoLogs(selected),
    run: ({ actions, selected }) => actions.showLogsOf(selected),
  },
  {
    id: 'refresh',
    get label() {
      return t.commands.refresh;
    },
    keys: [{ modifiers: 'none', codes: ['F5'], shown: 'F5' }],
    run: (window) => window.refresh(),
  },
  {
    id: 'shell',
    get label() {
      return t.commands.shell;
    },
    keys: letter('t'),
    when: ({ tabs }) => (tabs.activeSession && !tabs.activeSession.gone ? null : t.commands.noSession),
    run: ({ tabs, actions }) => tabs.activeSession && actions.shell(tabs.activeSession.session),
    // The session's own verb is in the palette, and names it.
    keyOnly: true,
  },
  {
    id: 'wall',
    label: ({ tabs }) => (tabs.cover === 'wall' ? t.commands.closeWall : t.commands.wall),
    get help() {
      return t.commands.wall;
    },
    keys: letter('g'),
    run: (window) => window.showWall(window.tabs.cover !== 'wall'),
  },
  {
    id: 'history',
    label: ({ tabs }) => (tabs.cover === 'history' ? t.commands.closeHistory : t.commands.history),
    get help() {
      return t.commands.history;
    },
    keys: letter('h'),
    run: (window) => window.showHistory(window.tabs.cover === 'history' ? null : {}),
  },
  {
    id: 'nextNeeding',
    get label() {
      return t.commands.nextNeeding;
    },
    // With Shift everywhere, so that it is one key in a terminal and beside it.
    // In a terminal GTK takes the first one, to enter a character by its number.
    keys: [
      { modifiers: 'mod+shift', keys: ['u'], shown: 'U' },
      { modifiers: 'mod+shift', keys: ['j'], shown: 'J' },
    ],
    run: (window) => window.nextNeeding(),
  },
  {
    id: 'backFromNeeding',
    get label() {
      return t.commands.backFromNeeding;
    },
    // "Last", as terminal multiplexers have it.
    keys: [{ modifiers: 'mod+shift', keys: ['l'], shown: 'L' }],
    run: (window) => window.backFromNeeding(),
  },
  {
    id: 'list',
    get label() {
      return t.commands.list;
    },
    keys: letter('b'),
    run: (window) => window.toggleList(),
  },
  {
    id: 'close',
    label: ({ tabs }) => (tabs.active ? t.commands.closeTabOf(tabName(tabs.active, tabs)) : t.commands.closeTab),
    get help() {
      return t.commands.closeHelp;
    },
    keys: letter('w'),
    when: needsTab,
    run: (window) => window.closeTab(),
  },
  {
    id: 'closeOthers',
    get label() {
      return t.commands.closeOthers;
    },
    when: (window) => needsTab(window) ?? (window.tabs.tabs.length > 1 ? null : t.commands.onlyTab),
    run: ({ tabs }) => tabs.active && tabs.closeOthers(tabs.active.key),
  },
  {
    id: 'closeEnded',
    get label() {
      return t.commands.closeEnded;
    },
    when: ({ tabs }) => (tabs.tabs.some(({ ended }) => ended) ? null : t.commands.noneEnded),
    run: ({ tabs }) => tabs.closeEnded(),
  },
  ...Array.from({ length: 9 }, (_, index): Command => ({
    id: `tab${index + 1}`,
    get label() {
      return t.commands.goToTab(index + 1);
    },
    get help() {
      return t.commands.goToTabHelp;
    },
    keys: [{ modifiers: 'mod', codes: [`Digit${index + 1}`, `Numpad${index + 1}`], shown: `${index + 1}` }],
    run: (window) => {
      window.tabs.select(index);
      return window.focusTerminal();
    },
    keyOnly: true,
  })),
  ...([1, -1] as const).map((by): Command => ({
    id: by === 1 ? 'next' : 'previous',
    get label() {
      return by === 1 ? t.commands.nextTab : t.commands.previousTab;
    },
    keys: [
      { modifiers: by === 1 ? 'ctrl' : 'ctrl+shift', codes: ['Tab'], shown: 'Tab' },
      { modifiers: 'ctrl', codes: [by === 1 ? 'PageDown' : 'PageUp'], shown: by === 1 ? 'PageDown' : 'PageUp' },
    ],
    when: needsTabs,
    run: (window) => {
      window.tabs.step(by);
      return window.focusTerminal();
    },
  })),
  ...([-1, 1] as const).map((by): Command => ({
    id: by === 1 ? 'moveRight' : 'moveLeft',
    get label() {
      return by === 1 ? t.commands.moveRight : t.commands.moveLeft;
    },
    keys: [
      {
        modifiers: 'ctrl+shift',
        codes: [by === 1 ? 'PageDown' : 'PageUp'],
        shown: by === 1 ? 'PageDown' : 'PageUp',
      },
    ],
    when: (window) => needsTab(window) ?? atEnd(window.tabs, by),
    run: ({ tabs }) => tabs.active && tabs.shift(tabs.active.key, by),
  })),
  {
    id: 'movePane',
    get label() {
      return t.commands.movePane;
    },
    when: (window) => needsTab(window) ?? (window.tabs.panes.length > 1 ? null : t.commands.onePane),
    run: (window) => {
      if (window.tabs.active) window.tabs.toNextPane(window.tabs.active.key);
      return window.focusTerminal();
    },
  },
  {
    id: 'splitRow',
    get label() {
      return t.commands.splitRow;
    },
    get help() {
      return t.commands.splitRowHelp;
    },
    keys: [{ modifiers: 'mod', keys: ['\\'], codes: ['Backslash'], shown: '\\' }],
    when: needsTabs,
    run: ({ tabs }) => tabs.split('row'),
  },
  {
    id: 'splitColumn',
    get label() {
      return t.commands.splitColumn;
    },
    get help() {
      return t.commands.splitColumnHelp;
    },
    keys: [...letter('d'), { modifiers: 'mod+shift outside', keys: ['\\'], codes: ['Backslash'], shown: '\\' }],
    when: needsTabs,
    run: ({ tabs }) => tabs.split('column'),
  },
  ...PANE_SIDES.map(([side, code]): Command => ({
    id: `pane-${side}`,
    get label() {
      return t.commands.panes[side];
    },
    get help() {
      return t.commands.paneHelp;
    },
    keys: [{ modifiers: 'mod+alt', codes: [code], shown: code }],
    run: (window) => {
      window.tabs.move(side);
      return window.focusTerminal();
    },
    keyOnly: true,
  })),
  {
    id: 'closePane',
    get label() {
      return t.commands.closePane;
    },
    when: ({ tabs }) => (tabs.panes.length > 1 ? null : t.commands.onePane),
    run: ({ tabs }) => tabs.closePane(tabs.focused),
  },
  ...([-1, 1] as const).map((by): Command => ({
    id: by === -1 ? 'promptAbove' : 'promptBelow',
    get label() {
      return by === -1 ? t.commands.promptAbove : t.commands.promptBelow;
    },
    // Ctrl+Shift with an arrow is for programs such as editors.
    keys: [{ modifiers: 'mod+shift', keys: [by === -1 ? 'o' : 'p'], shown: by === -1 ? 'O' : 'P' }],
    when: needsTerminal,
    run: ({ tabs }) => tabs.activeSession?.jump(by),
  })),
  {
    id: 'copyOutput',
    get label() {
      return t.commands.copyOutput;
    },
    keys: [{ modifiers: 'mod+shift', keys: ['y'], shown: 'Y' }],
    when: needsTerminal,
    run: ({ tabs }) => tabs.activeSession?.copyOutput(),
  },
  {
    id: 'copyFolder',
    get label() {
      return t.commands.copyFolder;
    },
    when: needsTerminal,
    run: ({ tabs }) => tabs.activeSession?.copyFolder(),
  },
  {
    id: 'several',
    label: ({ broadcast }) => (broadcast.on ? t.commands.stopBroadcast : t.commands.broadcast),
    get help() {
      return t.commands.broadcastHelp;
    },
    // With Shift everywhere: plain, it cuts the selection of a text field.
    keys: [{ modifiers: 'mod+shift', keys: ['x'], shown: 'X' }],
    run: (window) => {
      if (window.broadcast.on) window.broadcast.stop();
      else window.dialog = 'several';
    },
  },
  {
    id: 'settings',
    get label() {
      return t.commands.settings;
    },
    get help() {
      return t.settings;
    },
    // With Shift the key writes another character.
    keys: [{ modifiers: 'mod', keys: [','], codes: ['Comma'], shown: ',' }],
    run: (window) => (window.dialog = 'settings'),
  },
  ...(
    [
      ['in', ['+', '='], [], '+'],
      ['out', ['-'], [], '-'],
      ['reset', ['0'], ['Digit0'], '0'],
    ] as const
  ).map(([way, keys, codes, shown]): Command => ({
    id: `zoom-${way}`,
    get label() {
      return t.commands.zoom[way];
    },
    get help() {
      return t.commands.zoomHelp;
    },
    keys: [{ modifiers: 'mod+any', keys, codes, shown }],
    run: ({ preferences }) => preferences.zoom(way),
  })),
  {
    id: 'shortcuts',
    get label() {
      return t.keyboardShortcuts;
    },
    keys: [{ modifiers: 'mod+any', keys: ['?'], shown: '?' }],
    run: (window) => (window.dialog = 'shortcuts'),
  },
];
