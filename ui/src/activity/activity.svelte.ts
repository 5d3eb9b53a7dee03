// What the sessions are doing, as the host judges it. What no rule decides is not known, and is
// shown as nothing.

import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

import type { ActivityEvent, Backend, RuleFault, Session, SessionActivity } from '../backend/port';
import { sayRuleFault } from '../notices/errors';
import { notifyError, notifyWarning } from '../notices/notices';
import { keyOf } from '../session/state';
import { t } from './text';

/** What a rule decided of a session: never `unknown`. */
export type Known = SessionActivity & { activity: Exclude<SessionActivity['activity'], 'unknown'> };

/** A session, as far as it is looked up here. */
export type Subject = Pick<Session, 'engine' | 'id' | 'name' | 'state'>;

/** The badge whose reasons are in sight. */
export interface Asked {
  session: Subject;
  anchor: HTMLElement;
}

export class Activities {
  /** The parts of rule files that can't be used. */
  faults = $state.raw<readonly RuleFault[]>([]);
  /** A rule has decided something since the window was made. */
  decided = $state(false);
  /** Why? is asked of it; null while nothing is. */
  asked = $state.raw<Asked | null>(null);
  readonly #states = new SvelteMap<string, SessionActivity>();
  /** The faults that were warned of, so that each is said once. */
  #warned = '';

  /**
   * `clock` says the time to which ages count, ms; it ticks for all of them. `warns` of rules that can't be used: one
   * window does.
   */
  constructor(
    private readonly backend: Backend,
    private readonly clock: () => number,
    private readonly warns = true,
  ) {}

  /** Begins to listen, until the window is gone. */
  listen(): void {
    this.backend
      .subscribeActivity((event) => this.receive(event))
      .catch((error: unknown) => notifyError(t.notFollowed, error));
  }

  receive(event: ActivityEvent): void {
    switch (event.kind) {
      case 'list':
        this.#states.clear();
        for (const session of event.sessions) this.#put(session);
        this.#spoil(event.faults);
        return;
      case 'changed':
        this.#put(event.session);
        return;
      case 'gone':
        this.#states.delete(keyOf({ engine: event.engine, id: event.session, name: '' }));
        return;
      case 'faults':
        this.#spoil(event.faults);
    }
  }

  /** What a running session is doing; null where no rule decides. */
  of(session: Subject): Known | null {
    if (session.state !== 'running') return null;
    const state = this.#states.get(keyOf(session));
    return state && isKnown(state) ? state : null;
  }

  get now(): number {
    return this.clock();
  }

  #put(session: SessionActivity): void {
    this.#states.set(keyOf({ engine: session.engine, id: session.session, name: '' }), session);
    if (isKnown(session)) this.decided = true;
  }

  #spoil(faults: readonly RuleFault[]): void {
    this.faults = faults;
    const words = faults.map(sayRuleFault).join('\n');
    if (this.warns && words !== '' && words !== this.#warned) notifyWarning(t.faults(faults.length), words);
    this.#warned = words;
  }
}

/** Set once in App, read anywhere below it. */
export const [useActivities, provideActivities] = createContext<Activities>();

function isKnown(state: SessionActivity): state is Known {
  return state.activity !== 'unknown';
}
