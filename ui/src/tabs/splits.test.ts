// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { clampShare, type Leaf, leaves, neighbour, placed, replaced, type Side, type Tree } from './splits';

function leaf(id: number): Leaf {
  return { kind: 'leaf', id, key: `tab${id}` };
}

// 1 | 2
//   |---
//   | 3
const tree: Tree = {
  kind: 'split',
  id: 10,
  way: 'row',
  share: 0.4,
  first: leaf(1),
  second: { kind: 'split', id: 11, way: 'column', share: 0.7, first: leaf(2), second: leaf(3) },
};

it('lays panes out beside and above each other', () => {
  const { panes, borders } = placed(tree);
  expect(panes.map((pane) => [pane.leaf.id, pane.rect])).toEqual([
    [1, { x: 0, y: 0, w: 0.4, h: 1 }],
    [2, { x: 0.4, y: 0, w: 0.6, h: 0.7 }],
    [3, { x: 0.4, y: 0.7, w: 0.6, h: expect.closeTo(0.3) as number }],
  ]);
  expect(borders.map((border) => border.split.id)).toEqual([10, 11]);
});

it('gives the room of a pane that goes to its sibling', () => {
  const without = replaced(tree, 2, () => null);
  expect(without && placed(without).panes.map((pane) => [pane.leaf.id, pane.rect.h])).toEqual([
    [1, 1],
    [3, 1],
  ]);
  expect(replaced(leaf(1), 1, () => null)).toBeNull();
});

it('leaves what is beside a change as it is', () => {
  const changed = replaced(tree, 3, (old) => ({ ...old, key: 'other' }) as Leaf);
  expect(changed?.kind === 'split' && changed.first).toBe(tree.kind === 'split' ? tree.first : null);
  expect(changed && leaves(changed).map((pane) => pane.key)).toEqual(['tab1', 'tab2', 'other']);
});

describe('going to a side', () => {
  it.each<[number, Side, number | undefined]>([
    [1, 'right', 2],
    [2, 'left', 1],
    [3, 'left', 1],
    [2, 'down', 3],
    [3, 'up', 2],
    [1, 'left', undefined],
    [1, 'up', undefined],
    [3, 'down', undefined],
  ])('from %i %s', (from, side, to) => {
    expect(neighbour(tree, from, side)?.id).toBe(to);
  });
});

it('keeps every pane in sight', () => {
  expect([clampShare(-1), clampShare(0.5), clampShare(2)]).toEqual([0.1, 0.5, 0.9]);
});
