// @vitest-environment node
import { expect, it } from 'vitest';

import { FakeBackend } from '../backend/fake';
import type { SearchListener, Subscription } from '../backend/port';
import { NO_FILTER } from '../runs/recent.svelte';
import { HitSearch } from './search.svelte';

/** Searches that answer when the test says so. */
class Slow extends FakeBackend {
  listeners: SearchListener[] = [];
  ended: number[] = [];

  override searchRuns(_query: unknown, listener: SearchListener): Promise<Subscription> {
    const number = this.listeners.push(listener) - 1;
    return Promise.resolve({ end: () => void this.ended.push(number) });
  }
}

it('finds lines, and where in them', async () => {
  const search = new HitSearch(new FakeBackend());
  await search.start({ kind: 'text', pattern: 'CHECKPOINT' }, { ...NO_FILTER, session: 'trainer' });
  await expect.poll(() => search.at).toBe('done');
  expect(search.hits.length).toBeGreaterThan(5);
  expect(search.hits[0]).toMatchObject({ name: 'trainer', line: 5, range: [0, 10] });
});

it('ends the search before, and hears nothing of it any more', async () => {
  const backend = new Slow();
  const search = new HitSearch(backend);
  const hit = { run: 1, inScreen: false, line: 1, text: 'a', range: [0, 1] as [number, number] };
  const rest = { before: [], after: [], startedAt: '2026-01-01T00:00:00Z', name: 'bot' };
  await search.start({ kind: 'text', pattern: 'a' }, NO_FILTER);
  backend.listeners[0]?.hits([{ ...hit, ...rest }]);
  await search.start({ kind: 'text', pattern: 'ab' }, NO_FILTER);
  expect(backend.ended).toEqual([0]);
  backend.listeners[0]?.hits([{ ...hit, ...rest, line: 9 }]);
  expect(search.hits.map(({ line }) => line)).toEqual([1]);
  backend.listeners[1]?.ended(null);
  expect([search.hits, search.at]).toEqual([[], 'done']);
});

it('says what is wrong with a regular expression', async () => {
  const search = new HitSearch(new FakeBackend());
  await search.start({ kind: 'regex', pattern: '(' }, NO_FILTER);
  expect(search.problem?.text).toContain('is no regular expression');
  expect(search.at).toBe('done');
});
