// What is in the terminal in sight, and typing into several.

import type { Command } from '../command';
import { t } from '../text';
import { needsTerminal } from './common';

export const TERMINAL: readonly Command[] = [
  ...([-1, 1] as const).map((by): Command => ({
    id: by === -1 ? 'prompt_above' : 'prompt_below',
    get label() {
      return by === -1 ? t.commands.promptAbove : t.commands.promptBelow;
    },
    // Ctrl+Shift with an arrow is for programs such as editors.
    keys: [{ modifiers: 'mod+shift', keys: [by === -1 ? 'o' : 'p'], shown: by === -1 ? 'O' : 'P' }],
    when: needsTerminal,
    run: ({ tabs }) => tabs.activeSession?.jump(by),
  })),
  {
    id: 'copy_output',
    get label() {
      return t.commands.copyOutput;
    },
    keys: [{ modifiers: 'mod+shift', keys: ['y'], shown: 'Y' }],
    when: needsTerminal,
    run: ({ tabs }) => tabs.activeSession?.copyOutput(),
  },
  {
    id: 'copy_folder',
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
];
