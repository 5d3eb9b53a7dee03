// Which sessions are open, and which of them is looked at.

import type { Session } from '../backend/port';
import { keyOf } from '../sessions/state';

export type View = 'terminal' | 'shell' | 'logs' | 'details';

/** One open session. */
export class Tab {
  readonly key: string;
  /** The session as last seen; it outlives the container. */
  session = $state.raw() as Session;
  view = $state<View>('terminal');
  /** Counts wishes for a shell in it. */
  shellRequests = $state(0);
  /** The engine answered, and no longer has it. */
  gone = $state(false);

  constructor(session: Session, view: View) {
    this.key = keyOf(session);
    this.session = session;
    this.view = view;
  }
}

export class OpenTabs {
  tabs = $state<Tab[]>([]);
  activeKey = $state<string | null>(null);
  /** Counts wishes to have the keyboard in the active terminal. */
  focusRequests = $state(0);

  readonly active: Tab | undefined = $derived(this.tabs.find((tab) => tab.key === this.activeKey));

  /** Opens a session or goes to its tab. One without a terminal opens on its logs. */
  open(session: Session, view?: View): void {
    const key = keyOf(session);
    const tab = this.tabs.find((open) => open.key === key);
    if (!tab) this.tabs.push(new Tab(session, view ?? (session.tty ? 'terminal' : 'logs')));
    else if (view) tab.view = view;
    this.activeKey = key;
  }

  /** Closes a tab; its neighbour to the right is next, else the one to the left. The session keeps running. */
  close(key: string): void {
    const index = this.tabs.findIndex((tab) => tab.key === key);
    if (index < 0) return;
    this.tabs.splice(index, 1);
    if (this.activeKey === key) this.activeKey = (this.tabs[index] ?? this.tabs[index - 1])?.key ?? null;
  }

  /** Goes to the n-th tab, counted from 0. */
  select(index: number): void {
    const tab = this.tabs[index];
    if (tab) this.activeKey = tab.key;
  }

  /** Goes `by` tabs further, around the end. */
  step(by: number): void {
    const index = this.tabs.findIndex((tab) => tab.key === this.activeKey);
    if (index >= 0) this.select((index + by + this.tabs.length) % this.tabs.length);
  }

  /** Brings every tab up to date with the list. */
  follow(find: (key: string) => Session | undefined, answered: (engine: string) => boolean): void {
    for (const tab of this.tabs) {
      const session = find(tab.key);
      if (session && session !== tab.session) tab.session = session;
      const gone = session === undefined && answered(tab.session.engine);
      if (tab.gone !== gone) tab.gone = gone;
    }
  }
}
