// The last runs of one session, kept up to date while they are shown.

import type { Backend, Run, RunDifference, Session } from '../backend/port';
import { saidWords, wordsOf } from '../notices/errors';
import { memoryLimit } from './steps';

/** What the timeline shows. */
export const RECENT = 20;

/** Starts within this time are one: an event's comes a moment after the engine's own, ms. */
const SAME_START = 2000;

type Shown = Pick<Session, 'engine' | 'name' | 'startedAt' | 'id'>;

export class RecentRuns {
  /** The earliest first. */
  runs = $state.raw<readonly Run[]>([]);
  loaded = $state(false);
  /** Why they can't be read. */
  problem = $state.raw<{ text: string; detail: string | null } | null>(null);
  /** Why nothing new is kept; null where it is. */
  unwritable = $state.raw<{ text: string; detail: string | null } | null>(null);
  /** What differs between the last run and the one before; null where nothing is known. */
  changes = $state.raw<RunDifference | null>(null);
  /** Bytes that the session may use, where it is known what it used; null where there is no limit, or nobody knows. */
  memoryLimit = $state<number | null>(null);
  /** Counts readings, so that a late answer does not replace a newer one. */
  #reading = 0;
  #compared = '';

  constructor(private readonly backend: Backend) {}

  async read(session: Shown): Promise<void> {
    const reading = ++this.#reading;
    try {
      const filter = { ...NO_FILTER, engines: [session.engine], session: session.name, limit: RECENT };
      const { runs, unwritable } = await this.backend.runs(filter);
      if (reading !== this.#reading) return;
      this.runs = runs.toReversed();
      this.problem = null;
      this.unwritable = unwritable && saidWords(unwritable);
      await this.#compare(reading);
    } catch (error) {
      if (reading === this.#reading) this.problem = wordsOf(error);
    } finally {
      if (reading === this.#reading) this.loaded = true;
    }
  }

  /** The run that a session shows. */
  of(session: Shown): Run | null {
    if (session.startedAt === null) return null;
    const started = Date.parse(session.startedAt);
    const near = this.runs.filter(
      ({ key }) => key.session.container === session.id && Math.abs(Date.parse(key.startedAt) - started) < SAME_START,
    );
    return near.at(-1) ?? null;
  }

  /** Once for every pair: the archive reads both logs for it. */
  async #compare(reading: number): Promise<void> {
    const [last, before] = this.runs.slice(-2).toReversed();
    const pair = last ? `${before?.id} ${last.id} ${last.endedAt}` : '';
    if (pair === this.#compared) return;
    const changes = before && last ? await this.backend.compareRuns(before.id, last.id) : null;
    const asks = last?.ending === 'outOfMemory' || (last?.peakMemory ?? null) !== null;
    const spec = last && asks ? await this.backend.runSpec(last.id) : null;
    if (reading !== this.#reading) return;
    this.memoryLimit = memoryLimit(spec);
    this.#compared = pair;
    this.changes = changes;
  }
}

export const NO_FILTER = {
  engines: [],
  session: null,
  text: null,
  endings: [],
  since: null,
  until: null,
  limit: 0,
  offset: 0,
};
