// Where a view of lines stands: at the end, which it follows, or at a place that stays with its line.

import type { LogRow } from '../backend/port';
import { AT_END, type Following, grown, paused, renewed } from './follow';
import type { LogLines, RowsChange } from './lines.svelte';
import { Picked } from './picked.svelte';
import { around, endOf, moved, type Place, placeAt, type Rows, showing, TALLEST, TOP, within } from './place';
import { seek } from './seek';

/** Rows drawn beyond each edge, so that a quick scroll shows no holes. */
const BEYOND = 20;

/** What the page knows of its size, px. */
export interface Layout {
  readonly view: number;
  readonly rowHeight: number;
  /** Rows may have heights of their own. */
  readonly uneven: boolean;
}

export class Viewport {
  place = $state.raw<Place>(TOP);
  readonly picked: Picked;
  /** The line that stays in its place when the filter changes, once its rows are known. */
  #kept = $state.raw<{ row: LogRow; above: number; picked: boolean } | null>(null);
  /** Of rows that are not of the usual height, by the number of their line. */
  readonly #heights = new Map<number, number>();

  constructor(
    private readonly lines: LogLines,
    private readonly layout: Layout,
    private readonly follow: { following: Following },
  ) {
    this.picked = new Picked(() => lines.gone);
  }

  get atEnd(): boolean {
    return this.follow.following.at === 'end';
  }

  /** Every row has the same height, and the scrollbar counts every pixel. */
  get exact(): boolean {
    return !this.layout.uneven && this.lines.rows * this.layout.rowHeight <= TALLEST;
  }

  /** The height of what is scrolled. */
  get tall(): number {
    return Math.max(this.layout.view, Math.min(TALLEST, this.lines.rows * this.layout.rowHeight));
  }

  /** The rows to be drawn: from the first to before the second. */
  get drawn(): readonly [number, number] {
    const { rows } = this.lines;
    const some = Math.ceil(this.layout.view / this.layout.rowHeight) + 1 + BEYOND;
    if (this.atEnd) return [Math.max(0, rows - some), rows];
    return [Math.max(0, this.place.row - BEYOND), Math.min(rows, this.place.row + some)];
  }

  get rows(): Rows {
    const { lines, exact } = this;
    const { view, rowHeight } = this.layout;
    return {
      count: lines.rows,
      view,
      height: (row) => {
        const known = exact ? undefined : lines.at(row);
        return (known?.kind === 'line' ? this.#heights.get(known.line) : undefined) ?? rowHeight;
      },
    };
  }

  /** The place now, also while the end is followed. */
  get here(): Place {
    return this.atEnd ? endOf(this.rows) : this.place;
  }

  /** Notes the height of a row that is drawn. */
  measured(index: number, height: number): void {
    const row = this.lines.at(index);
    if (row?.kind !== 'line') return;
    if (height === this.layout.rowHeight) this.#heights.delete(row.line);
    else this.#heights.set(row.line, height);
  }

  /** Rows have other heights than before. */
  unmeasure(): void {
    this.#heights.clear();
  }

  goTo(next: Place): void {
    const end = endOf(this.rows);
    // Where all rows are in sight, there is nothing to go away from.
    if (end.row === 0 && end.offset === 0) return;
    this.place = next;
    this.#pause();
  }

  /** Shows the end, and what comes. */
  latest(): void {
    this.follow.following = AT_END;
  }

  stay(): void {
    this.place = this.here;
    this.#pause();
  }

  by(px: number): void {
    this.goTo(moved(this.here, px, this.rows));
  }

  /** Brings a row that was found before the eyes. */
  show(row: number): void {
    this.picked.go(row);
    const { here, rows } = this;
    const seen = showing(row, here, rows);
    if (seen !== here) this.goTo(around(row, rows));
    // What comes would push it away.
    else if (this.atEnd) this.goTo(here);
  }

  /**
   * The scrollbar moved by `by` px to `at` of at most `most`.
   * @param jump whether that is too far to have been rolled
   */
  scrolled(at: number, by: number, most: number, jump: boolean): void {
    const { rows, exact } = this;
    const { rowHeight } = this.layout;
    const next = exact
      ? within({ row: Math.floor(at / rowHeight), offset: at % rowHeight }, rows)
      : jump
        ? placeAt(at / most, rows)
        : moved(this.here, by, rows);
    const end = endOf(rows);
    if (by > 0 && next.row === end.row && next.offset >= end.offset - 1) this.latest();
    else if (by < 0 || !this.atEnd) this.goTo(next);
  }

  /** Moves by a key; false when it is none of these. */
  press({ key, shiftKey: extend, altKey, metaKey, ctrlKey }: KeyboardEvent): boolean {
    if (altKey || metaKey || (ctrlKey && key !== 'Home' && key !== 'End')) return false;
    const { rows, here, picked, atEnd } = this;
    const bottom = rows.count - 1;
    const page = Math.max(1, Math.floor(rows.view / this.layout.rowHeight) - 1);
    const at = picked.row ?? (atEnd ? bottom + 1 : here.row);
    const target = {
      ArrowUp: at - 1,
      ArrowDown: picked.row === null && !atEnd ? at : at + 1,
      PageUp: at - page,
      PageDown: at + page,
      Home: 0,
      End: bottom,
    }[key];
    if (target === undefined || bottom < 0) return false;
    const row = Math.max(0, Math.min(bottom, target));
    picked.go(row, extend);
    if (row === bottom && (key === 'End' || key.endsWith('Down'))) this.latest();
    else this.goTo(showing(row, here, rows));
    return true;
  }

  /** Follows what happens to the rows: the place stays with its line. */
  changed(change: RowsChange): void {
    if (change.kind === 'grown') {
      const { removed, fresh } = change;
      const { following } = this.follow;
      this.follow.following = fresh ? grown(following, removed) : renewed(following, this.lines.rows);
      if (removed > 0) this.place = { ...this.place, row: Math.max(0, this.place.row - removed) };
      return;
    }
    // The rows of before can be asked for until others have come.
    const cursor = this.picked.row;
    const [from, to] = this.drawn;
    const picked = cursor !== null && cursor >= from && cursor < to;
    const row = picked ? this.lines.at(cursor) : this.atEnd ? undefined : this.lines.at(this.place.row);
    const above = picked && !this.atEnd ? this.#distance(cursor) : -this.place.offset;
    this.#heights.clear();
    this.picked.forget();
    this.follow.following = renewed(this.follow.following, this.lines.rows);
    if (!this.atEnd) this.place = within(this.place, this.rows);
    this.#kept = row && !this.atEnd ? { row, above, picked } : null;
  }

  /** Goes to the line that was kept, once the filter has been through all lines; for an effect. */
  settle(): void {
    const kept = this.#kept;
    if (!kept || this.lines.scanned < 1) return;
    this.#kept = null;
    const ordered = this.lines.sources.length < 2;
    void seek(kept.row, this.lines.rows, ordered, (row) => this.lines.read(row)).then((found) => {
      if (found < 0 || this.atEnd) return;
      this.place = moved({ row: found, offset: 0 }, -kept.above, this.rows);
      if (kept.picked) this.picked.go(found);
    });
  }

  #pause(): void {
    this.follow.following = paused(this.follow.following, this.lines.rows);
  }

  /** From the top edge down to a row, px. */
  #distance(row: number): number {
    const { height } = this.rows;
    let px = -this.place.offset;
    for (let at = this.place.row; at < row; at++) px += height(at);
    return px;
  }
}
