// The page of shortcuts: those of the table of commands, and those of the list and of terminals.

import { LOG_KEYS } from '../logs/keys';
import { type Chord, keycap, keycaps } from '../parts/chords';
import { VERB_KEYS } from '../session/verbs';
import { TERMINAL_KEYS } from '../terminal/keys';
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
  const mod = mac ? '⌘' : keycap('Ctrl');
  const row = (chord: Chord, text: string): Shortcut => ({ keys: keycaps(chord, mac), text });
  return [
    { title: t.shortcuts.anywhere, rows: anywhere(mac) },
    {
      title: t.shortcuts.inList,
      rows: [
        { keys: ['↑', '↓'], text: t.shortcuts.move },
        row(VERB_KEYS.attach, t.shortcuts.attach),
        row(VERB_KEYS.peek, t.shortcuts.peek),
        { keys: [keycap('Shift'), keycap('Space')], text: t.shortcuts.select(mod) },
        { keys: [keycap('Shift'), '↑ ↓'], text: t.shortcuts.selectMany },
        { keys: [mod, 'A'], text: t.shortcuts.selectAll },
        row(VERB_KEYS.rename, t.shortcuts.rename),
        row(VERB_KEYS.delete, t.shortcuts.delete),
        { keys: ['/'], text: t.shortcuts.filter },
      ],
    },
    {
      title: t.shortcuts.inLines,
      rows: [
        row(LOG_KEYS.filter, t.lines.filter),
        row(LOG_KEYS.find, t.lines.find),
        row(LOG_KEYS.latest, t.lines.latest),
        row(LOG_KEYS.fold, t.shortcuts.fold),
        row(LOG_KEYS.wrap, t.lines.wrap),
        row(LOG_KEYS.times, t.lines.times),
        { keys: [keycap('Shift'), '↑ ↓'], text: t.shortcuts.selectLines },
        row(LOG_KEYS.copy, t.shortcuts.copy),
      ],
    },
    {
      title: t.shortcuts.inTerminal,
      ...(mac ? {} : { note: t.shortcuts.note }),
      rows: [
        row(TERMINAL_KEYS.copy, t.shortcuts.copy),
        row(TERMINAL_KEYS.paste, t.shortcuts.paste),
        row(TERMINAL_KEYS.find, t.shortcuts.find),
        row(TERMINAL_KEYS.leave, t.shortcuts.leave),
      ],
    },
  ];
}
