// Which sessions and logs are open, in which order, and what is open again the next time.

import type { Session } from '../backend/port';
import { MOST_LOGS } from '../session/bulk';
import { keyOf } from '../session/state';
import { logsKey, LogsTab } from './logsTab.svelte';
import { moved, restoredIndex } from './order';
import { Panes } from './panes.svelte';
import { restoreTree, serializePanes } from './savedPanes';
import type { SavedTab, SavedTabs } from './savedTabs';
import { pruned, type Tree } from './splits';
import { type AnyTab, Tab, usualView, type View } from './tab.svelte';

/** Halves of halves are not exact: panes that begin so near are one column. */
const ROUNDED = 1000;

export class OpenTabs extends Panes {
  /** Tabs of the last time whose engines have not answered yet. */
  #pending = $state.raw<readonly SavedTab[]>([]);
  /** The panes of the last time, those of tabs that are awaited too. */
  #savedTree: Tree | null = null;
  /** Gives the keyboard to the terminal in sight; for the window to set. */
  onfocus: () => unknown = () => undefined;

  /** The tabs of one session each. */
  readonly sessionTabs: readonly Tab[] = $derived(this.tabs.filter((tab) => tab.kind === 'session'));
  /** The active tab, where it is of one session. */
  readonly activeSession: Tab | undefined = $derived(this.active?.kind === 'session' ? this.active : undefined);

  #opened = 0;
  /** The keys of the last time's tabs, from left to right. */
  readonly #savedOrder: readonly string[];
  /** The tree as the plan made it, as long as nobody divided it otherwise. */
  #restoredTree = this.tree;

  /**
   * Restores the saved tabs; each opens, in its pane, when its engine reports that its session still exists.
   */
  constructor({ tabs, panes }: SavedTabs = { tabs: [], panes: null }) {
    super();
    this.#pending = tabs;
    this.#savedOrder = tabs.map(({ key }) => key);
    const active = tabs.find((tab) => tab.active)?.key;
    // The first pane, in which the person is, is that of the tab that was active.
    this.#savedTree =
      panes && restoreTree(panes, (key) => (key !== null && key === active ? this.focused : this.next++));
  }

  /** What to take up the next time, tabs that are still awaited in their places among the others. */
  serialize(): SavedTabs {
    const open = this.tabs
      .filter((tab) => !tab.gone)
      // A shell ended with the window; nobody asked for another.
      .map((tab): SavedTab => {
        const { key, view } = tab;
        const active = key === this.activeKey;
        if (tab.kind === 'logs') return { key, logs: tab.owners, active };
        const { session } = tab;
        return { engine: session.engine, key, view: view === 'shell' ? usualView(session) : view, active };
      });
    const tabs = this.#pending.reduce<SavedTab[]>(
      (among, saved) => among.toSpliced(this.#restoredIndex(among, saved.key), 0, saved),
      open,
    );
    const panes = serializePanes(this.#isAsRestored && this.#savedTree ? this.#savedTree : this.tree, (key) =>
      tabs.some((tab) => tab.key === key),
    );
    return { tabs, panes };
  }

