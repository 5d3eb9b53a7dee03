import { beforeEach, expect, it } from 'vitest';

import { clampWidth, recall, remember } from './remember';

beforeEach(() => localStorage.clear());

it('recalls what it remembered', () => {
  remember({ listWidth: 320, listShown: false });
  expect(recall()).toEqual({ listWidth: 320, listShown: false });
});

it.each(['{', '7', 'null', '{"listWidth":"wide","listShown":1}'])('takes the defaults for %s', (kept) => {
  localStorage.setItem('berth.layout', kept);
  expect(recall()).toEqual({ listWidth: 296, listShown: true });
});

it('keeps the width within its bounds', () => {
  expect([10, 300.4, 999].map(clampWidth)).toEqual([240, 300, 420]);
});
