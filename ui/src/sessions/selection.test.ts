// @vitest-environment node

import { beforeEach, expect, it } from 'vitest';

import { Selection } from './selection.svelte';

const ROWS = ['a', 'b', 'c', 'd', 'e'];
let selection: Selection;

beforeEach(() => {
  selection = new Selection();
});

it('toggles', () => {
  selection.toggle('a');
  selection.toggle('c');
  selection.toggle('a');
  expect([...selection.keys]).toEqual(['c']);
});

it('selects from where one chose last, in both directions', () => {
  selection.toggle('c');
  selection.range(ROWS, 'c', 'e');
  expect([...selection.keys]).toEqual(['c', 'd', 'e']);
  selection.range(ROWS, 'e', 'b');
  expect([...selection.keys]).toEqual(['b', 'c']);
});

it('begins where the keyboard is, when nothing was chosen or it is out of sight', () => {
  selection.range(ROWS, 'b', 'c');
  expect([...selection.keys]).toEqual(['b', 'c']);
  selection.range(['d', 'e'], 'd', 'e');
  expect([...selection.keys]).toEqual(['d', 'e']);
});

it('takes all and none', () => {
  selection.all(ROWS);
  expect(selection.keys.size).toBe(5);
  selection.clear();
  expect(selection.some).toBe(false);
});
