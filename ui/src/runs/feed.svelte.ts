// When the archive changes, whoever shows a part of it reads that part again.

import { createContext } from 'svelte';

import type { Backend } from '../backend/port';

/** The pause after a call that failed, ms. */
const RETRY = 2000;

export class Feed {
  /** Counts changes: who reads it is told of the next one. */
  version = $state(0);
  /** The process id of this app, as the archive names it; null until it is known. */
  pid = $state<number | null>(null);

  constructor(private readonly backend: Backend) {}

  /** Follows the archive until the returned function is called. */
  watch(): () => void {
    let stopped = false;
    const subscribe = async (): Promise<void> => {
      while (!stopped) {
        try {
          const pid = await this.backend.subscribeRuns(() => {
            if (!stopped) this.version++;
          });
          if (!stopped) this.pid = pid;
          return;
        } catch {
          // Without it one sees what was there when one looked.
          await new Promise((resolve) => setTimeout(resolve, RETRY));
        }
      }
    };
    void subscribe();
    return () => (stopped = true);
  }
}

export const [useFeed, provideFeed] = createContext<Feed>();
