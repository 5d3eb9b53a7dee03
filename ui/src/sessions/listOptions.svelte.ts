// How the person looks at the list: kept with the window's layout.

import { SvelteSet } from 'svelte/reactivity';

import type { Session } from '../backend/port';
import type { Sort } from '../session/sort';
import { DEFAULT_OPTIONS, type Filter, type Grouping, type GroupOptions } from './groups';

export interface SavedListOptions extends GroupOptions {
  /** Engines whose sessions are not shown, by id. */
  hiddenEngines: string[];
}

export class ListOptions implements GroupOptions {
  filter = $state<Filter>(DEFAULT_OPTIONS.filter);
  grouping = $state<Grouping>(DEFAULT_OPTIONS.grouping);
  sort = $state<Sort>(DEFAULT_OPTIONS.sort);
  readonly hidden = new SvelteSet<string>();

  constructor(saved: SavedListOptions) {
    this.filter = saved.filter;
    this.grouping = saved.grouping;
    this.sort = saved.sort;
    for (const engine of saved.hiddenEngines) this.hidden.add(engine);
  }

  serialize(): SavedListOptions {
    return { filter: this.filter, grouping: this.grouping, sort: this.sort, hiddenEngines: [...this.hidden].sort() };
  }

  toggleEngine(engine: string): void {
    if (!this.hidden.delete(engine)) this.hidden.add(engine);
  }

  /** The sessions of engines that are shown; the same array when none is hidden. */
  shown(sessions: readonly Session[]): readonly Session[] {
    return this.hidden.size === 0 ? sessions : sessions.filter(({ engine }) => !this.hidden.has(engine));
  }

  /** Whether something besides words keeps sessions from the list. */
  get isFiltered(): boolean {
    return this.filter !== 'all' || this.hidden.size > 0;
  }

  showAll(): void {
    this.filter = 'all';
    this.hidden.clear();
  }
}
