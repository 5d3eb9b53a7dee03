// Going from one session that needs the person to the next, and back to where they were.

import type { Session } from '../backend/port';
import { notify } from '../notices/notices';
import { keyOf } from '../session/state';
import type { OpenTabs } from '../tabs/tabs.svelte';
import { t } from './text';

/** What going somewhere does to the window. */
interface Way {
  open(session: Session): void;
  focusTab(): Promise<void>;
  focusList(): Promise<void>;
}

/** Where the person was: a tab, and whether they were in the list beside it. */
interface Place {
  key: string | null;
  cover: OpenTabs['cover'];
  inList: boolean;
}

export class Rounds {
  /** Where the rounds began; null when none was made since the last way back. */
  #origin: Place | null = null;
  /** Where they led last. */
  #last: string | null = null;

  /** `needing` gives those that need the person, in the order of the rounds. */
  constructor(
    private readonly tabs: OpenTabs,
    private readonly needing: () => readonly Session[],
    private readonly way: Way,
  ) {}

  /** Goes to the next one after what is in sight. */
  next(): void {
    const { tabs } = this;
    const all = this.needing();
    const here = tabs.cover === null ? tabs.activeKey : null;
    const next = all[(all.findIndex((session) => keyOf(session) === here) + 1) % all.length];
    if (!next) {
      notify(t.commands.nobodyNeeds);
      return;
    }
    const key = keyOf(next);
    if (key === here) notify(t.commands.nobodyElse(next.name));
    // Whoever went elsewhere by themselves since begins anew.
    else if (this.#origin === null || this.#last !== here) this.#origin = this.#place();
    this.#last = key;
    this.way.open(next);
  }

  back(): void {
    const { tabs } = this;
    const origin = this.#origin;
    this.#origin = null;
    const gone = origin?.key != null && !tabs.tabs.some(({ key }) => key === origin.key);
    if (!origin || gone) {
      notify(t.commands.nowhereBack);
      return;
    }
    if (origin.key !== null) tabs.activeKey = origin.key;
    tabs.cover = origin.cover;
    if (origin.inList || origin.key === null) void this.way.focusList();
    else if (origin.cover === null) void this.way.focusTab();
  }

  #place(): Place {
    const inList = document.activeElement?.closest('[role="grid"], [type="search"]') != null;
    return { key: this.tabs.activeKey, cover: this.tabs.cover, inList };
  }
}