  get #isAsRestored(): boolean {
    return this.tree === this.#restoredTree;
  }

  /** Opens a session or goes to its tab. One without a terminal opens on its logs. */
  open(session: Session, view?: View): void {
    const key = keyOf(session);
    const tab = this.#tabOf(session);
    if (!tab) this.tabs.push(new Tab(session, view ?? usualView(session), this.#opened++));
    else if (view) tab.view = view;
    this.activeKey = key;
  }

  /** Opens the logs of several sessions in one view, or goes to them, and gives them the keyboard. */
  openLogs(sessions: readonly Session[]): void {
    const owners = sessions.slice(0, MOST_LOGS);
    const key = logsKey(owners);
    if (!this.tabs.some((tab) => tab.key === key)) {
      const tab = new LogsTab(owners, this.#opened++);
      tab.follow(
        (wanted) => owners.find((session) => keyOf(session) === wanted),
        () => true,
      );
      this.tabs.push(tab);
    }
    this.activeKey = key;
    this.onfocus();
  }

  /** Opens the session's tab on its terminal or a shell, and gives that the keyboard. */
  enter(session: Session, view: 'terminal' | 'shell'): void {
    this.open(session, view);
    if (view === 'shell') this.activeSession?.openShell();
    this.onfocus();
  }

  /** Opens the session's tab on a debug shell, and gives that the keyboard. */
  debug(session: Session): void {
    this.open(session, 'shell');
    if (this.activeSession) this.activeSession.debugAsked = true;
    this.onfocus();
  }

  /** The terminal of the session is in a window of its own: its tab closes, but shows a shell that it has. */
  movedOut(session: Session): void {
    const tab = this.#tabOf(session);
    // A tab ends its shell when it closes.
    if (tab?.hasShell) tab.view = 'shell';
    else if (tab) this.close(tab.key);
  }

  isOpen(key: string): boolean {
    return this.tabs.some((tab) => tab.key === key);
  }

  /** Whether the terminal of the session is in sight, where the person is. */
  isInSight(session: Session): boolean {
    return this.active?.key === keyOf(session) && this.active.view === 'terminal' && this.cover === null;
  }

  /** Closes a tab; its neighbour to the right is next, else the one to the left. The session keeps running. */
  close(key: string): void {
    const index = this.tabs.findIndex((tab) => tab.key === key);
    if (index < 0) return;
    this.tabs.splice(index, 1);
    const pane = this.panes.find((leaf) => leaf.key === key);
    if (this.tabs.length === 0) {
      this.focused = this.next++;
      this.tree = { kind: 'leaf', id: this.focused, key: null };
    } else if (pane && this.panes.length > 1) this.closePane(pane.id);
    else if (pane) this.fill(pane.id, (this.tabs[index] ?? this.tabs[index - 1])?.key ?? null);
  }

  /** Closes every tab but one, which is seen then. */
  closeOthers(key: string): void {
    for (const tab of this.tabs.filter((other) => other.key !== key)) this.close(tab.key);
    this.activeKey = key;
  }

  /** Closes the tabs whose sessions have ended or are gone. */
  closeEnded(): void {
    for (const tab of this.tabs.filter(({ ended }) => ended)) this.close(tab.key);
  }

  /** Puts a tab before the one at `to`, or behind all where there is none. */
  reorder(key: string, to: number): void {
    const from = this.tabs.findIndex((tab) => tab.key === key);
    if (from >= 0 && to !== from && to !== from + 1) this.tabs = moved(this.tabs, from, to);
  }

  /** Moves a tab one place to the left (-1) or to the right (1). */
  shift(key: string, by: 1 | -1): void {
    const from = this.tabs.findIndex((tab) => tab.key === key);
    const to = from + by;
    if (from >= 0 && to >= 0 && to < this.tabs.length) this.reorder(key, by === 1 ? to + 1 : to);
  }

  /** Shows sessions side by side: columns from left to right, in each from top to bottom. Other tabs stay open. */
  arrange(columns: readonly (readonly Session[])[]): void {
    for (const session of columns.flat()) {
      if (!this.#tabOf(session)) this.tabs.push(new Tab(session, usualView(session), this.#opened++));
    }
    this.divide(columns.map((column) => column.map(keyOf)));
  }

  /** The sessions in sight: columns from left to right, in each from top to bottom, however panes were divided. */
  get columns(): Session[][] {
    const seen = this.placed.panes.flatMap(({ leaf, rect }) => {
      const tab = this.sessionTabs.find(({ key, gone }) => key === leaf.key && !gone);
      return tab ? [{ session: tab.session, x: Math.round(rect.x * ROUNDED), y: rect.y }] : [];
    });
    seen.sort((a, b) => a.x - b.x || a.y - b.y);
    return [...new Set(seen.map(({ x }) => x))].map((x) =>
      seen.filter((one) => one.x === x).map(({ session }) => session),
    );
  }

  #tabOf(session: Session): Tab | undefined {
    return this.sessionTabs.find((tab) => tab.key === keyOf(session));
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
    this.#restore(find, answered);
    for (const tab of this.tabs) {
      if (tab.kind === 'logs') {
        tab.follow(find, answered);
        continue;
      }
      const session = find(tab.key);
      if (session && session !== tab.session) tab.session = session;
      const gone = session === undefined && answered(tab.session.engine);
      if (tab.gone !== gone) tab.gone = gone;
    }
  }

  /** A session that is gone by now was no longer in the list either: its tab stays closed. */
  #restore(find: (key: string) => Session | undefined, answered: (engine: string) => boolean): void {
    if (this.#pending.length === 0) return;
    const answeredTabs = this.#pending.filter((saved) =>
      'logs' in saved
        ? saved.logs.every(({ engine }) => answered(engine)) || saved.logs.some((owner) => find(keyOf(owner)))
        : answered(saved.engine),
    );
    if (answeredTabs.length === 0) return;
    this.#pending = this.#pending.filter((saved) => !answeredTabs.includes(saved));
    for (const saved of answeredTabs) {
      const { key } = saved;
      if (this.tabs.some((tab) => tab.key === key)) continue;
      const tab = this.#restored(saved, find);
      if (tab) this.tabs.splice(this.#restoredIndex(this.tabs, key), 0, tab);
    }
    this.#layOut();
    const active = answeredTabs.find((saved) => saved.active && this.tabs.some((tab) => tab.key === saved.key));
    // Unless the person went elsewhere meanwhile.
    if (active) this.activeKey ??= active.key;
    if (this.#pending.length === 0) this.activeKey ??= this.panes[0].key ?? this.tabs[0]?.key ?? null;
  }

  /** The tab anew; null where nothing of it is there. Of several logs, those that are gone stay with the others. */
  #restored(saved: SavedTab, find: (key: string) => Session | undefined): AnyTab | null {
    if ('logs' in saved)
      return saved.logs.some((owner) => find(keyOf(owner))) ? new LogsTab(saved.logs, this.#opened++) : null;
    const session = find(saved.key);
    return session ? new Tab(session, saved.view, this.#opened++) : null;
  }

  #restoredIndex(among: readonly { key: string }[], key: string): number {
    return restoredIndex(
      among.map((tab) => tab.key),
      this.#savedOrder,
      key,
    );
  }

  /** The panes of the last time, as far as their tabs are there; unless the person divided otherwise meanwhile. */
  #layOut(): void {
    const tree =
      this.#isAsRestored &&
      this.#savedTree &&
      pruned(this.#savedTree, ({ key }) => this.tabs.some((tab) => tab.key === key));
    if (tree) this.tree = this.#restoredTree = tree;
  }
}
