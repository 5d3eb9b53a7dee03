// @vitest-environment node
import { expect, it } from 'vitest';

import { signs } from './painter';

it('joins signs that stand together, and nothing else', () => {
  expect(signs('a => b != c - d')).toEqual([
    [2, 4],
    [7, 9],
  ]);
  expect(signs('ls -l "x" (y)')).toEqual([]);
});
