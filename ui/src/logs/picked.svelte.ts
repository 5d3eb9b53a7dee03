// The row that the keyboard is on, and the rows that are selected to be copied.

/** All rows, or those from the first to before the second. */
export type Rows = 'all' | readonly [number, number];

export class Picked {
  /** Places are counted from the first row that there ever was: they stay when old rows fall off the front. */
  #cursor = $state<number | null>(null);
  #anchor = $state<number | null>(null);
  /** All that there is and comes. */
  all = $state(false);

  constructor(private readonly gone: () => number) {}

  /** The row of the keyboard; null where there is none. */
  get row(): number | null {
    const row = this.#cursor === null ? -1 : this.#cursor - this.gone();
    return row < 0 ? null : row;
  }

  /** From the first to before the second; null where there is at most the row of the keyboard. */
  get range(): readonly [number, number] | null {
    if (this.#cursor === null || this.#anchor === null || this.#cursor === this.#anchor) return null;
    const [from, to] = [this.#cursor, this.#anchor].sort((a, b) => a - b).map((place) => place - this.gone());
    return from === undefined || to === undefined || to < 0 ? null : [Math.max(0, from), to + 1];
  }

  /** What is selected, or else the row of the keyboard; null where there is none. */
  get rows(): Rows | null {
    if (this.all) return 'all';
    return this.range ?? (this.row === null ? null : [this.row, this.row + 1]);
  }

  has(row: number): boolean {
    const { range } = this;
    return this.all || (range !== null && row >= range[0] && row < range[1]);
  }

  go(row: number, extend = false): void {
    this.all = false;
    if (!extend || this.#anchor === null)
      this.#anchor = extend ? (this.#cursor ?? row + this.gone()) : row + this.gone();
    this.#cursor = row + this.gone();
  }

  /** Lets go of what is selected; false when nothing was. */
  clear(): boolean {
    const some = this.all || this.range !== null;
    this.all = false;
    this.#anchor = this.#cursor;
    return some;
  }

  selectAll(): void {
    this.all = true;
    window.getSelection()?.removeAllRanges();
  }

  /** The rows are others. */
  forget(): void {
    this.all = false;
    this.#cursor = null;
    this.#anchor = null;
  }
}
