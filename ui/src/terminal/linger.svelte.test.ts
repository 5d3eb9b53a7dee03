import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { LINGER, lingering } from './linger.svelte';

let cleanup: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** So many terminals, all in sight. */
function terminals(count: number) {
  const wanted = $state(Array.from({ length: count }, () => true));
  let drawn: { readonly current: boolean }[] = [];
  cleanup = $effect.root(() => {
    drawn = wanted.map((_, i) => lingering(() => wanted[i] ?? false));
  });
  flushSync();
  return {
    look: (i: number, at: boolean) => {
      wanted[i] = at;
      flushSync();
    },
    drawn: () => drawn.map((one) => one.current),
  };
}

test('one that is left stays for a while, and is there again when it comes into sight', () => {
  const { look, drawn } = terminals(1);
  look(0, false);
  vi.advanceTimersByTime(LINGER - 1);
  expect(drawn()).toEqual([true]);
  vi.advanceTimersByTime(1);
  expect(drawn()).toEqual([false]);
  look(0, true);
  expect(drawn()).toEqual([true]);
});

test('only the one that was left last stays', () => {
  const { look, drawn } = terminals(3);
  look(0, false);
  look(1, false);
  expect(drawn()).toEqual([false, true, true]);
  look(1, true);
  look(2, false);
  expect(drawn()).toEqual([false, true, true]);
  vi.advanceTimersByTime(LINGER);
  expect(drawn()).toEqual([false, true, false]);
});
