// Which sessions need the person: those that ask, and those whose program rang or said something unseen.

import { createContext } from 'svelte';

import type { Session } from '../backend/port';
import type { Attention } from '../session/attention.svelte';
import { keyOf } from '../session/state';
import type { Activities, Known, Subject } from './activity.svelte';
import { spoken } from './words';

export class Needs {
  constructor(
    readonly activities: Activities,
    private readonly attention: Pick<Attention, 'unread'>,
  ) {}

  has(session: Subject): boolean {
    return this.attention.unread.has(keyOf(session)) || this.activityOf(session) === 'asks';
  }

  /** Why it needs the person: "asks, 12 minutes", "rang"; undefined where it does not. */
  wordsOf(session: Subject): string | undefined {
    const known = this.activities.of(session);
    const words = [
      known?.activity === 'asks' ? spoken(known, this.activities.now) : undefined,
      this.attention.unread.get(keyOf(session)),
    ].filter((part) => part !== undefined);
    return words.length === 0 ? undefined : words.join('; ');
  }

  activityOf(session: Subject): Known['activity'] | null {
    return this.activities.of(session)?.activity ?? null;
  }

  /** Since when it asks, ms; infinite where it does not. */
  since(session: Subject): number {
    const known = this.activities.of(session);
    return known?.activity === 'asks' ? Date.parse(known.since) : Number.POSITIVE_INFINITY;
  }

  /** Those of the list that need the person, whoever has waited longest first. */
  among(sessions: readonly Session[]): Session[] {
    return longestFirst(
      sessions.filter((session) => this.has(session)),
      (session) => this.since(session),
    );
  }
}

/** In the order in which they began to ask; the rest as it was. */
export function longestFirst(sessions: readonly Session[], since: (session: Session) => number): Session[] {
  return sessions.toSorted((a, b) => {
    const [first, second] = [since(a), since(b)];
    return first === second ? 0 : first - second;
  });
}

/** Those of the window: set once at its root, read anywhere below it. */
export const [useNeeds, provideNeeds] = createContext<Needs>();
