// What sessions use, measured while somebody shows it and the window is in sight.

import { createContext, untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

import type { Backend, Session, SessionKey, SessionUsage, Subscription } from '../backend/port';
import { type Series, withSample } from './series';

/** Rows that scroll by are not asked for, ms. */
const SETTLE = 150;
/** The pause after a call that failed, ms. */
const RETRY = 3000;

type Key = Pick<SessionUsage, 'engine' | 'id'>;

export class Usages {
  readonly #series = new SvelteMap<string, Series>();
  /** What each who shows something asks for. */
  readonly #asked = new Set<readonly Key[]>();
  #subscription: Subscription | null = null;
  /** What the subscription is for. */
  #measured = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly backend: Backend) {}

  /** The last minutes of a session, as far as it was measured. */
  of(session: Key): Series {
    return this.#series.get(keyOf(session)) ?? NONE;
  }

  /** Measures these running sessions until the returned function is called. */
  ask(sessions: readonly Key[]): () => void {
    const asked = [...sessions];
    this.#asked.add(asked);
    this.#renewSoon(SETTLE);
    return () => {
      this.#asked.delete(asked);
      this.#renewSoon(SETTLE);
    };
  }

  /** Follows whether the window is in sight, until the returned function is called. */
  watch(): () => void {
    const onvisibility = (): void => this.#renewSoon(0);
    document.addEventListener('visibilitychange', onvisibility);
    return () => {
      document.removeEventListener('visibilitychange', onvisibility);
      clearTimeout(this.#timer);
      this.#subscription?.end();
      this.#subscription = null;
    };
  }

  #renewSoon(after: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#renew(), after);
  }

  async #renew(): Promise<void> {
    const wanted = new Map<string, SessionKey>();
    if (!document.hidden)
      for (const { engine, id } of [...this.#asked].flat()) wanted.set(keyOf({ engine, id }), { engine, id });
    const all = [...wanted.keys()].sort().join(' ');
    if (all === this.#measured) return;
    this.#measured = all;
    const before = this.#subscription;
    this.#subscription = null;
    try {
      if (wanted.size > 0) {
        const next = await this.backend.subscribeUsage([...wanted.values()], (round) => this.#take(round));
        // Another renewal may have overtaken this one.
        if (this.#measured === all) this.#subscription = next;
        else next.end();
      }
    } catch {
      // It is shown without; the list says when an engine is away.
      if (this.#measured === all) {
        this.#measured = '';
        this.#renewSoon(RETRY);
      }
    } finally {
      // The new one is there before the old one goes: the engine's client serves on.
      before?.end();
    }
  }

  #take(round: readonly SessionUsage[]): void {
    for (const usage of round) this.#series.set(keyOf(usage), withSample(this.of(usage), usage));
  }
}

const NONE: Series = [];

function keyOf({ engine, id }: Key): string {
  return `${engine}/${id}`;
}

/** Whether it has anything that can be measured. */
export function isMeasured({ state, broken }: Session): boolean {
  return state === 'running' && broken === null;
}

/** Measures those that a component shows, as far as they run. For its start. */
export function measureShown(usages: Usages, shown: () => readonly Session[]): void {
  const running = $derived(shown().filter(isMeasured));
  // A list that was drawn anew has the same sessions.
  const keys = $derived(running.map(keyOf).join(' '));
  $effect(() => (keys === '' ? undefined : usages.ask(untrack(() => running))));
}

/** One for the window. */
export const [useUsages, provideUsages] = createContext<Usages>();
