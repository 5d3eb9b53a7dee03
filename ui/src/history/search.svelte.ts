// One search at a time through all logs and last screens; a new one ends the one before.

import type { Backend, Hit, Pattern, RunFilter, Subscription } from '../backend/port';
import { wordsOf } from '../notices/errors';

/** More hits help nobody: one looks for something else then. */
export const MOST_HITS = 500;
/** Lines shown before and after a hit. */
const CONTEXT = 2;

export class HitSearch {
  hits = $state.raw<readonly Hit[]>([]);
  at = $state<'off' | 'searching' | 'done'>('off');
  problem = $state.raw<{ text: string; detail: string | null } | null>(null);
  #subscription: Subscription | null = null;
  /** Counts searches, so that an earlier one is not heard any more. */
  #search = 0;

  constructor(private readonly backend: Backend) {}

  async start(pattern: Pattern, runs: RunFilter): Promise<void> {
    this.end();
    const search = ++this.#search;
    const current = (): boolean => search === this.#search;
    this.at = 'searching';
    let first = true;
    try {
      const query = { pattern, runs, limit: MOST_HITS, context: CONTEXT };
      const subscription = await this.backend.searchRuns(query, {
        hits: (hits) => {
          if (!current()) return;
          // The hits of the search before stay until there is something better.
          this.hits = first ? hits : [...this.hits, ...hits];
          first = false;
        },
        ended: (failure) => {
          if (!current()) return;
          if (first) this.hits = [];
          this.problem = failure && wordsOf(failure);
          this.at = 'done';
        },
      });
      if (current()) this.#subscription = subscription;
      else subscription.end();
    } catch (error) {
      if (!current()) return;
      this.hits = [];
      this.problem = wordsOf(error);
      this.at = 'done';
    }
  }

  /** Nothing is searched, and nothing was found. */
  clear(): void {
    this.end();
    this.#search++;
    this.hits = [];
    this.at = 'off';
  }

  end(): void {
    this.#subscription?.end();
    this.#subscription = null;
    this.problem = null;
  }
}
