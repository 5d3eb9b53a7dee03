// The panes as they are stored when the window closes. Pure.

import * as v from 'valibot';

import { clampShare, type Tree, type Way } from './splits';

/** A tree without the numbers, which are of one time. An empty pane is not saved. */
export type SavedPanes = { key: string } | { way: Way; share: number; first: SavedPanes; second: SavedPanes };

/** What is kept of a tree; null when none of its panes shows a tab for which `stays` holds. */
export function serializePanes(tree: Tree, stays: (key: string) => boolean): SavedPanes | null {
  if (tree.kind === 'leaf') return tree.key !== null && stays(tree.key) ? { key: tree.key } : null;
  const [first, second] = [serializePanes(tree.first, stays), serializePanes(tree.second, stays)];
  return first && second ? { way: tree.way, share: tree.share, first, second } : (first ?? second);
}

const StoredLeaf = v.object({ key: v.string() });
const StoredSplit = v.object({
  way: v.fallback(v.picklist(['row', 'column']), 'row'),
  share: v.fallback(v.pipe(v.number(), v.transform(clampShare)), 0.5),
  first: v.optional(v.unknown()),
  second: v.optional(v.unknown()),
});

/** The valid part of the stored panes: each tab in one pane, shares within their bounds. */
export function parsePanes(stored: unknown, taken = new Set<string>()): SavedPanes | null {
  if (v.is(StoredLeaf, stored)) {
    if (taken.has(stored.key)) return null;
    taken.add(stored.key);
    return { key: stored.key };
  }
  const split = v.safeParse(StoredSplit, stored);
  if (!split.success) return null;
  const { way, share } = split.output;
  const [first, second] = [parsePanes(split.output.first, taken), parsePanes(split.output.second, taken)];
  return first && second ? { way, share, first, second } : (first ?? second);
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
