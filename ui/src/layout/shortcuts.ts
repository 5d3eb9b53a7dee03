// The page of shortcuts: those of the table of commands, and those of the list and of terminals.

import { LOG_KEYS } from '../logs/keys';
import { type Chord, keycap, keycaps } from '../parts/chords';
import { MARK_KEYS } from '../session/markKeys';
import { VERB_KEYS } from '../session/verbs';
import { TERMINAL_KEYS } from '../terminal/keys';
import { chordOf } from './commandKeys';
import { COMMANDS } from './commands';
import { keysNow } from './keys.svelte';
import { t } from './text';

interface Shortcut {
  keys: string[];
  text: string;
  /** Of the command that has them; what it is called in `[keys]`. */
  id?: string;
}

function anywhere(mac: boolean): Shortcut[] {
  /** How keys are shown that several commands with the same text share. */
  const shared: Readonly<Record<string, string>> = {
    [t.commands.goToTabHelp]: '1…9',
    [t.commands.paneHelp]: '← ↑ → ↓',
    [t.commands.zoomHelp]: '+ − 0',
  };
  const rows = new Map<string, Shortcut>();
  const { of } = keysNow();
  for (const { id, label, help, keys } of COMMANDS) {
    const chord = of.get(id)?.[0];
    // One with keys of its own does not share the line of the others.
    const text = chord === keys?.[0] || typeof label !== 'string' ? (help ?? label) : label;
    if (!chord || typeof text !== 'string' || rows.has(text)) continue;
    const shown = chord === keys?.[0] ? (shared[text] ?? chord.shown) : chord.shown;
    rows.set(text, { text, keys: keycaps({ ...chord, shown }, mac), id });
  }
  return [...rows.values()];
}

/** How the palette is asked for in a terminal; null where its keys are the same everywhere, or none. */
function inTerminal(): string | null {
  const chord = chordOf('palette');
  return chord?.modifiers === 'mod' ? keycaps({ ...chord, modifiers: 'mod+shift' }, false).join(' ') : null;
}

export function shortcuts(mac: boolean): { title: string; note?: string; rows: Shortcut[] }[] {
  const mod = mac ? '⌘' : keycap('Ctrl');
  const row = (chord: Chord, text: string): Shortcut => ({ keys: keycaps(chord, mac), text });
  return [
    { title: t.shortcuts.anywhere, note: t.shortcuts.change, rows: anywhere(mac) },
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
        row(MARK_KEYS.pin, t.shortcuts.pin),
        row(MARK_KEYS.note, t.shortcuts.noteOn),
        row({ ...MARK_KEYS.up, shown: '↑ ↓' }, t.shortcuts.moveRow),
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
      ...(mac ? {} : { note: t.shortcuts.note(inTerminal()) }),
      rows: [
        row(TERMINAL_KEYS.copy, t.shortcuts.copy),
        row(TERMINAL_KEYS.paste, t.shortcuts.paste),
        row(TERMINAL_KEYS.find, t.shortcuts.find),
        row(TERMINAL_KEYS.leave, t.shortcuts.leave),
      ],
    },
  ];
}
