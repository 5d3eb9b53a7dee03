// The page of shortcuts: those of the table of commands, and those of the list and of terminals.

import { keycaps } from './chords';
import { COMMANDS } from './commands';

interface Shortcut {
  keys: string[];
  text: string;
}

/** How keys are shown that several commands with the same text share. */
const SHARED: Readonly<Record<string, string>> = {
  'Go to a tab': '1…9',
  'Go to the pane on that side': '← ↑ → ↓',
  'Larger or smaller text in terminals, or as set': '+ − 0',
};

function anywhere(mac: boolean): Shortcut[] {
  const rows = new Map<string, string[]>();
  for (const { label, help, keys } of COMMANDS) {
    const text = help ?? label;
    const chord = keys?.[0];
    if (!chord || typeof text !== 'string' || rows.has(text)) continue;
    rows.set(text, keycaps({ ...chord, shown: SHARED[text] ?? chord.shown }, mac));
  }
  return [...rows].map(([text, keys]) => ({ text, keys }));
}

export function shortcuts(mac: boolean): { title: string; note?: string; rows: Shortcut[] }[] {
  const mod = mac ? '⌘' : 'Ctrl';
  const terminal = mac ? '⌘' : 'Ctrl Shift';
  const note =
    'Plain Ctrl keys are the program’s here. With Shift they do what they do anywhere: Ctrl Shift K searches.';
  return [
    { title: 'Anywhere', rows: anywhere(mac) },
    {
      title: 'In the list',
      rows: [
        { keys: ['↑', '↓'], text: 'Move' },
        { keys: ['Enter'], text: 'Attach' },
        { keys: ['Space'], text: `Select; also ${mod} and a click` },
        { keys: ['Shift', '↑ ↓'], text: 'Select many; also Shift and a click' },
        { keys: [mod, 'A'], text: 'Select all' },
        { keys: ['F2'], text: 'Rename…' },
        { keys: ['Delete'], text: 'Delete…' },
        { keys: ['/'], text: 'Filter' },
      ],
    },
    {
      title: 'In a terminal',
      ...(mac ? {} : { note }),
      rows: [
        { keys: [terminal, 'C'], text: 'Copy' },
        { keys: [terminal, 'V'], text: 'Paste' },
        { keys: [terminal, 'F'], text: 'Find' },
        { keys: ['Ctrl Shift', 'Space'], text: 'Leave the terminal for the list' },
      ],
    },
  ];
}
