// @vitest-environment node
import { expect, it } from 'vitest';

import { FakeBackend } from '../backend/fake';
import { NO_FILTER } from '../runs/recent.svelte';
import { PAGE, RunPages } from './pages.svelte';

it('reads what comes in sight, once, and says how many there are in all', async () => {
  const backend = new FakeBackend({ runs: 1000 });
  const pages = new RunPages(backend);
  await pages.read(NO_FILTER, 0, 20);
  expect([pages.total, pages.at(0)?.id, pages.at(PAGE)]).toEqual([1000, 1000, undefined]);
  pages.want(PAGE - 5, PAGE + 5);
  pages.want(PAGE, PAGE + 9);
  await expect.poll(() => pages.at(PAGE)?.id).toBe(1000 - PAGE);
  expect(backend.calls.filter(({ verb }) => verb === 'runs')).toHaveLength(2);
});

it('takes no answer to an earlier question for one to this', async () => {
  const backend = new FakeBackend({ runs: 300 });
  const pages = new RunPages(backend);
  const first = pages.read(NO_FILTER, 0, 20);
  const second = pages.read({ ...NO_FILTER, endings: ['outOfMemory'] }, 0, 20);
  await Promise.all([first, second]);
  expect(pages.total).toBe(30);
  expect(pages.at(0)?.ending).toBe('outOfMemory');
});

it('says why nothing can be read, and reads again', async () => {
  const backend = new FakeBackend();
  backend.fail('runs', { code: 'archive_newer', message: 'It was written by a newer Berth' });
  const pages = new RunPages(backend);
  await pages.read(NO_FILTER, 0, 20);
  expect(pages.problem?.text).toBe('It was written by a newer Berth');
  await pages.read(NO_FILTER, 0, 20);
  expect(pages.problem).toBeNull();
  expect(pages.total).toBeGreaterThan(0);
});
