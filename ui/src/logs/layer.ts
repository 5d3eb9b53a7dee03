// Where the drawn rows belong, so that the place is at the top of the view, or the end at its foot.

import type { Viewport } from './viewport.svelte';

/** The top of the layer of rows `from` to before `to`, in px from the top of the view. Notes their heights. */
export function topOf(layer: HTMLElement, viewport: Viewport, [from, to]: readonly [number, number]): number {
  return viewport.exact ? byCount(viewport, from, to) : measured(layer, viewport, from, to);
}

function byCount(viewport: Viewport, from: number, to: number): number {
  const { view, height } = viewport.rows;
  const { row, offset } = viewport.place;
  if (viewport.atEnd) return Math.min(0, view - (to - from) * height(row));
  return -((row - from) * height(row) + offset);
}

function measured(layer: HTMLElement, viewport: Viewport, from: number, to: number): number {
  for (const element of layer.querySelectorAll<HTMLElement>('[data-row]'))
    viewport.measured(Number(element.dataset['row']), element.offsetHeight);
  const { count, view } = viewport.rows;
  const lowest = view - layer.offsetHeight;
  if (viewport.atEnd) return from === 0 ? Math.min(0, lowest) : lowest;
  const top = layer.querySelector<HTMLElement>(`[data-row="${viewport.place.row}"]`);
  const y = -((top?.offsetTop ?? 0) + viewport.place.offset);
  // Measured, the rows may end above the bottom edge.
  return to === count && y < lowest ? Math.min(0, lowest) : y;
}
