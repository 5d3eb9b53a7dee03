// What the person sees in this window: it counts as read, and needs no notice.

import type { Backend } from '../backend/port';
import type { Attention } from '../session/attention.svelte';
import type { OpenTabs } from '../tabs/tabs.svelte';

export class Sight {
  /** The person is at this window. */
  focused = $state(document.hasFocus());
  /** The number at the app's icon. */
  #badge = 0;

  constructor(
    private readonly backend: Backend,
    private readonly tabs: OpenTabs,
  ) {}

  /** Whether the session of this key is in a pane that is not covered, where the person is. */
  has(key: string): boolean {
    return this.focused && this.tabs.cover === null && this.tabs.panes.some((pane) => pane.key === key);
  }

  /** Marks what is in sight as read; for an effect. */
  markRead(attention: Attention): void {
    if (!this.focused || this.tabs.cover !== null) return;
    for (const { key } of this.tabs.panes) if (key !== null) attention.markRead(key);
  }

  /** Reports what is in sight to the host, which sends no notice of it; for an effect. */
  report(): void {
    const { focused, tabs } = this;
    const keys = new Set(tabs.cover !== null ? [] : tabs.panes.map((pane) => pane.key));
    const shown = tabs.sessionTabs
      .filter(({ key }) => keys.has(key))
      .map(({ session: { engine, id } }) => ({ engine, id }));
    this.backend.sessionsInSight(focused ? shown : null).catch(() => undefined);
  }

  /** Shows at the app's icon how many need the person; for an effect. A desktop without that is no fault. */
  showBadge(count: number): void {
    if (count === this.#badge) return;
    this.#badge = count;
    this.backend.setBadge(count).catch(() => undefined);
  }
}
