// What the person marks sessions with: pins, colours, notes, and their order by hand. Of an engine and a name, so that
// a mark stays when its session is made anew.

import { createContext } from 'svelte';

import type { Backend, Color, Mark, MarkChange, MarksNow, Session } from '../backend/port';
import { notifyError } from '../notices/notices';
import { t } from './text';

export type Named = Pick<Session, 'engine' | 'name'>;

export const COLORS = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'] as const satisfies Color[];

const NONE: Mark = { pinned: false, color: null, note: '' };

export class Marks {
  #now = $state.raw<MarksNow>({ sessions: [], order: [], faults: [] });
  readonly #byKey: ReadonlyMap<string, Mark> = $derived(
    new Map(this.#now.sessions.map(({ key, mark }) => [key, mark])),
  );
  readonly #places: ReadonlyMap<string, number> = $derived(new Map(this.#now.order.map((key, place) => [key, place])));

  constructor(private readonly backend: Backend) {}

  /** Begins to listen, until the window is gone. */
  listen(): void {
    // It asks no engine and can't fail but with the app itself.
    this.backend.subscribeMarks((now) => (this.#now = now)).catch(() => undefined);
  }

  get order(): readonly string[] {
    return this.#now.order;
  }

  get faults(): MarksNow['faults'] {
    return this.#now.faults;
  }

  /** All of it, another value after every change. */
  get now(): MarksNow {
    return this.#now;
  }

  of(session: Named): Mark {
    return this.#byKey.get(markKey(session)) ?? NONE;
  }

  /** Its place by hand; infinite where it has none. */
  place(session: Named): number {
    return this.#places.get(markKey(session)) ?? Number.POSITIVE_INFINITY;
  }

  /** Says so where it fails. */
  change(session: Named, change: MarkChange): void {
    this.write(session, change).catch((error: unknown) => notifyError(t.marks.notSaved(session.name), error));
  }

  write({ engine, name }: Named, change: MarkChange): Promise<void> {
    return this.backend.markSession(engine, name, change);
  }

  reorder(session: Named, order: readonly string[]): void {
    this.backend.orderSessions(order).catch((error: unknown) => notifyError(t.marks.notMoved(session.name), error));
  }
}

/** A session as the file calls it. */
export function markKey({ engine, name }: Named): string {
  return `${engine}/${name}`;
}

/** The style of what has the colour. */
export function markStyle({ color }: Mark): string | undefined {
  return color === null ? undefined : `--mark: var(--mark-${color})`;
}

/** "bot, running, pinned, blue": for those who don't see it. */
export function withMark(label: string, { pinned, color }: Mark): string {
  return [label, pinned ? t.marks.pinned : '', color === null ? '' : t.marks.spoken[color]]
    .filter((word) => word !== '')
    .join(', ');
}

/** Colour and note, for a tooltip; empty without both. */
export function markHint({ color, note }: Mark): string {
  return [color === null ? '' : t.marks.spoken[color], note].filter((line) => line !== '').join('\n');
}

/** Set once in the window, read anywhere below it. */
export const [useMarks, provideMarks] = createContext<Marks>();
