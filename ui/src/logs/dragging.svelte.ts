// Selecting with the pointer: letters within a line, whole lines over several, also those that scroll away.

import type { Viewport } from './viewport.svelte';

/** The page around it. */
interface Around {
  rowAt(x: number, y: number): number | null;
  /** The edges of the view. */
  edges(): { top: number; bottom: number };
  rowsInView(): number;
}

export class Dragging {
  /** Over more than one line. */
  on = $state(false);
  #pressed: number | null = null;
  #frame = 0;
  #pointer = { x: 0, y: 0 };

  constructor(
    private readonly viewport: Viewport,
    private readonly around: Around,
  ) {}

  press(row: number, extend: boolean): void {
    this.viewport.picked.go(row, extend);
    this.#pressed = row;
  }

  move({ clientX, clientY, buttons }: PointerEvent): void {
    if (this.#pressed === null) return;
    if ((buttons & 1) === 0) {
      this.end();
      return;
    }
    this.#pointer = { x: clientX, y: clientY };
    const over = this.around.rowAt(clientX, clientY);
    if (!this.on && (over === null || over === this.#pressed)) return;
    if (!this.on) {
      this.on = true;
      this.viewport.stay();
      this.#frame = requestAnimationFrame(() => this.#scroll());
    }
    window.getSelection()?.removeAllRanges();
    if (over !== null) this.viewport.picked.go(over, true);
  }

  end(): void {
    this.#pressed = null;
    this.on = false;
    cancelAnimationFrame(this.#frame);
  }

  /** Beyond an edge the lines scroll, the faster the further. */
  #scroll(): void {
    this.#frame = requestAnimationFrame(() => this.#scroll());
    const { top, bottom } = this.around.edges();
    const beyond = Math.min(0, this.#pointer.y - top) + Math.max(0, this.#pointer.y - bottom);
    if (beyond === 0) return;
    this.viewport.by(beyond / 2);
    const { place, picked, rows } = this.viewport;
    picked.go(beyond < 0 ? place.row : Math.min(rows.count - 1, place.row + this.around.rowsInView()), true);
  }
}
