// The lines of one or several logs, as the host holds them: what is in sight is read in pages.

import type {
  Backend,
  LogCounts,
  LogLevel,
  LogLevels,
  LogLine,
  LogPattern,
  LogQuery,
  LogRow,
  LogSource,
  LogTimes,
  LogView,
  LogViewEvent,
  SaveWords,
} from '../backend/port';
import { wordsOf } from '../notices/notices';
import { LEVELS } from './choices.svelte';
import { RowPages } from './pages';

/** What is known of a log in the view. */
export type SourceNow = Omit<Extract<LogViewEvent, { kind: 'source' }>, 'kind'>;

/** From a refusal to the next try, ms. */
export const RETRY_AFTER = 2000;

const NO_LINES: LogLevels = { error: 0, warn: 0, info: 0, debug: 0, trace: 0, none: 0 };

export const WHOLE: Required<LogQuery> = { rules: [], levels: [], streams: [], sources: [], since: null, until: null };

/** What changed of the rows. */
export type RowsChange =
  | { kind: 'renewed' }
  /** `fresh`: those at the end were written now, and not found only now. */
  | { kind: 'grown'; removed: number; fresh: boolean };

export class LogLines {
  /** Rows that pass the filter. */
  rows = $state(0);
  /** Lines that are held. */
  lines = $state(0);
  /** The oldest lines, which were let go. */
  dropped = $state(0);
  levels = $state.raw<LogLevels>(NO_LINES);
  /** How much of the lines the filter has been through, 0 to 1. */
  scanned = $state(1);
  /** By their numbers. */
  sources = $state.raw<readonly SourceNow[]>([]);
  /** Grows whenever other rows are there to be drawn. */
  drawn = $state(0);
  /** Rows that fell off the front: with it the place of a row is a number of its own. */
  gone = $state(0);
  /** Why there is no view. */
  problem = $state.raw<{ text: string; detail: string | null } | null>(null);
  /** What is wrong with the filter. */
  wrong = $state<string | null>(null);
  /** Hears of changes of the rows, before they are drawn. */
  onchange: (change: RowsChange) => void = () => undefined;

  readonly #pages = new RowPages();
  #view: LogView | null = null;
  #revision = -1;
  #query: LogQuery = WHOLE;
  /** Counts views and queries, so that the answer to an earlier one is not taken for one to this. */
  #turn = 0;
  #asked = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #open = false;
  #asleep = false;
  /** The counts of now, while nobody looks. */
  #missed: LogCounts | null = null;

  constructor(private readonly backend: Backend) {}

  /** Something is still being read: no line may come of that. */
  get reading(): boolean {
    return this.scanned < 1 || this.sources.length === 0 || this.sources.some(({ state }) => state === 'reading');
  }

  /** Opens the view; it goes on until it is closed. */
  async open(sources: readonly LogSource[]): Promise<void> {
    this.close();
    this.#open = true;
    const turn = this.#turn;
    try {
      const view = await this.backend.openLogView([...sources], (event) => turn === this.#turn && this.#hear(event));
      if (turn !== this.#turn) {
        view.end();
        return;
      }
      this.#view = view;
      this.problem = null;
      if (this.#query !== WHOLE) await this.ask(this.#query);
      this.drawn++;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.problem = wordsOf(error);
      this.#retry = setTimeout(() => void this.open(sources), RETRY_AFTER);
    }
  }

  close(): void {
    this.#turn++;
    this.#open = false;
    clearTimeout(this.#retry);
    this.#view?.end();
    this.#view = null;
    this.#revision = -1;
  }

  /** Shows what passes `query`; what was shown stays until that is known. */
  async ask(query: LogQuery): Promise<void> {
    this.#query = query;
    const asked = ++this.#asked;
    try {
      await this.#view?.setQuery(query);
      if (asked === this.#asked) this.wrong = null;
    } catch (error) {
      if (asked === this.#asked) this.wrong = wordsOf(error).text;
    }
  }

  /** Lines that pass the filter, of these levels; of all for none. */
  passing(levels: readonly LogLevel[]): number {
    const wanted = levels.length === 0 ? LEVELS : levels;
    return wanted.reduce((sum, level) => sum + this.levels[level], 0);
  }

  /** While nobody looks, changes are only kept in mind. */
  sleep(asleep: boolean): void {
    this.#asleep = asleep;
    const missed = this.#missed;
    this.#missed = null;
    if (!asleep && missed) this.#count(missed);
    else this.#missed = missed;
  }

  at(row: number): LogRow | undefined {
    return this.#pages.at(row);
  }

  /** Reads what is not there of these rows. */
  want(from: number, to: number): void {
    const view = this.#view;
    if (!view) return;
    for (const missing of this.#pages.missing(from, to)) {
      const [turn, revision] = [this.#turn, this.#revision];
      view.rows(revision, missing.first, missing.count).then(
        (answer) => {
          if (turn !== this.#turn || answer.revision !== this.#revision) this.#pages.failed(missing.key);
          else if (this.#pages.put(missing.key, answer.first, answer.removed, answer.rows)) this.drawn++;
        },
        () => this.#pages.failed(missing.key),
      );
    }
  }

  /** A row that may be far from those in sight. */
  async read(row: number): Promise<LogRow | undefined> {
    const known = this.at(row);
    if (known || !this.#view) return known;
    const { rows } = await this.#view.rows(this.#revision, row, 1);
    return rows[0];
  }

  /** A line as a whole; null where it is held no longer. */
  async line(line: number): Promise<LogLine | null> {
    return this.#current().line(line);
  }

  /** The next row that matches, after or before `from`, around the end; null when none does. */
  async find(pattern: LogPattern, from: number, backwards: boolean): Promise<number | null> {
    return this.#current().find(this.#revision, pattern, from, backwards);
  }

  /** How many rows match. */
  async count(pattern: LogPattern): Promise<number> {
    return this.#current().count(this.#revision, pattern);
  }

  /** Rows as text; all of them for null. */
  async text(rows: readonly [number, number] | null, times: LogTimes): Promise<string> {
    return this.#current().text(this.#revision, rows, times);
  }

  /** Saves what passes the filter where the person says. Resolves with the path, or null when they chose none. */
  async save(name: string, words: SaveWords, times: LogTimes): Promise<string | null> {
    return this.#current().save(name, words, times);
  }

  #current(): LogView {
    if (!this.#view) throw new Error('no view is open');
    return this.#view;
  }

  #hear(event: LogViewEvent): void {
    if (!this.#open) return;
    if (event.kind === 'source') {
      const sources = [...this.sources];
      sources[event.source] = event;
      this.sources = sources;
      return;
    }
    const { counts } = event;
    if (!this.#asleep) this.#count(counts);
    else {
      const before = this.#missed;
      const removed = before?.revision === counts.revision ? before.removed : 0;
      this.#missed = { ...counts, removed: removed + counts.removed };
    }
  }

  #count(counts: LogCounts): void {
    const renewed = counts.revision !== this.#revision;
    const fresh = !this.reading;
    this.#revision = counts.revision;
    if (renewed) this.#pages.renew(counts.rows);
    else this.#pages.grow(counts.rows, counts.removed);
    this.rows = counts.rows;
    this.gone = this.#pages.gone;
    this.lines = counts.lines;
    this.dropped = counts.dropped;
    this.levels = counts.levels;
    this.scanned = counts.scanned;
    this.drawn++;
    this.onchange(renewed ? { kind: 'renewed' } : { kind: 'grown', removed: counts.removed, fresh });
  }
}
