// When the archive changes, whoever shows a part of it reads that part again.

import type { Backend } from '../backend/port';

/** The pause after a call that failed, ms. */
const RETRY = 2000;

class Feed {
  /** Counts changes: who reads it is told of the next one. */
  version = $state(0);
  /** The process id of this app, as the archive names it; null until it is known. */
  pid = $state<number | null>(null);

  /** Follows the archive until the returned function is called. */
  watch(backend: Backend): () => void {
    let stopped = false;
    const subscribe = async (): Promise<void> => {
      while (!stopped) {
        try {
          const pid = await backend.subscribeRuns(() => {
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

/** The one of this window. */
export const feed = new Feed();
