// Where the list is: at the window's side, or in a narrow window in a drawer over it.

import { MediaQuery } from 'svelte/reactivity';

export const MIN_WIDTH = 240;
export const MAX_WIDTH = 420;
export const DEFAULT_WIDTH = 296;

/** What outlives the window. */
export interface SavedSide {
  /** Pixels, from 240 to 420. */
  listWidth: number;
  listShown: boolean;
}

export function clampWidth(width: number): number {
  return Math.round(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width)));
}

export class Side {
  width = $state(DEFAULT_WIDTH);
  shown = $state(true);
  drawerOpen = $state(false);
  readonly #query = new MediaQuery('max-width: 719px');

  constructor(saved: SavedSide) {
    this.width = saved.listWidth;
    this.shown = saved.listShown;
  }

  get narrow(): boolean {
    return this.#query.current;
  }

  toggle(): void {
    if (this.narrow) this.drawerOpen = !this.drawerOpen;
    else this.shown = !this.shown;
  }

  show(): void {
    if (this.narrow) this.drawerOpen = true;
    else this.shown = true;
  }

  serialize(): SavedSide {
    return { listWidth: this.width, listShown: this.shown };
  }
}
