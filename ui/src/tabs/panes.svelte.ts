// How the tab area is divided into panes, which tab each shows, and where the person is.

import { clampShare, type Leaf, leaves, neighbour, placed, replaced, type Side, type Tree, type Way } from './splits';
import type { AnyTab } from './tab.svelte';

export class Panes {
  /** From left to right. */
  tabs = $state<AnyTab[]>([]);
  /** How the tab area is divided; a tab is in one pane at most. */
  tree = $state.raw<Tree>({ kind: 'leaf', id: 0, key: null });
  /** The pane that the person is in. */
  focused = $state(0);
  /** What stands in their place: every running session at once, or the past of all. */
  cover = $state<'wall' | 'history' | 'images' | 'files' | null>(null);
  /** The pane over which a tab is dragged. */
  dropPane = $state<number | null>(null);

  readonly panes: readonly [Leaf, ...Leaf[]] = $derived(leaves(this.tree));
  readonly placed = $derived(placed(this.tree));
  readonly active: AnyTab | undefined = $derived(this.tabs.find((tab) => tab.key === this.activeKey));

  /** What the next pane or division is numbered. */
  protected next = 1;

  /** The tab in the pane that the person is in. */
  get activeKey(): string | null {
    return this.panes.find((pane) => pane.id === this.focused)?.key ?? null;
  }

  /** Goes to a tab: where it is seen, else into the pane that the person is in. */
  set activeKey(key: string | null) {
    this.cover = null;
    const seen = key === null ? undefined : this.panes.find((pane) => pane.key === key);
    this.focused = (seen ?? this.here).id;
    if (!seen) this.fill(this.focused, key);
  }

  /** The pane that the person is in; another while the tab of theirs is awaited. */
  protected get here(): Leaf {
    return this.panes.find((pane) => pane.id === this.focused) ?? this.panes[0];
  }

  /** Shows a tab in a pane, where the person is then. The pane that showed it gets what that one showed. */
  showIn(id: number, key: string): void {
    const to = this.panes.find((pane) => pane.id === id);
    const from = this.panes.find((pane) => pane.key === key);
    if (!to || !this.tabs.some((tab) => tab.key === key)) return;
    if (from) this.fill(from.id, to.key);
    this.fill(id, key);
    this.cover = null;
    this.focused = id;
  }

  /** Shows a tab in the pane after the one that shows it, or after the person's, around the end. */
  toNextPane(key: string): void {
    const at = this.panes.find((pane) => pane.key === key)?.id ?? this.focused;
    const index = this.panes.findIndex((pane) => pane.id === at);
    const next = this.panes[(index + 1) % this.panes.length];
    if (next) this.showIn(next.id, key);
  }

  /** Divides the pane that the person is in; the new one is empty, and has the keyboard. */
  split(way: Way): void {
    this.cover = null;
    const pane: Leaf = { kind: 'leaf', id: this.next++, key: null };
    const id = this.next++;
    this.replace(this.here.id, (first) => ({ kind: 'split', id, way, share: 0.5, first, second: pane }));
    this.focused = pane.id;
  }

  /** Divides the whole anew: columns of tabs from left to right, in each from top to bottom. */
  protected divide(columns: readonly (readonly string[])[]): void {
    const shown = columns.filter((column) => column.length > 0);
    const first = shown[0]?.[0];
    if (first === undefined) return;
    const leaf = (key: string): Tree => ({ kind: 'leaf', id: this.next++, key });
    this.tree = this.#joined(
      'row',
      shown.map((column) => this.#joined('column', column.map(leaf))),
    );
    this.activeKey = first;
  }

  /** Trees beside each other, of equal parts. */
  #joined(way: Way, [first, ...rest]: readonly Tree[]): Tree {
    if (first === undefined) return { kind: 'leaf', id: this.next++, key: null };
    if (rest.length === 0) return first;
    const share = 1 / (rest.length + 1);
    return { kind: 'split', id: this.next++, way, share, first, second: this.#joined(way, rest) };
  }

  /** Takes a pane away; its tab stays open. The last one stays. */
  closePane(id: number): void {
    if (this.panes.length < 2) return;
    this.replace(id, () => null);
    if (this.focused === id) this.focused = this.panes[0].id;
  }

  share(id: number, share: number): void {
    this.replace(id, (old) => (old.kind === 'split' ? { ...old, share: clampShare(share) } : old));
  }

  /** Goes to the pane on a side, where there is one. */
  move(side: Side): void {
    this.focused = neighbour(this.tree, this.focused, side)?.id ?? this.focused;
  }

  protected fill(id: number, key: string | null): void {
    this.replace(id, (old) => (old.kind === 'leaf' ? { ...old, key } : old));
  }

  protected replace(id: number, by: (old: Tree) => Tree | null): void {
    this.tree = replaced(this.tree, id, by) ?? this.tree;
  }
}
