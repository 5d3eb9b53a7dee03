// How the tab area is divided into panes: a tree whose leaves each show one tab.
// Pure. Panes are laid out as rectangles, not as nested elements, so that a terminal
// keeps its place in the document, and its xterm.js, whatever happens beside it.

export interface Leaf {
  kind: 'leaf';
  id: number;
  /** The tab that it shows; null while none was chosen. */
  key: string | null;
}

/** `row`: side by side; `column`: one above the other. */
export type Way = 'row' | 'column';

export interface Split {
  kind: 'split';
  id: number;
  way: Way;
  /** What the first has, of 1. */
  share: number;
  first: Tree;
  second: Tree;
}

export type Tree = Leaf | Split;

/** Parts of the whole, each from 0 to 1. */
export interface Rect {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** The same as CSS, within the whole. */
export function rectStyle({ x, y, w, h }: Rect): string {
  return `left: ${x * 100}%; top: ${y * 100}%; width: ${w * 100}%; height: ${h * 100}%`;
}

export interface Border {
  split: Split;
  /** What the split divides. */
  rect: Rect;
}

export type Side = 'left' | 'right' | 'up' | 'down';

const LEAST = 0.1;

export function clampShare(share: number): number {
  return Math.max(LEAST, Math.min(1 - LEAST, share));
}

/** From left to right and from top to bottom. */
export function leaves(tree: Tree): [Leaf, ...Leaf[]] {
  return tree.kind === 'leaf' ? [tree] : [...leaves(tree.first), ...leaves(tree.second)];
}

/** The tree with another node in place of `id`; null takes it away, and its sibling gets the room. */
export function replaced(tree: Tree, id: number, by: (old: Tree) => Tree | null): Tree | null {
  if (tree.id === id) return by(tree);
  if (tree.kind === 'leaf') return tree;
  const [first, second] = [replaced(tree.first, id, by), replaced(tree.second, id, by)];
  if (!first || !second) return first ?? second;
  return first === tree.first && second === tree.second ? tree : { ...tree, first, second };
}

/** The tree with the leaves alone for which `stays` holds; null when that is none. */
export function pruned(tree: Tree, stays: (leaf: Leaf) => boolean): Tree | null {
  const going = leaves(tree).filter((leaf) => !stays(leaf));
  return going.reduce<Tree | null>((left, { id }) => left && replaced(left, id, () => null), tree);
}

/** Where every leaf lies, and every border. */
export function placed(
  tree: Tree,
  rect: Rect = { x: 0, y: 0, w: 1, h: 1 },
): { panes: { leaf: Leaf; rect: Rect }[]; borders: Border[] } {
  if (tree.kind === 'leaf') return { panes: [{ leaf: tree, rect }], borders: [] };
  const [one, other] = halves(rect, tree);
  const [first, second] = [placed(tree.first, one), placed(tree.second, other)];
  return {
    panes: [...first.panes, ...second.panes],
    borders: [{ split: tree, rect }, ...first.borders, ...second.borders],
  };
}

function halves({ x, y, w, h }: Rect, { way, share }: Split): [Rect, Rect] {
  return way === 'row'
    ? [
        { x, y, w: w * share, h },
        { x: x + w * share, y, w: w * (1 - share), h },
      ]
    : [
        { x, y, w, h: h * share },
        { x, y: y + h * share, w, h: h * (1 - share) },
      ];
}

/** The pane that one meets going from the middle of `id` to a side. */
export function neighbour(tree: Tree, id: number, side: Side): Leaf | undefined {
  const { panes } = placed(tree);
  const from = panes.find((pane) => pane.leaf.id === id)?.rect;
  if (!from) return undefined;
  const [cx, cy] = [from.x + from.w / 2, from.y + from.h / 2];
  const within = (at: number, start: number, length: number): boolean => at >= start && at < start + length;
  const distance = ({ x, y, w, h }: Rect): number => {
    switch (side) {
      case 'left':
        return within(cy, y, h) ? from.x - (x + w) : NaN;
      case 'right':
        return within(cy, y, h) ? x - (from.x + from.w) : NaN;
      case 'up':
        return within(cx, x, w) ? from.y - (y + h) : NaN;
      case 'down':
        return within(cx, x, w) ? y - (from.y + from.h) : NaN;
    }
  };
  // Halves of halves are not exact.
  const near = panes
    .map(({ leaf, rect }) => ({ leaf, far: distance(rect) }))
    .filter(({ leaf, far }) => leaf.id !== id && far > -1e-9);
  near.sort((a, b) => a.far - b.far);
  return near[0]?.leaf;
}
