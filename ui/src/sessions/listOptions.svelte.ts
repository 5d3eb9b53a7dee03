// How the person looks at the list: kept with the window's layout.

import { SvelteSet } from 'svelte/reactivity';

import type { Session } from '../backend/port';
import type { Sort } from '../session/sort';
import { DEFAULT_OPTIONS, type Filter, type Grouping, type GroupOptions } from './groups';

export interface SavedListOptions extends Omit<GroupOptions, 'grouping'> {
  /** As the person chose it; null where they did not. */
  grouping: Grouping | null;
  /** Some time a rule said what a session does. */
  decided: boolean;
  /** Engines whose sessions are not shown, by id. */
  hiddenEngines: string[];
}

export class ListOptions implements GroupOptions {
  filter = $state<Filter>(DEFAULT_OPTIONS.filter);
  /** Some time a rule said what a session does: then that is how rows are grouped, until the person chooses. */
  decided = $state(false);
  #chosen = $state<Grouping | null>(null);
  sort = $state<Sort>(DEFAULT_OPTIONS.sort);
  readonly hidden = new SvelteSet<string>();

  constructor(saved: SavedListOptions) {
    this.filter = saved.filter;
    this.#chosen = saved.grouping;
    this.decided = saved.decided;
    this.sort = saved.sort;
    for (const engine of saved.hiddenEngines) this.hidden.add(engine);
  }

  serialize(): SavedListOptions {
    const { filter, sort, decided } = this;
    return { filter, grouping: this.#chosen, decided, sort, hiddenEngines: [...this.hidden].sort() };
  }

  get grouping(): Grouping {
    return this.#chosen ?? (this.decided ? 'activity' : DEFAULT_OPTIONS.grouping);
  }

  set grouping(chosen: Grouping) {
    this.#chosen = chosen;
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
