// What this window did to end a session. Engines keep no word of who asked: podman 4.3
// does not even tell of a stop in its events.

import { SvelteMap } from 'svelte/reactivity';

import type { Session } from '../backend/port';
import { signal } from './signals';
import { keyOf } from './state';
import { t } from './text';

export type Doing =
  /** A signal, and after the grace time, in seconds, SIGKILL. */
  { verb: 'stop'; grace: number } | { verb: 'kill'; signal: string };

type Run = Pick<Session, 'engine' | 'id' | 'name' | 'startedAt' | 'exitCode' | 'oomKilled'>;

export class Endings {
  readonly #done = new SvelteMap<string, Doing>();

  /** Notes what is about to be done to the run that goes on; the answer takes it back, when it failed. */
  note(session: Run, doing: Doing): () => void {
    const key = runOf(session);
    this.#done.set(key, doing);
    return () => this.#done.delete(key);
  }

  /** Who ended a run, as far as this window knows; empty for what ends by itself. */
  of(run: Run): string[] {
    const doing = this.#done.get(runOf(run));
    const by = run.exitCode !== null && run.exitCode > 128 ? signal(run.exitCode - 128).name : null;
    if (doing?.verb === 'stop' && by === 'SIGKILL' && !run.oomKilled && doing.grace > 0) {
      return [t.endings.killedAfterGrace(doing.grace), t.endings.youStopped];
    }
    if (doing?.verb === 'stop') return [t.endings.youStopped];
    // One that handles a signal ends, or not, in a way of its own.
    if (doing?.verb === 'kill' && doing.signal === 'SIGKILL') return [t.endings.youKilled];
    if (doing?.verb === 'kill' && doing.signal === by) return [t.endings.youSent(by)];
    if (by === null || !ASKED.has(by) || run.oomKilled) return [];
    return [by === 'SIGKILL' ? t.endings.killedElsewhere : t.endings.endedElsewhere];
  }
}

/** Signals that somebody sends; others are a program's own fault. */
const ASKED = new Set(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGKILL', 'SIGTERM', 'SIGUSR1', 'SIGUSR2']);

function runOf(session: Run): string {
  return `${keyOf(session)} ${session.startedAt ?? ''}`;
}
