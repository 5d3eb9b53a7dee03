// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { RuleFault } from '../backend/port';
import { Activities } from './activity.svelte';
import { longAge, missedWords, shortAge, spoken } from './words';

const warned = vi.hoisted(() => vi.fn((title: string, text: string) => title + text));
const failed = vi.hoisted(() => vi.fn());
vi.mock('../notices/notices', () => ({ notifyError: failed, notifyWarning: warned }));

const bot = fakeSession({ name: 'bot' });
const twin = { ...bot, engine: 'docker' };
const FAULT: RuleFault = {
  file: '/home/ann/.config/berth/rules/mine.toml',
  line: 4,
  column: 7,
  problem: { code: 'rule_lacks', args: { key: 'activity' } },
  reason: 'activity is missing',
};
const NOW = Date.parse('2026-01-02T12:00:00Z');
let backend: FakeBackend;
let activities: Activities;

beforeEach(() => {
  warned.mockClear();
  failed.mockClear();
  backend = new FakeBackend();
  activities = new Activities(backend, () => NOW);
});

async function listen(): Promise<void> {
  activities.listen();
  await vi.waitFor(() => expect(backend.calls.map(({ verb }) => verb)).toContain('subscribeActivity'));
  await Promise.resolve();
}

it('knows what each session does from the list on, by engine and id', async () => {
  backend.activity.tell(bot, { activity: 'asks' });
  await listen();
  expect(activities.of(bot)?.activity).toBe('asks');
  expect(activities.of(twin)).toBeNull();
  backend.activity.tell(bot, { activity: 'works' });
  backend.activity.tell(twin, { activity: 'idle' });
  expect([activities.of(bot)?.activity, activities.of(twin)?.activity]).toEqual(['works', 'idle']);
  backend.activity.gone(bot);
  expect(activities.of(bot)).toBeNull();
});

it('says nothing of what no rule decides, and of what does not run', async () => {
  await listen();
  backend.activity.tell(bot, { activity: 'unknown' });
  expect(activities.of(bot)).toBeNull();
  expect(activities.decided).toBe(false);
  backend.activity.tell(bot, { activity: 'asks' });
  expect(activities.of({ ...bot, state: 'paused' })).toBeNull();
  expect(activities.of({ ...bot, state: 'exited' })).toBeNull();
  expect(activities.decided).toBe(true);
});

it('warns of rules that can’t be used once, with file, line and column', async () => {
  backend.activity.faults = [FAULT];
  await listen();
  backend.activity.spoil([FAULT]);
  expect(warned.mock.calls).toEqual([
    ['A rule can’t be used; the others count', '/home/ann/.config/berth/rules/mine.toml:4:7: activity is missing'],
  ]);
  backend.activity.spoil([]);
  expect(activities.faults).toEqual([]);
  backend.activity.spoil([FAULT, { ...FAULT, line: 9 }]);
  expect(warned).toHaveBeenCalledTimes(2);
  expect(warned.mock.calls[1]?.[0]).toBe('2 rules can’t be used; the others count');
});

it('says so when it hears nothing', async () => {
  backend.fail('subscribeActivity', { message: 'no' });
  activities.listen();
  await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(1));
});

describe('ages', () => {
  const ago = (ms: number): string => new Date(NOW - ms).toISOString();
  it.each([
    [59_999, '', ''],
    [60_000, '1 min', '1 minute'],
    [12 * 60_000 + 59_000, '12 min', '12 minutes'],
    [3 * 3_600_000, '3 h', '3 hours'],
    [49 * 3_600_000, '2 d', '2 days'],
    [-5000, '', ''],
  ])('of %i ms are %j, read as %j', (ms, short, long) => {
    expect(shortAge(ago(ms), NOW)).toBe(short);
    expect(longAge(ago(ms), NOW)).toBe(long);
  });

  it('are told of questions only', () => {
    expect(spoken({ activity: 'asks', since: ago(720_000) }, NOW)).toBe('asks, 12 minutes');
    expect(spoken({ activity: 'asks', since: ago(0) }, NOW)).toBe('asks');
    expect(spoken({ activity: 'works', since: ago(720_000) }, NOW)).toBe('works');
  });
});

describe('what was missed', () => {
  const away = (part: object) => ({
    since: new Date(Date.now() - 7_200_500).toISOString(),
    lines: 0,
    asked: 0,
    errors: 0,
    restarts: 0,
    ...part,
  });
  const returns = (part: object): string | null => {
    backend.activity.tell(bot, { activity: 'idle', away: away(part) });
    expect(activities.missedIn(bot)).toBeNull();
    backend.activity.tell(bot, { activity: 'idle' });
    const missed = activities.missedIn(bot);
    return missed && missedWords(missed);
  };

  it('is told when the person is back, until they dismiss it or leave again', async () => {
    await listen();
    expect(returns({ lines: 14_000, asked: 3, errors: 1, restarts: 1 })).toBe(
      '2 h away: 14,000 lines, 3 questions, 1 error, restarted once',
    );
    expect(activities.missedIn(twin)).toBeNull();
    backend.activity.tell(bot, { activity: 'works' });
    expect(activities.missedIn(bot)).not.toBeNull();
    activities.dismissMissed(bot);
    expect(activities.missedIn(bot)).toBeNull();
    expect(returns({ errors: 2 })).toBe('2 h away: 2 errors');
    backend.activity.tell(bot, { activity: 'idle', away: away({}) });
    expect(activities.missedIn(bot)).toBeNull();
  });

  it('is nothing where nothing happened, nor for a few lines in a moment', async () => {
    await listen();
    expect(returns({})).toBeNull();
    const since = new Date(Date.now() - 20_000).toISOString();
    expect(returns({ since, lines: 500 })).toBeNull();
    expect(returns({ since, asked: 1 })).toBe('20 s away: 1 question');
  });
});
