// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { parsePanes, restoreTree, type SavedPanes, serializePanes } from './savedPanes';

// a | b
//   |---
//   | c
const saved: SavedPanes = {
  way: 'row',
  share: 0.4,
  first: { key: 'a' },
  second: { way: 'column', share: 0.7, first: { key: 'b' }, second: { key: 'c' } },
};
const half = { way: 'row', share: 0.5 } as const;

function planted(panes: SavedPanes) {
  let next = 0;
  return restoreTree(panes, () => next++);
}

describe('what is kept', () => {
  it('is the tree without its numbers', () => {
    expect(serializePanes(planted(saved), () => true)).toEqual(saved);
    expect(parsePanes(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
  });

  it('gives the room of a tab that goes to the pane beside it', () => {
    expect(serializePanes(planted(saved), (key) => key !== 'b')).toEqual({
      way: 'row',
      share: 0.4,
      first: { key: 'a' },
      second: { key: 'c' },
    });
    expect(serializePanes(planted(saved), (key) => key === 'c')).toEqual({ key: 'c' });
    expect(serializePanes(planted(saved), () => false)).toBeNull();
  });

  it('is no empty pane', () => {
    const empty = { kind: 'leaf', id: 0, key: null } as const;
    expect(serializePanes(empty, () => true)).toBeNull();
    expect(
      serializePanes(
        { kind: 'split', id: 1, way: 'row', share: 0.5, first: empty, second: { kind: 'leaf', id: 2, key: 'a' } },
        () => true,
      ),
    ).toEqual({ key: 'a' });
  });
});

describe('of what was stored', () => {
  it.each([
    null,
    7,
    'a',
    [],
    {},
    { key: 7 },
    { key: null },
    { first: { key: 7 } },
    { ...half, first: 'a', second: [] },
  ])('nothing can be used: %j', (stored) => {
    expect(parsePanes(stored)).toBeNull();
  });

  it('a good half is used', () => {
    expect(parsePanes({ ...half, first: { key: 'a' }, second: { key: 7 } })).toEqual({ key: 'a' });
    expect(parsePanes({ ...half, second: { key: 'a' } })).toEqual({ key: 'a' });
  });

  it('a tab is shown once', () => {
    expect(
      parsePanes({ ...half, first: { key: 'a' }, second: { ...half, first: { key: 'a' }, second: { key: 'b' } } }),
    ).toEqual({ ...half, first: { key: 'a' }, second: { key: 'b' } });
  });

  it.each([
    [99, 0.9],
    [-1, 0.1],
    ['wide', 0.5],
    [null, 0.5],
  ])('a share of %s is %s', (stored, share) => {
    expect(parsePanes({ way: 'column', share: stored, first: { key: 'a' }, second: { key: 'b' } })).toMatchObject({
      way: 'column',
      share,
    });
  });
});
