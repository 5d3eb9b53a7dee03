// Places in the window, and the way to who needs the person.

import type { Command } from '../command';
import { t } from '../text';
import { letter } from './common';

export const PLACES: readonly Command[] = [
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
    id: 'images',
    label: ({ tabs }) => (tabs.cover === 'images' ? t.commands.closeImages : t.commands.images),
    get help() {
      return t.commands.images;
    },
    keys: letter('i'),
    run: (window) => window.showImages(window.tabs.cover !== 'images'),
  },
  {
    id: 'next_needing',
    get label() {
      return t.commands.nextNeeding;
    },
    // With Shift everywhere, so that it is one key in a terminal and beside it.
    // An input method of the desktop's own may take the first one, to enter a character by its number.
    keys: [
      { modifiers: 'mod+shift', keys: ['u'], shown: 'U' },
      { modifiers: 'mod+shift', keys: ['j'], shown: 'J' },
    ],
    run: (window) => window.nextNeeding(),
  },
  {
    id: 'back_from_needing',
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
];
