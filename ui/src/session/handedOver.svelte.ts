// The sessions that the person's own terminal programs have, as the host tells: here they are only shown meanwhile.

import { createContext } from 'svelte';

import type { Backend, HandedOver, Session } from '../backend/port';

export class HandedOvers {
  #now = $state.raw<readonly HandedOver[]>([]);

  constructor(private readonly backend: Backend) {}

  /** Begins to listen, until the window is gone. */
  listen(): void {
    // It asks no engine and can't fail but with the app itself.
    this.backend.subscribeHandedOver((now) => (this.#now = now)).catch(() => undefined);
  }

  /** Who has it, and since when; null where nobody else does. */
  of({ engine, id }: Pick<Session, 'engine' | 'id'>): HandedOver | null {
    return this.#now.find((one) => one.engine === engine && one.session === id) ?? null;
  }
}

/** Set once in the window, read anywhere below it. */
export const [useHandedOvers, provideHandedOvers] = createContext<HandedOvers>();
