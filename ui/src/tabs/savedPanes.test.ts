// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { type KeptPanes, panesOf, readPanes, treeOf } from './savedPanes';

// a | b
//   |---
//   | c
const kept: KeptPanes = {
  way: 'row',
  share: 0.4,
  first: { key: 'a' },
  second: { way: 'column', share: 0.7, first: { key: 'b' }, second: { key: 'c' } },
};
const half = { way: 'row', share: 0.5 } as const;

function planted(panes: KeptPanes) {
  let next = 0;
  return treeOf(panes, () => next++);
}

describe('what is kept', () => {
  it('is the tree without its numbers', () => {
    expect(panesOf(planted(kept), () => true)).toEqual(kept);
    expect(readPanes(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it('gives the room of a tab that goes to the pane beside it', () => {
    expect(panesOf(planted(kept), (key) => key !== 'b')).toEqual({
      way: 'row',
      share: 0.4,
      first: { key: 'a' },
      second: { key: 'c' },
    });
    expect(panesOf(planted(kept), (key) => key === 'c')).toEqual({ key: 'c' });
    expect(panesOf(planted(kept), () => false)).toBeNull();
  });

  it('is no empty pane', () => {
    const empty = { kind: 'leaf', id: 0, key: null } as const;
    expect(panesOf(empty, () => true)).toBeNull();
    expect(
      panesOf(
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
    expect(readPanes(stored)).toBeNull();
  });

  it('a good half is used', () => {
    expect(readPanes({ ...half, first: { key: 'a' }, second: { key: 7 } })).toEqual({ key: 'a' });
    expect(readPanes({ ...half, second: { key: 'a' } })).toEqual({ key: 'a' });
  });

  it('a tab is shown once', () => {
    expect(
      readPanes({ ...half, first: { key: 'a' }, second: { ...half, first: { key: 'a' }, second: { key: 'b' } } }),
    ).toEqual({ ...half, first: { key: 'a' }, second: { key: 'b' } });
  });

  it.each([
    [99, 0.9],
    [-1, 0.1],
    ['wide', 0.5],
    [null, 0.5],
  ])('a share of %s is %s', (stored, share) => {
    expect(readPanes({ way: 'column', share: stored, first: { key: 'a' }, second: { key: 'b' } })).toMatchObject({
      way: 'column',
      share,
    });
  });
});
