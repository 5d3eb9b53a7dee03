// The one table of the window's commands: keys, palette, the page of shortcuts, menus and
// `aria-keyshortcuts` read it. Commands for the session in sight follow from its verbs.

import type { Command } from '../command';
import { PANES } from './panes';
import { PLACES } from './places';
import { SESSIONS } from './sessions';
import { TABS } from './tabs';
import { TERMINAL } from './terminal';
import { PALETTE, WINDOW } from './window';

/** In the order of the palette. */
export const COMMANDS: readonly Command[] = [
  PALETTE,
  ...SESSIONS,
  ...PLACES,
  ...TABS,
  ...PANES,
  ...TERMINAL,
  ...WINDOW,
];
