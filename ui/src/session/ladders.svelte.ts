// Stops in steps that are under way, as the host tells, with the seconds that are left of each step.

import { createContext } from 'svelte';

import type { Backend, Ladder, LadderMove, Session, StopStep } from '../backend/port';

/** How often the seconds are counted, ms. */
const TICK = 250;

type Known = Pick<Session, 'engine' | 'id'>;

export class Ladders {
  #all = $state.raw<readonly Ladder[]>([]);
  #now = $state(Date.now());
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly backend: Backend) {}

  /** Begins to listen, until the window is gone. */
  listen(): void {
    // It asks no engine and can't fail but with the app itself.
    this.backend.subscribeLadders((all) => this.#take(all)).catch(() => undefined);
  }

  /** That of a session; null where none is under way. */
  of({ engine, id }: Known): Ladder | null {
    return this.#all.find(({ session }) => session.engine === engine && session.id === id) ?? null;
  }

  /** Whole seconds until its next step. */
  seconds({ now }: Ladder): number {
    return Math.max(0, Math.ceil((Date.parse(now.until) - this.#now) / 1000));
  }

  turn({ engine, id }: Known, to: LadderMove): Promise<void> {
    return this.backend.turnLadder({ engine, id }, to);
  }

  #take(all: readonly Ladder[]): void {
    this.#all = all;
    this.#now = Date.now();
    clearInterval(this.#timer);
    // Nothing is counted while nothing is stopped.
    if (all.length > 0) this.#timer = setInterval(() => (this.#now = Date.now()), TICK);
  }
}

/** "SIGTERM", or the line that is typed. */
export function stepName(step: StopStep | undefined, typed: (line: string) => string): string {
  if (!step) return '';
  return step.signal === undefined ? typed(step.type) : step.signal;
}

/** Those of the window: set once at its root, read anywhere below it. */
export const [useLadders, provideLadders] = createContext<Ladders>();
