// The page of shortcuts: those of the table of commands, and those of the list and of terminals.

import { keycaps } from './chords';
import { COMMANDS } from './commands';
import { t } from './text';

interface Shortcut {
  keys: string[];
  text: string;
}

function anywhere(mac: boolean): Shortcut[] {
  /** How keys are shown that several commands with the same text share. */
  const shared: Readonly<Record<string, string>> = {
    [t.commands.goToTabHelp]: '1…9',
    [t.commands.paneHelp]: '← ↑ → ↓',
    [t.commands.zoomHelp]: '+ − 0',
  };
  const rows = new Map<string, string[]>();
  for (const { label, help, keys } of COMMANDS) {
    const text = help ?? label;
    const chord = keys?.[0];
    if (!chord || typeof text !== 'string' || rows.has(text)) continue;
    rows.set(text, keycaps({ ...chord, shown: shared[text] ?? chord.shown }, mac));
  }
  return [...rows].map(([text, keys]) => ({ text, keys }));
}

export function shortcuts(mac: boolean): { title: string; note?: string; rows: Shortcut[] }[] {
  const mod = mac ? '⌘' : 'Ctrl';
  const terminal = mac ? '⌘' : 'Ctrl Shift';
  return [
    { title: t.shortcuts.anywhere, rows: anywhere(mac) },
    {
      title: t.shortcuts.inList,
      rows: [
        { keys: ['↑', '↓'], text: t.shortcuts.move },
        { keys: ['Enter'], text: t.shortcuts.attach },
        { keys: ['Space'], text: t.shortcuts.select(mod) },
        { keys: ['Shift', '↑ ↓'], text: t.shortcuts.selectMany },
        { keys: [mod, 'A'], text: t.shortcuts.selectAll },
        { keys: ['F2'], text: t.shortcuts.rename },
        { keys: ['Delete'], text: t.shortcuts.delete },
        { keys: ['/'], text: t.shortcuts.filter },
      ],
    },
    {
      title: t.shortcuts.inTerminal,
      ...(mac ? {} : { note: t.shortcuts.note }),
      rows: [
        { keys: [terminal, 'C'], text: t.shortcuts.copy },
        { keys: [terminal, 'V'], text: t.shortcuts.paste },
        { keys: [terminal, 'F'], text: t.shortcuts.find },
        { keys: ['Ctrl Shift', 'Space'], text: t.shortcuts.leave },
      ],
    },
  ];
}
