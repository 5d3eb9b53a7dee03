// What notices must not lie over: they rise above it.

import type { Attachment } from 'svelte/attachments';
import { SvelteMap } from 'svelte/reactivity';

/** The corner of the window in which notices are, px. */
const CORNER = 400;

/** How far each reaches up from the foot of the window, px. */
const reaches = new SvelteMap<Element, number>();

/** Keeps notices off an element, as far as it lies in their corner. */
export const keepClear: Attachment = (element) => {
  const look = (): void => {
    const { top, right, bottom, height } = element.getBoundingClientRect();
    const inCorner = height > 0 && right > window.innerWidth - CORNER && bottom > window.innerHeight - CORNER;
    reaches.set(element, inCorner ? window.innerHeight - top : 0);
  };
  const observer = new ResizeObserver(look);
  observer.observe(element);
  window.addEventListener('resize', look);
  return () => {
    observer.disconnect();
    window.removeEventListener('resize', look);
    reaches.delete(element);
  };
};

/** How far above the foot of the window notices begin, px; where nothing is to be kept clear, `usual`. */
export function footOfNotices(usual: number): number {
  const reach = Math.max(0, ...reaches.values());
  // What fills the window leaves no room above it.
  return reach === 0 || reach > window.innerHeight - 160 ? usual : Math.max(usual, reach + 8);
}
