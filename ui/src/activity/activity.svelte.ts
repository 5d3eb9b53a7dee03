// What the sessions are doing, as the host judges it. What no rule decides is not known, and is
// shown as nothing.

import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

import type { ActivityEvent, Away, Backend, RuleFault, Session, SessionActivity } from '../backend/port';
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
  /** What happened before the person came back, by session, until they have seen that or left again. */
  readonly #missed = new SvelteMap<string, Missed>();
  /** The faults that were warned of, so that each is said once. */
  #warned = '';

  /** Hears of each question once, when it is asked: not of those that were asked before anybody listened. */
  onasks: ((asked: Known) => void) | null = null;

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
        this.#forget(keyOf({ engine: event.engine, id: event.session, name: '' }));
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

  /** What happened in a session while the person was away, once they see it again; null where that is nothing. */
  missedIn(session: Pick<Session, 'engine' | 'id' | 'name'>): Missed | null {
    return this.#missed.get(keyOf(session)) ?? null;
  }

  /** The person has read that. */
  dismissMissed(session: Pick<Session, 'engine' | 'id' | 'name'>): void {
    this.#missed.delete(keyOf(session));
  }

  get now(): number {
    return this.clock();
  }

  #put(session: SessionActivity): void {
    const key = keyOf({ engine: session.engine, id: session.session, name: '' });
    const before = this.#states.get(key);
    const left = before?.away ?? null;
    this.#states.set(key, session);
    if (before && isKnown(session) && session.activity === 'asks' && before.activity !== 'asks') this.onasks?.(session);
    if (session.away !== null) this.#missed.delete(key);
    else if (left !== null && isTold(left, Date.now())) this.#missed.set(key, { ...left, until: Date.now() });
    if (isKnown(session)) this.decided = true;
  }

  #forget(key: string): void {
    this.#states.delete(key);
    this.#missed.delete(key);
  }

  #spoil(faults: readonly RuleFault[]): void {
    this.faults = faults;
    const words = faults.map(sayRuleFault).join('\n');
    if (this.warns && words !== '' && words !== this.#warned) notifyWarning(t.faults(faults.length), words);
    this.#warned = words;
  }
}

/** What happened while the person was away, and when they came back, ms. */
export type Missed = Away & { until: number };

/** Whoever looks away for less has missed no lines. */
const LEAST_AWAY = 60_000;

/** Whether it is worth a line: lines alone are only after a while. */
function isTold({ since, lines, asked, errors, restarts }: Away, now: number): boolean {
  return asked + errors + restarts > 0 || (lines > 0 && now - Date.parse(since) >= LEAST_AWAY);
}

/** Set once in App, read anywhere below it. */
export const [useActivities, provideActivities] = createContext<Activities>();

function isKnown(state: SessionActivity): state is Known {
  return state.activity !== 'unknown';
}
