// Panes.

import type { Side as PaneSide } from '../../tabs/splits';
import type { Command } from '../command';
import { t } from '../text';
import { letter, needsTabs } from './common';

const PANE_SIDES: readonly (readonly [PaneSide, string])[] = [
  ['left', 'ArrowLeft'],
  ['up', 'ArrowUp'],
  ['right', 'ArrowRight'],
  ['down', 'ArrowDown'],
];

export const PANES: readonly Command[] = [
  {
    id: 'split_row',
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
    id: 'split_column',
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
    id: `pane_${side}`,
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
    id: 'save_layout',
    get label() {
      return t.commands.saveLayout;
    },
    when: ({ tabs }) => (tabs.columns.length > 0 ? null : t.commands.noSession),
    run: (window) => (window.dialog = 'layout'),
  },
  {
    id: 'close_pane',
    get label() {
      return t.commands.closePane;
    },
    when: ({ tabs }) => (tabs.panes.length > 1 ? null : t.commands.onePane),
    run: ({ tabs }) => tabs.closePane(tabs.focused),
  },
];
