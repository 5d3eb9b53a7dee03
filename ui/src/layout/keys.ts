// Which key does what in the window. Pure; App carries the commands out.

import { type Zoom, zoomOf } from '../parts/platform';
import type { Side, Way } from '../tabs/splits';

export type Command =
  | {
      do:
        | 'palette'
        | 'new'
        | 'list'
        | 'close'
        | 'refresh'
        | 'settings'
        | 'shortcuts'
        | 'shell'
        | 'wall'
        | 'several'
        | 'next'
        | 'previous';
    }
  | { do: 'zoom'; way: Zoom }
  | { do: 'tab'; index: number }
  | { do: 'split'; way: Way }
  | { do: 'pane'; side: Side };

const SIDES: Readonly<Record<string, Side>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * The command of a key press, or null when it is none of the window's.
 * In a terminal plain Ctrl keys belong to the program: there Shift is needed too, except on macOS, where Cmd is free.
 */
export function commandOf(event: Key, mac: boolean, inTerminal: boolean): Command | null {
  const mod = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (event.altKey) {
    const side = mod && !event.shiftKey ? SIDES[event.code] : undefined;
    return side ? { do: 'pane', side } : null;
  }
  if (event.code === 'F5' && !inTerminal && !event.ctrlKey && !event.metaKey) return { do: 'refresh' };
  // Ctrl+Tab is Ctrl on macOS as well.
  if (event.code === 'Tab' && event.ctrlKey && !event.metaKey) return { do: event.shiftKey ? 'previous' : 'next' };
  if (event.ctrlKey && (event.code === 'PageUp' || event.code === 'PageDown'))
    return { do: event.code === 'PageUp' ? 'previous' : 'next' };
  if (!mod) return null;
  // Ctrl+? needs Shift on most keyboards, whatever has the focus.
  if (event.key === '?') return { do: 'shortcuts' };
  // With Shift everywhere: plain, it cuts what is selected in a field.
  if (event.key.toLowerCase() === 'x' && event.shiftKey) return { do: 'several' };
  // By its place, or by what it writes where it is in another one.
  const backslash = event.code === 'Backslash' || event.key === '\\';
  if (backslash && event.shiftKey && (!inTerminal || mac)) return { do: 'split', way: 'column' };
  const way = zoomOf(event);
  if (way) return { do: 'zoom', way };
  if (event.shiftKey !== (inTerminal && !mac)) return null;
  if (backslash) return { do: 'split', way: 'row' };
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit) return { do: 'tab', index: Number(digit) - 1 };
  // With Shift the key writes another sign.
  if (event.code === 'Comma' || event.key === ',') return { do: 'settings' };
  switch (event.key.toLowerCase()) {
    case 'k':
      return { do: 'palette' };
    case 'n':
      return { do: 'new' };
    case 'b':
      return { do: 'list' };
    case 'd':
      return { do: 'split', way: 'column' };
    case 't':
      return { do: 'shell' };
    case 'g':
      return { do: 'wall' };
    case 'w':
      return { do: 'close' };
    default:
      return null;
  }
}

export interface Shortcut {
  keys: string[];
  text: string;
}

/** For the dialog of shortcuts. */
export function shortcuts(mac: boolean): { title: string; note?: string; rows: Shortcut[] }[] {
  const mod = mac ? '⌘' : 'Ctrl';
  const alt = mac ? '⌥ ⌘' : 'Ctrl Alt';
  const terminal = mac ? '⌘' : 'Ctrl Shift';
  return [
    {
      title: 'Anywhere',
      rows: [
        { keys: [mod, 'K'], text: 'Search or run a command' },
        { keys: [mod, 'N'], text: 'New session' },
        { keys: [mod, 'B'], text: 'Show or hide the list' },
        { keys: [mod, '1…9'], text: 'Go to a tab' },
        { keys: [mod, 'T'], text: 'Shell in the session' },
        { keys: [mod, 'G'], text: 'Wall: all running sessions at once' },
        { keys: ['Ctrl', 'Tab'], text: 'Next tab' },
        { keys: [mod, '\\'], text: 'Another pane beside this one' },
        { keys: [mod, 'D'], text: 'Another pane below this one' },
        { keys: [mod, 'Shift', 'X'], text: 'Type into several at once, or stop' },
        { keys: [alt, '← ↑ → ↓'], text: 'Go to the pane on that side' },
        { keys: [mod, 'W'], text: 'Close the tab; the session keeps running' },
        { keys: [mod, ','], text: 'Settings' },
        { keys: [mod, '+ − 0'], text: 'Larger or smaller text in terminals, or as set' },
        { keys: ['F5'], text: 'Refresh' },
      ],
    },
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
      ...(mac
        ? {}
        : {
            note: 'Plain Ctrl keys are the program’s here. With Shift they do what they do anywhere: Ctrl Shift K searches.',
          }),
      rows: [
        { keys: [terminal, 'C'], text: 'Copy' },
        { keys: [terminal, 'V'], text: 'Paste' },
        { keys: [terminal, 'F'], text: 'Find' },
        { keys: ['Ctrl Shift', 'Space'], text: 'Leave the terminal for the list' },
      ],
    },
  ];
}
