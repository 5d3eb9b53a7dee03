// The scrollbar of lines. Rows of many heights and the scrollbar do not go hand in hand: it is put right when it
// rests, or is at an end.

import { shareOf } from './place';
import type { Viewport } from './viewport.svelte';

/** Without a scroll for so long it is put where the place is, ms. */
const AT_REST = 150;

export class Scrollbar {
  /** Where it was last. */
  #last = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly viewport: Viewport,
    private readonly scroller: () => HTMLElement | undefined,
  ) {}

  /** Puts it where the place is, unless it moves. */
  settle(): void {
    if (this.#rest === undefined) this.#put();
  }

  scrolled(): void {
    const scroller = this.scroller();
    if (!scroller) return;
    const at = scroller.scrollTop;
    const by = at - this.#last;
    this.#last = at;
    if (by === 0) return;
    const most = scroller.scrollHeight - scroller.clientHeight;
    this.viewport.scrolled(at, by, most, Math.abs(by) > 3 * scroller.clientHeight);
    this.end();
    if (this.viewport.exact || at <= 0 || at >= most) this.#put();
    else
      this.#rest = setTimeout(() => {
        this.#rest = undefined;
        this.#put();
      }, AT_REST);
  }

  end(): void {
    clearTimeout(this.#rest);
    this.#rest = undefined;
  }

  #put(): void {
    const scroller = this.scroller();
    if (!scroller) return;
    const { exact, atEnd, place, rows } = this.viewport;
    const most = scroller.scrollHeight - scroller.clientHeight;
    const at = atEnd ? most : exact ? place.row * rows.height(place.row) + place.offset : shareOf(place, rows) * most;
    if (Math.abs(scroller.scrollTop - at) >= 1) scroller.scrollTop = at;
    this.#last = scroller.scrollTop;
  }
}
