// Which rows are selected for a verb of many. Only keys: what they mean is the list's.

import { SvelteSet } from 'svelte/reactivity';

export class Selection {
  readonly keys = new SvelteSet<string>();
  /** Where a range begins: the row that was chosen last without Shift. */
  #anchor: string | null = null;

  get some(): boolean {
    return this.keys.size > 0;
  }

  toggle(key: string): void {
    if (!this.keys.delete(key)) this.keys.add(key);
    this.#anchor = key;
  }

  /** Selects from the anchor to `to` in the order of `rows`, and nothing else. Without an anchor, `from` is it. */
  range(rows: readonly string[], from: string, to: string): void {
    if (this.#anchor === null || !rows.includes(this.#anchor)) this.#anchor = from;
    const ends = [rows.indexOf(this.#anchor), rows.indexOf(to)].sort((a, b) => a - b);
    this.#replace(rows.slice(ends[0], (ends[1] ?? 0) + 1));
  }

  all(rows: readonly string[]): void {
    this.#replace(rows);
  }

  clear(): void {
    this.keys.clear();
    this.#anchor = null;
  }

  #replace(keys: readonly string[]): void {
    this.keys.clear();
    for (const key of keys) this.keys.add(key);
  }
}
