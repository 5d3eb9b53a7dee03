// What keys and clicks do in the grid of sessions: going to a row, selecting, and the verbs of the row.

import type { Session } from '../backend/port';
import type { SessionActions } from '../session/context';
import { markOfKey } from '../session/markKeys';
import type { Marks } from '../session/marks.svelte';
import type { Peeking } from '../session/peeking.svelte';
import { keyOf } from '../session/state';
import { verbOfKey } from '../session/verbs';
import type { Selection } from './selection.svelte';

/** The grid at the time of an event. */
export interface GridNow {
  rows: readonly Session[];
  /** Of the rows, in their order. */
  keys: readonly string[];
  /** The row that has the keyboard. */
  current: number;
  /** Rows that one page moves by. */
  page: number;
  selection: Selection;
  /** The selected rows that are shown. */
  chosen: readonly Session[];
  actions: Pick<SessionActions, 'ask' | 'remove' | 'many'>;
  marks: Pick<Marks, 'of' | 'change'>;
  goTo(index: number): void;
  open(session: Session): void;
  /** Moves a row past the next one; undefined where rows have no order by hand. */
  move: ((session: Session, by: 1 | -1) => void) | undefined;
  /** The session whose card is open. */
  peeking: Pick<Peeking, 'key' | 'into' | 'toggle' | 'close'>;
}

/**
 * Does what a key asks for; false when it is none of the grid's.
 * @param onRow the row itself has the keyboard, not a button inside it
 */
export function pressKey(event: KeyboardEvent, grid: GridNow, onRow: boolean): boolean {
  const row = grid.rows[grid.current];
  if (onRow && row && markRow(event, grid, row)) return true;
  if (event.altKey) return false;
  const { selection, chosen, actions, peeking } = grid;
  const session = grid.rows[grid.current];
  const target = targetOf(event.key, grid);
  const verb = verbOfKey(event);
  if (isSpace(event) && (event.ctrlKey || event.shiftKey)) {
    if (!onRow || !session) return false;
    selection.toggle(keyOf(session));
  } else if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() !== 'a' || event.shiftKey || event.ctrlKey === event.metaKey) return false;
    selection.all(grid.keys);
  } else if (target !== undefined) {
    if (event.shiftKey) extend(grid, target);
    grid.goTo(target);
  } else if (verb === 'attach' && onRow && session) grid.open(session);
  else if (verb === 'peek' && onRow && session) peeking.toggle(session);
  else if (event.key === 'Escape' && peeking.key !== null) peeking.close(false);
  else if (event.key === 'Tab' && !event.shiftKey && onRow && peeking.into) peeking.into();
  else if (event.key === 'Escape' && selection.some) selection.clear();
  else if (verb === 'rename' && session && session.state !== 'defined') actions.ask('rename', session);
  else if (verb === 'delete' && chosen.length > 0) actions.many('delete', chosen);
  else if (verb === 'delete' && session && session.state !== 'defined') actions.remove(session);
  else return false;
  return true;
}

/** Whether the key is one of marks. */
function markRow(event: KeyboardEvent, { marks, actions, move }: GridNow, session: Session): boolean {
  const asked = markOfKey(event);
  if (asked === 'pin') marks.change(session, { pinned: !marks.of(session).pinned });
  else if (asked === 'note') actions.ask('note', session);
  else if (asked !== null) move?.(session, asked === 'up' ? -1 : 1);
  return asked !== null;
}

function isSpace({ key, metaKey }: KeyboardEvent): boolean {
  return key === ' ' && !metaKey;
}

/** Opens the row that is clicked; with Shift it selects a range, with Ctrl (Cmd on macOS) one more row. */
export function clickRow(event: MouseEvent, grid: GridNow, session: Session, mac: boolean): void {
  const { selection, keys } = grid;
  const key = keyOf(session);
  if (event.shiftKey) selection.range(keys, keys[grid.current] ?? key, key);
  else if (mac ? event.metaKey : event.ctrlKey) selection.toggle(key);
  else {
    selection.clear();
    grid.open(session);
    return;
  }
  grid.goTo(keys.indexOf(key));
}

/** The row that a key goes to. */
function targetOf(key: string, { rows, current, page }: GridNow): number | undefined {
  return {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + page,
    PageUp: current - page,
    Home: 0,
    End: rows.length - 1,
  }[key];
}

function extend({ keys, current, selection }: GridNow, target: number): void {
  const [from, to] = [keys[current], keys[Math.max(0, Math.min(keys.length - 1, target))]];
  if (from !== undefined && to !== undefined) selection.range(keys, from, to);
}
