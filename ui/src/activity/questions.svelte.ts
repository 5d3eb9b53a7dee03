// Says each new question in words, for who can't see the badges: what the person looks at speaks for itself.

import type { Session } from '../backend/port';
import { shown } from '../parts/shown';
import { keyOf } from '../session/state';
import type { Activities } from './activity.svelte';
import { t } from './text';

/** A question that takes longer to hear is no help, characters. */
const LONGEST = 120;

export class Questions {
  /** What is to be said; `number` is another one each time, also where the words are the same. */
  now = $state.raw({ number: 0, words: '' });

  /** `find` gives a session by its key; `isInSight` says whether the person looks at it. */
  constructor(activities: Activities, find: (key: string) => Session | undefined, isInSight: (key: string) => boolean) {
    activities.onasks = ({ engine, session: id, why }) => {
      const key = keyOf({ engine, id, name: '' });
      const session = find(key);
      if (!session || isInSight(key)) return;
      const line = shown(why?.evidence ?? '').trim();
      const cut = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
      this.now = { number: this.now.number + 1, words: t.asksNow(session.name, cut) };
    };
  }
}
