// The window itself.

import { t as diagnosis } from '../../diagnosis/text';
import { t as reboots } from '../../reboots/text';
import type { Command } from '../command';
import { t } from '../text';
import { letter } from './common';

/** It has no place of its own in the palette, which it opens. */
export const PALETTE: Command = {
  id: 'palette',
  get label() {
    return t.search;
  },
  keys: letter('k'),
  run: (window) => (window.dialog = 'palette'),
  keyOnly: true,
};

export const WINDOW: readonly Command[] = [
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
    id: `zoom_${way}`,
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
    id: 'after_reboot',
    get label() {
      return reboots.command;
    },
    keys: [],
    run: (window) => (window.dialog = 'reboot'),
  },
  {
    id: 'diagnose',
    get label() {
      return diagnosis.command;
    },
    get help() {
      return diagnosis.title;
    },
    keys: [],
    run: (window) => (window.dialog = 'diagnosis'),
  },
  {
    id: 'shortcuts',
    get label() {
      return t.keyboardShortcuts;
    },
    keys: [{ modifiers: 'mod+any', keys: ['?'], shown: '?' }],
    run: (window) => (window.dialog = 'shortcuts'),
  },
];
