// The panes as they are remembered when the window closes. Pure.

import { clampShare, type Tree, type Way } from './splits';

/** A tree without the numbers, which are of one time. An empty pane is not saved. */
export type SavedPanes = { key: string } | { way: Way; share: number; first: SavedPanes; second: SavedPanes };

/** What is kept of a tree; null when none of its panes shows a tab for which `stays` holds. */
export function serializePanes(tree: Tree, stays: (key: string) => boolean): SavedPanes | null {
  if (tree.kind === 'leaf') return tree.key !== null && stays(tree.key) ? { key: tree.key } : null;
  const [first, second] = [serializePanes(tree.first, stays), serializePanes(tree.second, stays)];
  return first && second ? { way: tree.way, share: tree.share, first, second } : (first ?? second);
}

/** What can be used of what was stored: each tab in one pane, shares within their bounds. */
export function parsePanes(stored: unknown, taken = new Set<string>()): SavedPanes | null {
  if (typeof stored !== 'object' || stored === null) return null;
  if ('key' in stored) {
    if (typeof stored.key !== 'string' || taken.has(stored.key)) return null;
    taken.add(stored.key);
    return { key: stored.key };
  }
  const [first, second] = [
    parsePanes('first' in stored && stored.first, taken),
    parsePanes('second' in stored && stored.second, taken),
  ];
  if (!first || !second) return first ?? second;
  const way = 'way' in stored && stored.way === 'column' ? 'column' : 'row';
  const share = 'share' in stored && typeof stored.share === 'number' ? clampShare(stored.share) : 0.5;
  return { way, share, first, second };
}

/** The tree of panes that were saved; `number` gives each of them its number. */
export function restoreTree(saved: SavedPanes, number: (key: string | null) => number): Tree {
  if ('key' in saved) return { kind: 'leaf', id: number(saved.key), key: saved.key };
  return {
    kind: 'split',
    id: number(null),
    way: saved.way,
    share: saved.share,
    first: restoreTree(saved.first, number),
    second: restoreTree(saved.second, number),
  };
}
