// The filter, saved filters, what is picked, and the line that stays when the filter changes.

import { afterEach, describe, expect, it } from 'vitest';

import { FakeBackend } from '../backend/fake';
import type { LogRow } from '../backend/port';
import { Preferences } from '../preferences/preferences.svelte';
import { LEVELS, LogChoices, STREAMS } from './choices.svelte';
import { LineFilter } from './filter.svelte';
import { shortNames } from './names';
import { Picked } from './picked.svelte';
import { forget, parts, save, savedFilters, takeOver } from './savedFilters';
import { seek } from './seek';

afterEach(() => localStorage.clear());

describe('a filter', () => {
  it('is what was chosen and what is being typed', () => {
    const filter = new LineFilter(() => 1000);
    expect(filter.some).toBe(false);
    filter.text = 'refused';
    filter.commit();
    filter.text = '-/health|ping/';
    filter.toggleLevel('error');
    filter.toggleLevel('warn');
    filter.choose('start');
    expect(filter.query).toEqual({
      rules: [
        { pattern: { text: 'refused', regex: false, caseful: false }, not: false },
        { pattern: { text: 'health|ping', regex: true, caseful: false }, not: true },
      ],
      levels: ['error', 'warn'],
      streams: [],
      sources: [],
      since: 1000,
      until: null,
    });
    filter.clear();
    expect([filter.some, filter.text]).toEqual([false, '']);
  });

  it('takes a chip back to be typed on, and keeps what was typed', () => {
    const filter = new LineFilter(() => null);
    for (const text of ['-a', 'b']) {
      filter.text = text;
      filter.commit();
    }
    filter.text = 'c';
    const [first] = filter.rules;
    if (first) filter.edit(first);
    expect([filter.text, filter.rules.map(({ pattern }) => pattern.text)]).toEqual(['-a', ['b', 'c']]);
    filter.text = '';
    filter.editLast();
    expect([filter.text, filter.rules.length]).toEqual(['c', 1]);
  });

  it('hides sources, but never all of them', () => {
    const filter = new LineFilter(() => null);
    filter.toggleSource(1, 3);
    expect(filter.sources).toEqual([0, 2]);
    filter.toggleSource(0, 3);
    expect(filter.sources).toEqual([2]);
    filter.toggleSource(2, 3);
    expect(filter.sources).toEqual([]);
  });

  it('tells which end of a span is no time', () => {
    const filter = new LineFilter(() => null);
    filter.choose('custom');
    filter.until = 'later';
    expect([filter.wrongEnd, filter.query.until, filter.some]).toEqual(['until', null, false]);
    filter.until = '10m';
    expect([filter.wrongEnd, filter.some]).toEqual([null, true]);
  });
});

describe('saved filters', () => {
  const errors = { name: 'errors', rules: [], levels: ['error' as const], streams: [] };

  it('are in the file, one for each name', async () => {
    const preferences = new Preferences(new FakeBackend());
    await save(preferences, errors);
    await save(preferences, { ...errors, levels: ['error', 'warn'] });
    await save(preferences, { ...errors, name: 'all' });
    expect(preferences.now.settings.logs.filters).toEqual({
      all: ['level:error'],
      errors: ['level:error', 'level:warn'],
    });
    expect(savedFilters(preferences.now.settings.logs).map(({ name }) => name)).toEqual(['all', 'errors']);
    await forget(preferences, 'all');
    expect(savedFilters(preferences.now.settings.logs)).toEqual([{ ...errors, levels: ['error', 'warn'] }]);
  });

  it('are read as they were written', () => {
    const rules = [true, false].flatMap((regex) =>
      [true, false].flatMap((caseful) =>
        [true, false].map((not) => ({ pattern: { text: 'not text:a: b', regex, caseful }, not })),
      ),
    );
    const all = { name: 'x', rules, levels: [...LEVELS], streams: [...STREAMS] };
    expect(savedFilters({ filters: { x: parts(all), y: [] } })).toEqual([
      all,
      { name: 'y', rules: [], levels: [], streams: [] },
    ]);
  });

  it('of before are taken over once, and what the file has wins', async () => {
    const before = [{ ...errors, name: 'old' }, errors, { name: 'x' }, null];
    localStorage.setItem('berth.logs', JSON.stringify({ wrap: 'yes', saved: before }));
    const choices = new LogChoices();
    const preferences = new Preferences(new FakeBackend());
    await save(preferences, { ...errors, levels: ['warn'] });
    await takeOver(preferences, choices);
    const { filters } = preferences.now.settings.logs;
    expect([choices.wrap, filters]).toEqual([false, { errors: ['level:warn'], old: ['level:error'] }]);
    await forget(preferences, 'old');
    await takeOver(preferences, new LogChoices());
    expect(Object.keys(preferences.now.settings.logs.filters)).toEqual(['errors']);
  });

  it('are told apart from other choices, which outlive the window', () => {
    new LogChoices().change({ wrap: true, times: 'utc', look: 'lines' });
    const later = new LogChoices();
    expect([later.wrap, later.times, later.look]).toEqual([true, 'utc', 'lines']);
    localStorage.setItem('berth.logs', '{');
    expect(new LogChoices().times).toBe('absolute');
  });

  it('replace what the filter was, but for time and sources', () => {
    const filter = new LineFilter(() => 5);
    filter.text = 'x';
    filter.choose('start');
    filter.load(errors);
    expect([filter.text, filter.query.levels, filter.query.since]).toEqual(['', ['error'], 5]);
    expect(filter.saved('again')).toEqual({ ...errors, name: 'again' });
  });
});

describe('the rows that are picked', () => {
  it('are one, or a range, and stay when rows fall off the front', () => {
    let gone = 0;
    const picked = new Picked(() => gone);
    expect([picked.row, picked.range]).toEqual([null, null]);
    picked.go(5);
    picked.go(8, true);
    expect([picked.row, picked.range, picked.has(6), picked.has(9)]).toEqual([8, [5, 9], true, false]);
    gone = 6;
    expect([picked.row, picked.range]).toEqual([2, [0, 3]]);
    picked.go(1);
    expect(picked.range).toBeNull();
    picked.all = true;
    expect(picked.has(400)).toBe(true);
    picked.clear();
    expect([picked.all, picked.row]).toEqual([false, 1]);
  });
});

describe('the line that was in sight', () => {
  const row = (line: number, at: number | null): LogRow => ({
    kind: 'line',
    row: 0,
    line,
    source: 0,
    stream: 'output',
    level: 'none',
    at,
    text: '',
    cut: false,
    json: false,
  });
  const passing = [3, 4, 10, 11, 70].map((line) => row(line, line * 100));
  const read = (place: number) => Promise.resolve(passing[place]);

  it.each([
    [10, 2],
    [5, 2],
    [0, 0],
    [99, 4],
  ])('is found again among other rows, or the next one: %s', async (line, place) => {
    expect(await seek(row(line, line * 100), passing.length, true, read)).toBe(place);
    expect(await seek(row(0, line * 100), passing.length, false, read)).toBe(place);
  });

  it('is nowhere where there are no rows', async () => {
    expect(await seek(row(1, 1), 0, true, read)).toBe(-1);
  });
});

it('sessions of one name are told apart by their engines', () => {
  const names = shortNames([
    { engine: 'podman', name: 'web' },
    { engine: 'docker', name: 'web' },
    { engine: 'docker', name: 'db' },
  ]);
  expect(names).toEqual(['web (podman)', 'web (docker)', 'db']);
});
