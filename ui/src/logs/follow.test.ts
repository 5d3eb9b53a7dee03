// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { AT_END, grown, newRows, paused, renewed } from './follow';

describe('a view of lines', () => {
  it('counts nothing as new while it goes along', () => {
    expect(newRows(grown(AT_END, 5), 1000)).toBe(0);
  });

  it('stays where one scrolled to, and counts what came since', () => {
    const stays = paused(AT_END, 100);
    expect([newRows(stays, 100), newRows(stays, 107)]).toEqual([0, 7]);
    // A further step does not begin anew.
    expect(newRows(paused(stays, 107), 110)).toBe(10);
  });

  it('knows the new ones when old rows fall off the front', () => {
    const stays = grown(paused(AT_END, 100), 40);
    expect(newRows(stays, 100)).toBe(40);
    expect(newRows(grown(stays, 500), 100)).toBe(100);
  });

  it('has nothing new after another filter', () => {
    expect(newRows(renewed(paused(AT_END, 100), 3), 3)).toBe(0);
    expect(renewed(AT_END, 3)).toBe(AT_END);
  });
});
