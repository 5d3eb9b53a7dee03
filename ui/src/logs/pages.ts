// Rows of a log that the page holds: those near what is in sight. Pure.

import type { LogRow } from '../backend/port';

/** Rows that one call reads. */
export const PAGE = 200;
/** Pages that are held; those far from what was read last go. */
const HELD = 30;

/** Rows to be read, by their places now. `key` names the request. */
export interface Missing {
  key: number;
  first: number;
  count: number;
}

export class RowPages {
  total = 0;
  /** Rows that fell off the front: pages are numbered as if they were still there. */
  gone = 0;
  readonly #pages = new Map<number, (LogRow | undefined)[]>();
  /** Under way: page by request. */
  readonly #asked = new Map<number, number>();
  #next = 1;
  /** The pages are of rows that are others now: shown until the first of the new ones is there. */
  #old = false;

  /** The row in this place; undefined while it is not there. */
  at(row: number): LogRow | undefined {
    const place = row + this.gone;
    return this.#pages.get(Math.floor(place / PAGE))?.[place % PAGE];
  }

  /** All rows are others. */
  renew(total: number): void {
    this.total = total;
    this.gone = 0;
    this.#asked.clear();
    this.#old = true;
  }

  /** There are `total` rows, after `removed` fell off the front and others came at the end. */
  grow(total: number, removed: number): void {
    this.total = total;
    if (removed === 0) return;
    this.gone += removed;
    for (const n of this.#pages.keys()) if ((n + 1) * PAGE <= this.gone) this.#pages.delete(n);
  }

  /** What is not there of the rows from `from` to before `to`, each with the rest of its page, and not under way. */
  missing(from: number, to: number): Missing[] {
    const first = Math.max(0, from) + this.gone;
    const end = Math.min(to, this.total) + this.gone;
    const busy = new Set(this.#asked.values());
    const missing: Missing[] = [];
    for (let n = Math.floor(first / PAGE); n * PAGE < end; n++) {
      if (busy.has(n)) continue;
      const page = this.#old ? undefined : this.#pages.get(n);
      let at = Math.max(n * PAGE, first);
      const last = Math.min((n + 1) * PAGE, end);
      while (at < last && page?.[at % PAGE]) at++;
      // What follows may wait until it is in sight: of a flood one sees the end.
      if (at >= last) continue;
      // A page is read from its beginning, unless that is there.
      const start = page?.[0] ? at : Math.max(n * PAGE, this.gone);
      const key = this.#next++;
      this.#asked.set(key, n);
      const stop = Math.min((n + 1) * PAGE, this.total + this.gone);
      missing.push({ key, first: start - this.gone, count: stop - start });
    }
    return missing;
  }

  /**
   * Takes up the rows of a request; false when nobody waits for them any more.
   * @param first the place of the first of them, when `gone` rows had fallen off the front
   */
  put(key: number, first: number, gone: number, rows: readonly LogRow[]): boolean {
    const asked = this.#asked.get(key);
    if (asked === undefined) return false;
    this.#asked.delete(key);
    if (this.#old) this.#pages.clear();
    this.#old = false;
    rows.forEach((row, i) => {
      const place = first + gone + i;
      const n = Math.floor(place / PAGE);
      const page = this.#pages.get(n) ?? [];
      page[place % PAGE] = row;
      this.#pages.set(n, page);
    });
    this.#evict(asked);
    return true;
  }

  /** A request that failed: its rows may be asked for again. */
  failed(key: number): void {
    this.#asked.delete(key);
  }

  #evict(near: number): void {
    if (this.#pages.size <= HELD) return;
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
    for (const n of far.slice(0, this.#pages.size - HELD)) this.#pages.delete(n);
  }
}
