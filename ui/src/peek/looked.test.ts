// @vitest-environment node

import { expect, it } from 'vitest';

import { Looked, REACTION } from './looked';

it('knows no screen before there is one, and the first at once', () => {
  const looked = new Looked();
  expect(looked.at(0)).toBeNull();
  looked.show('a', 0);
  expect(looked.at(0)).toBe('a');
});

it('does not count a screen that came the moment before', () => {
  const looked = new Looked();
  looked.show('a', 0);
  looked.show('b', 1000);
  expect(looked.at(1000 + REACTION - 1)).toBe('a');
  expect(looked.at(1000 + REACTION)).toBe('b');
  looked.show('b', 1100);
  expect(looked.at(1000 + REACTION)).toBe('b');
});

it('counts what the person waited for at once', () => {
  const looked = new Looked();
  looked.show('a', 0);
  looked.show('b', 1000);
  looked.expectNew();
  expect(looked.at(1001)).toBe('b');
});
