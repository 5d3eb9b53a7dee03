import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { SessionUsage } from '../backend/port';
import { openApp, row } from '../test-app';
import { limitsOf } from './limits';
import { extentOf, KEPT, rates, type Series, withGaps, withSample } from './series';
import { Usages } from './usages.svelte';
import { percent, rate, spokenUsage } from './words';

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const START = Date.parse('2026-11-26T12:00:00Z');

function sample(seconds: number, more: Partial<SessionUsage> = {}): SessionUsage {
  return {
    engine: 'podman',
    id: 'a',
    at: new Date(START + seconds * 1000).toISOString(),
    cpu: 12,
    memory: 340 * 1024 ** 2,
    memoryLimit: 512 * 1024 ** 2,
    netIn: 0,
    netOut: 0,
    blockIn: null,
    blockOut: 0,
    pids: 1,
    ...more,
  };
}

it('keeps some minutes of samples', () => {
  let series: Series = [];
  for (let second = 0; second <= 400; second += 2) series = withSample(series, sample(second));
  expect(series).toHaveLength(KEPT / 2000);
  expect(series.at(-1)).toEqual(sample(400));
});

it('tells rates of what is counted, and nothing across a gap or a new start', () => {
  const series = [
    sample(0, { netIn: 1000 }),
    sample(2, { netIn: 5000 }),
    sample(4, { netIn: 10 }),
    sample(60, { netIn: 10_000 }),
    sample(62, { netIn: null }),
  ];
  expect(rates(series, 'netIn')).toEqual([null, 2000, null, null, null]);
  expect(rates(series, 'blockIn')).toEqual([null, null, null, null, null]);
  const { times, values } = withGaps(series, [1, 2, 3, 4, 5]);
  expect(values).toEqual([1, 2, 3, null, 4, 5]);
  expect(times.map((time) => time - START / 1000)).toEqual([0, 2, 4, 32, 60, 62]);
  expect(extentOf([null, 3, 1, null])).toEqual({ now: null, least: 1, most: 3 });
  expect(extentOf([])).toEqual({ now: null, least: null, most: null });
});

it('says amounts in words', () => {
  expect([percent(0), percent(0.42), percent(9.96), percent(160.4)]).toEqual(['0 %', '0.4 %', '10 %', '160 %']);
  expect(rate(1_572_864.4)).toBe('1.5 MiB/s');
  expect(spokenUsage(sample(0))).toBe('CPU 12 %, memory 340 MiB of 512 MiB');
  expect(spokenUsage(sample(0, { cpu: null, memoryLimit: 0 }))).toBe('memory 340 MiB');
});

it('reads limits as both engines take them', () => {
  const limits = (memory: string | null, cpus: string | null): unknown => limitsOf({ options: { memory, cpus } });
  expect(limits('512m', '1.5')).toEqual({ cpu: 150, memory: 512 * 1024 ** 2 });
  expect(limits('1.5GB', '0')).toEqual({ cpu: null, memory: 1.5 * 1024 ** 3 });
  expect(limits('67108864', null)).toEqual({ cpu: null, memory: 64 * 1024 ** 2 });
  expect(limits('lots', 'many')).toEqual({ cpu: null, memory: null });
});

it('asks once for all that is shown, and for nothing while the window is hidden', async () => {
  vi.useFakeTimers();
  const backend = new FakeBackend();
  const usages = new Usages(backend);
  const stop = usages.watch();
  const key = (id: string): { engine: string; id: string } => ({ engine: 'podman', id });
  const asked = (): string[] =>
    backend.calls.filter(({ verb }) => verb === 'subscribeUsage').map(({ subject }) => subject);
  const first = usages.ask([key('a'), key('b')]);
  const second = usages.ask([key('b'), key('c')]);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked()).toEqual(['a b c']);
  expect(usages.of(key('c')).length).toBeGreaterThan(100);
  first();
  await vi.advanceTimersByTimeAsync(500);
  expect([asked().at(-1), backend.measurings]).toEqual(['b c', 1]);
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(500);
  expect(backend.measurings).toBe(0);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(500);
  expect([asked().length, backend.measurings]).toEqual([3, 1]);
  second();
  await vi.advanceTimersByTimeAsync(500);
  expect(backend.measurings).toBe(0);
  stop();
});

it('asks again where it could not', async () => {
  vi.useFakeTimers();
  const backend = new FakeBackend();
  backend.fail('subscribeUsage', { message: 'no' });
  const usages = new Usages(backend);
  usages.ask([{ engine: 'podman', id: 'a' }]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(backend.measurings).toBe(1);
});

it('shows what running sessions use in the list, if that is wanted', async () => {
  const backend = new FakeBackend();
  backend.sessions = [fakeSession({ name: 'web' }), fakeSession({ name: 'over', state: 'exited' })];
  const user = await openApp(backend);
  expect(within(row('web')).queryByText(/^CPU/)).toBeNull();
  expect(backend.measurings).toBe(0);
  await user.keyboard('{Control>},{/Control}');
  await user.click(await screen.findByRole('checkbox', { name: 'CPU and memory in the list' }));
  await user.keyboard('{Escape}');
  await waitFor(() => within(row('web')).getByText(/^CPU [\d.]+ %, memory [\d.]+ MiB of 512 MiB$/));
  expect(within(row('over')).queryByText(/memory/)).toBeNull();
});

it('shows graphs, a table and processes in the details, while they are open', async () => {
  const backend = new FakeBackend();
  backend.sessions = [fakeSession({ name: 'web' })];
  const user = await openApp(backend);
  await user.click(row('web'));
  await user.click(await screen.findByRole('tab', { name: 'Details' }));
  await screen.findByRole('img', { name: /^CPU, the last five minutes; now [\d.]+ %, at most [\d.]+ %$/ });
  const processes = await screen.findByRole('table', { name: 'Processes' });
  expect(within(processes).getAllByRole('row')).toHaveLength(4);
  await user.click(screen.getByRole('button', { name: 'Usage as a table' }));
  const figures = await screen.findByRole('table', { name: 'Usage' });
  expect(within(figures).getByRole('row', { name: /^Memory/ }).textContent).toMatch(/MiB/);
  await user.click(screen.getByRole('tab', { name: 'Logs' }));
  await waitFor(() => expect(backend.measurings).toBe(0));
});
