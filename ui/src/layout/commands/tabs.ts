// Tabs.

import type { OpenTabs } from '../../tabs/tabs.svelte';
import type { Command } from '../command';
import { tabName } from '../tabText';
import { t } from '../text';
import { letter, needsTab, needsTabs } from './common';

const atEnd = ({ tabs, active }: OpenTabs, by: 1 | -1): string | null => {
  if (by === -1) return tabs[0] === active ? t.commands.isFirst : null;
  return tabs.at(-1) === active ? t.commands.isLast : null;
};

export const TABS: readonly Command[] = [
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
    id: 'close_others',
    get label() {
      return t.commands.closeOthers;
    },
    when: (window) => needsTab(window) ?? (window.tabs.tabs.length > 1 ? null : t.commands.onlyTab),
    run: ({ tabs }) => tabs.active && tabs.closeOthers(tabs.active.key),
  },
  {
    id: 'close_ended',
    get label() {
      return t.commands.closeEnded;
    },
    when: ({ tabs }) => (tabs.tabs.some(({ ended }) => ended) ? null : t.commands.noneEnded),
    run: ({ tabs }) => tabs.closeEnded(),
  },
  ...Array.from({ length: 9 }, (_, index): Command => ({
    id: `tab_${index + 1}`,
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
    id: by === 1 ? 'move_right' : 'move_left',
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
    id: 'move_pane',
    get label() {
      return t.commands.movePane;
    },
    when: (window) => needsTab(window) ?? (window.tabs.panes.length > 1 ? null : t.commands.onePane),
    run: (window) => {
      if (window.tabs.active) window.tabs.toNextPane(window.tabs.active.key);
      return window.focusTerminal();
    },
  },
];
