// What this window did to end a run: the archive says who did, a moment later. It is told as the archive tells it, and
// stands alone only where nothing is kept of a session, or the archive can't be used.

import { SvelteMap } from 'svelte/reactivity';

import type { EndedBy, Session } from '../backend/port';
import { keyOf } from '../session/state';
import { endedBy } from './ending';

export interface Doing {
  verb: 'stop' | 'kill';
  /** Seconds until it is killed; 0 where it is at once. */
  grace: number;
}

type Run = Pick<Session, 'engine' | 'id' | 'name' | 'startedAt' | 'exitCode' | 'oomKilled'>;

export class DoneHere {
  readonly #done = new SvelteMap<string, Doing>();

  /** Notes what is about to be done to the run that goes on; the answer takes it back, when it failed. */
  note(session: Run, doing: Doing): () => void {
    const key = runOf(session);
    this.#done.set(key, doing);
    return () => this.#done.delete(key);
  }

  /** Who ended a run, where it was this window. */
  of(run: Run): string[] {
    const { exitCode, oomKilled } = run;
    const doing = this.#done.get(runOf(run));
    if (!doing || oomKilled) return [];
    const { verb, grace } = doing;
    const actor = { kind: 'window', pid: 0 } as const;
    const by: EndedBy = { who: 'berth', actor, verb, killedAfterGrace: exitCode === 137 && grace > 0 };
    return endedBy({ by, grace, exitCode }, null);
  }
}

function runOf(session: Run): string {
  return `${keyOf(session)} ${session.startedAt ?? ''}`;
}
