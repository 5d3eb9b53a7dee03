// The panes as they are remembered when the window closes. Pure.

import { clampShare, type Tree, type Way } from './splits';

/** A tree without the numbers, which are of one time. An empty pane is not kept: it was a question. */
export type KeptPanes = { key: string } | { way: Way; share: number; first: KeptPanes; second: KeptPanes };

/** What is kept of a tree; null when none of its panes shows a tab for which `stays` holds. */
export function panesOf(tree: Tree, stays: (key: string) => boolean): KeptPanes | null {
  if (tree.kind === 'leaf') return tree.key !== null && stays(tree.key) ? { key: tree.key } : null;
  const [first, second] = [panesOf(tree.first, stays), panesOf(tree.second, stays)];
  return first && second ? { way: tree.way, share: tree.share, first, second } : (first ?? second);
}

/** What can be used of what was stored: each tab in one pane, shares within their bounds. */
export function readPanes(stored: unknown, taken = new Set<string>()): KeptPanes | null {
  if (typeof stored !== 'object' || stored === null) return null;
  if ('key' in stored) {
    if (typeof stored.key !== 'string' || taken.has(stored.key)) return null;
    taken.add(stored.key);
    return { key: stored.key };
  }
  const [first, second] = [
    readPanes('first' in stored && stored.first, taken),
    readPanes('second' in stored && stored.second, taken),
  ];
  if (!first || !second) return first ?? second;
  const way = 'way' in stored && stored.way === 'column' ? 'column' : 'row';
  const share = 'share' in stored && typeof stored.share === 'number' ? clampShare(stored.share) : 0.5;
  return { way, share, first, second };
}

/** The tree of panes that were kept; `number` gives each of them its number. */
export function treeOf(kept: KeptPanes, number: (key: string | null) => number): Tree {
  if ('key' in kept) return { kind: 'leaf', id: number(kept.key), key: kept.key };
  return {
    kind: 'split',
    id: number(null),
    way: kept.way,
    share: kept.share,
    first: treeOf(kept.first, number),
    second: treeOf(kept.second, number),
  };
}
