// How the person looks at the list: kept with the window's layout.

import { SvelteSet } from 'svelte/reactivity';

import type { Session } from '../backend/port';
import type { Sort } from '../session/sort';
import { type Filter, type Grouping, type Look, PLAIN } from './groups';

export interface KeptLook extends Look {
  /** Engines whose sessions are not shown, by id. */
  hiddenEngines: string[];
}

export class ListLook implements Look {
  filter = $state<Filter>(PLAIN.filter);
  grouping = $state<Grouping>(PLAIN.grouping);
  sort = $state<Sort>(PLAIN.sort);
  readonly hidden = new SvelteSet<string>();

  constructor(kept: KeptLook) {
    this.filter = kept.filter;
    this.grouping = kept.grouping;
    this.sort = kept.sort;
    for (const engine of kept.hiddenEngines) this.hidden.add(engine);
  }

  toKeep(): KeptLook {
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
  get narrows(): boolean {
    return this.filter !== 'all' || this.hidden.size > 0;
  }

  showAll(): void {
    this.filter = 'all';
    this.hidden.clear();
  }
}
