// Why starts from this window failed: podman 4.3 keeps no word of it.

import { SvelteMap } from 'svelte/reactivity';

import type { Session } from '../backend/port';
import { keyOf } from './state';

type Started = Pick<Session, 'engine' | 'id' | 'name' | 'startedAt'>;

export class StartErrors {
  readonly #failed = new SvelteMap<string, { startedAt: string | null; words: string }>();

  note(session: Started, words: string): void {
    // podman's client begins with it; whoever reads it knows already.
    this.#failed.set(keyOf(session), { startedAt: session.startedAt, words: words.replace(/^Error: /, '') });
  }

  /** It is started again. */
  clear(session: Started): void {
    this.#failed.delete(keyOf(session));
  }

  /** Null when it was not started from here, or ran since. */
  of(session: Started): string | null {
    const failed = this.#failed.get(keyOf(session));
    return failed?.startedAt === session.startedAt ? failed.words : null;
  }
}
