// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { visibleRows } from './virtual';

describe('visibleRows', () => {
  it('draws what is in sight and a little beyond', () => {
    expect(visibleRows(1000, 48, -4800, 480)).toEqual({ from: 92, to: 118 });
  });

  it('stays within the block at its ends', () => {
    expect(visibleRows(5, 48, 30, 480)).toEqual({ from: 0, to: 5 });
    expect(visibleRows(1000, 48, -47_900, 480)).toEqual({ from: 989, to: 1000 });
  });

  it('draws nothing of a block that is far away', () => {
    expect(visibleRows(10, 48, -48_000, 480)).toEqual({ from: 0, to: 0 });
    expect(visibleRows(10, 48, 48_000, 480)).toEqual({ from: 0, to: 0 });
  });

  it('draws some before anything was laid out', () => {
    expect(visibleRows(1000, 48, 30, 0).to).toBeGreaterThan(10);
  });
});
