// A long list of runs, read in pieces as they come in sight.

import { SvelteMap, SvelteSet } from 'svelte/reactivity';

import type { Backend, Run, RunFilter } from '../backend/port';
import { saidWords, wordsOf } from '../notices/errors';

/** Runs that one call reads. */
export const PAGE = 200;

export class RunPages {
  total = $state(0);
  /** Something was read, or nothing could be. */
  loaded = $state(false);
  problem = $state.raw<{ text: string; detail: string | null } | null>(null);
  /** Why nothing new is kept; null where it is. */
  unwritable = $state.raw<{ text: string; detail: string | null } | null>(null);
  /** Of all runs that were seen, by the engine's id. */
  readonly engines = new SvelteSet<string>();
  readonly #pages = new SvelteMap<number, readonly Run[]>();
  /** Under way, so that none is asked for twice. */
  readonly #asked = new Set<number>();
  #filter: RunFilter | null = null;
  /** Counts filters and changes, so that an answer to an earlier question is not taken for one to this. */
  #question = 0;

  constructor(private readonly backend: Backend) {}

  /** The run in this place, once it was read. */
  at(index: number): Run | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Shows the runs that pass this filter; what is shown stays until they are there. */
  read(filter: RunFilter, from: number, to: number): Promise<void> {
    this.#filter = filter;
    this.#question++;
    this.#asked.clear();
    return this.#load(pagesOf(from, to), true);
  }

  /** Reads what is in sight and not there yet. */
  want(from: number, to: number): void {
    const missing = pagesOf(from, to).filter((page) => !this.#pages.has(page) && !this.#asked.has(page));
    if (missing.length > 0) void this.#load(missing, false);
  }

  /** Replaces a run by what it has become. */
  put(run: Run): void {
    for (const [page, runs] of this.#pages) {
      if (runs.some(({ id }) => id === run.id))
        this.#pages.set(
          page,
          runs.map((old) => (old.id === run.id ? run : old)),
        );
    }
  }

  async #load(pages: readonly number[], afresh: boolean): Promise<void> {
    const [filter, question] = [this.#filter, this.#question];
    if (!filter) return;
    for (const page of pages) this.#asked.add(page);
    try {
      const answers = await Promise.all(
        pages.map((page) => this.backend.runs({ ...filter, limit: PAGE, offset: page * PAGE })),
      );
      if (question !== this.#question) return;
      if (afresh) this.#pages.clear();
      answers.forEach(({ runs, total, unwritable }, i) => {
        this.#pages.set(pages[i] ?? 0, runs);
        for (const { key } of runs) this.engines.add(key.session.engine);
        this.total = total;
        this.unwritable = unwritable && saidWords(unwritable);
      });
      this.problem = null;
    } catch (error) {
      if (question === this.#question) this.problem = wordsOf(error);
    } finally {
      if (question === this.#question) {
        for (const page of pages) this.#asked.delete(page);
        this.loaded = true;
      }
    }
  }
}

function pagesOf(from: number, to: number): number[] {
  const [first, last] = [Math.floor(from / PAGE), Math.floor(Math.max(from, to - 1) / PAGE)];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
