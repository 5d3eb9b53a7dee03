// @vitest-environment node
// What the page knows of a view of lines, over the fake.

import { beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { BackendError, type LogCounts, type LogViewEvent } from '../backend/port';
import { LogLines, RETRY_AFTER, type RowsChange, WHOLE } from './lines.svelte';

const session = fakeSession({ name: 'bot', tty: false });
let backend: FakeBackend;
let lines: LogLines;
let changes: RowsChange[];

const settled = (): Promise<unknown> => vi.waitFor(() => expect(lines.reading).toBe(false));
const written = (text: string) => ({ source: 0, stream: 'output', level: 'none', at: Date.now(), text }) as const;

beforeEach(async () => {
  backend = new FakeBackend({ scenario: 'empty' });
  backend.sessions = [session];
  lines = new LogLines(backend);
  changes = [];
  lines.onchange = (change) => changes.push(change);
  await lines.open([{ engine: session.engine, id: session.id }]);
  await settled();
});

describe('lines of a log', () => {
  it('are read where they are in sight', async () => {
    expect(lines.at(0)).toBeUndefined();
    lines.want(0, 5);
    await vi.waitFor(() => expect(lines.at(1)).toMatchObject({ text: 'an earlier run, without times' }));
    expect(lines.at(0)).toMatchObject({ kind: 'run', number: 1 });
    expect(lines.sources).toMatchObject([{ name: 'bot', state: 'following' }]);
  });

  it('grow as they are written, and are others after another filter', async () => {
    const [view] = backend.logViews;
    const before = lines.rows;
    view?.write(written('ERROR again'));
    expect([lines.rows, changes.at(-1)]).toEqual([before + 1, { kind: 'grown', removed: 0, fresh: true }]);
    await lines.ask({ ...WHOLE, levels: ['error'] });
    expect([lines.rows, lines.passing(['error']), changes.at(-1)]).toEqual([1, 1, { kind: 'renewed' }]);
    await expect(lines.find({ text: 'refused', regex: false, caseful: false }, 0, true)).resolves.toBe(0);
    await expect(lines.text(null, 'off')).resolves.toBe('ERROR could not reach db: connection refused\n');
  });

  it('keep their filter when it is refused, and say what is wrong', async () => {
    const wrong = { pattern: { text: '(', regex: true, caseful: false }, not: false };
    await lines.ask({ ...WHOLE, rules: [wrong] });
    expect(lines.wrong).toContain('"(" is no regular expression');
    expect(lines.rows).toBeGreaterThan(5);
    await lines.ask(WHOLE);
    expect(lines.wrong).toBeNull();
  });

  it('wait while nobody looks, and are all there then', () => {
    const [view] = backend.logViews;
    const before = lines.rows;
    changes = [];
    lines.sleep(true);
    view?.write(written('one'));
    view?.write(written('two'));
    expect([lines.rows, changes.length]).toEqual([before, 0]);
    lines.sleep(false);
    expect([lines.rows, changes]).toEqual([before + 2, [{ kind: 'grown', removed: 0, fresh: true }]]);
  });

  it('end with their view', () => {
    lines.close();
    expect(backend.logViews.size).toBe(0);
  });
});

it('counts rows that fell off while nobody looked, of one revision', async () => {
  let tell: (event: LogViewEvent) => void = () => undefined;
  vi.spyOn(backend, 'openLogView').mockImplementation((_, listen) => {
    tell = listen;
    return Promise.reject(new BackendError({ code: 'x', message: 'away', detail: null, problems: [] }));
  });
  await lines.open([]);
  const counts = (revision: number, removed: number): LogCounts => ({
    revision,
    rows: 100,
    lines: 100,
    dropped: 0,
    removed,
    levels: { error: 0, warn: 0, info: 0, debug: 0, trace: 0, none: 100 },
    scanned: 1,
  });
  lines.sleep(true);
  for (const [revision, removed] of [
    [6, 3],
    [7, 4],
    [7, 5],
  ] as const)
    tell({ kind: 'changed', counts: counts(revision, removed) });
  lines.sleep(false);
  expect(changes.at(-1)).toEqual({ kind: 'renewed' });
  tell({ kind: 'changed', counts: counts(7, 2) });
  expect([changes.at(-1), lines.gone]).toEqual([{ kind: 'grown', removed: 2, fresh: true }, 2]);
});

it('opens again what was refused', async () => {
  vi.useFakeTimers();
  backend.fail('openLogView', { message: 'away' });
  await lines.open([{ engine: session.engine, id: session.id }]);
  expect(lines.problem?.text).toBe('away');
  await vi.advanceTimersByTimeAsync(RETRY_AFTER);
  expect([lines.problem, backend.logViews.size]).toEqual([null, 1]);
  lines.close();
  vi.useRealTimers();
});
