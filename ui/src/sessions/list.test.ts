import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { CHANGE_EVERY, FakeBackend, fakeSession } from '../backend/fake';
import { listing } from '../backend/fake/scenario';
import type { ListEvent, Session } from '../backend/port';
import { SessionList } from './list.svelte';

let backend: FakeBackend;
let list: SessionList;

beforeEach(() => {
  vi.useFakeTimers();
  backend = new FakeBackend();
  backend.sessions = [fakeSession({ name: 'a' }), fakeSession({ name: 'b', engine: 'docker' })];
  list = new SessionList(backend);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function calls(wanted: string): number {
  return backend.calls.filter(({ verb }) => verb === wanted).length;
}

function names(): string[] {
  return list.sessions.map(({ name }) => name);
}

function hide(hidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('watch', () => {
  it('shows what there is at once, then every change, until it is stopped', async () => {
    const stop = list.watch();
    await vi.advanceTimersByTimeAsync(0);
    expect(names()).toEqual(['a', 'b']);
    backend.sessions = backend.sessions.slice(1);
    await vi.advanceTimersByTimeAsync(CHANGE_EVERY);
    expect(names()).toEqual(['b']);
    stop();
    backend.sessions = [];
    await vi.advanceTimersByTimeAsync(10_000);
    expect(names()).toEqual(['b']);
  });

  it('says whether anybody looks, and follows the list in both cases', async () => {
    const stop = list.watch();
    await vi.advanceTimersByTimeAsync(0);
    hide(true);
    backend.sessions = [];
    await vi.advanceTimersByTimeAsync(CHANGE_EVERY);
    hide(false);
    expect(names()).toEqual([]);
    expect(backend.calls.filter(({ verb }) => verb === 'sessionsHidden').map(({ subject }) => subject)).toEqual([
      'true',
      'false',
    ]);
    expect(calls('refreshSessions')).toBe(0);
    stop();
  });

  it('subscribes once', async () => {
    backend = new FakeBackend({ latency: 5000 });
    list = new SessionList(backend);
    const stop = list.watch();
    void list.refresh();
    hide(true);
    hide(false);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(calls('subscribeSessions')).toBe(1);
    stop();
  });

  it('goes on after a call that failed', async () => {
    backend.fail('subscribeSessions', { message: 'the host is gone' });
    const stop = list.watch();
    await vi.advanceTimersByTimeAsync(0);
    expect(list.failure).toMatchObject({ message: 'the host is gone' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(list.failure).toBeNull();
    expect(names()).toEqual(['a', 'b']);
    stop();
  });

  it('draws nothing anew but the row that changed', async () => {
    backend.sessions = ['a', 'c', 'd'].map((name) => fakeSession({ name }));
    const stop = list.watch();
    await vi.advanceTimersByTimeAsync(0);
    const [a, c, d] = list.sessions;
    backend.sessions = backend.sessions.map((session) =>
      session.name === 'c' ? { ...session, state: 'paused' } : session,
    );
    await vi.advanceTimersByTimeAsync(CHANGE_EVERY);
    expect(list.sessions[0]).toBe(a);
    expect(list.sessions[1]).not.toBe(c);
    expect(list.sessions[1]?.state).toBe('paused');
    expect(list.sessions[2]).toBe(d);
    stop();
  });

  it('does not show what was read before an action', async () => {
    let send: (event: ListEvent) => void = () => {};
    vi.spyOn(backend, 'subscribeSessions').mockImplementation(async (listen) => void (send = listen));
    const [a, b, c] = ['a', 'b', 'c'].map((name) => fakeSession({ name }));
    if (!a || !b || !c) throw new Error('three sessions');
    const stop = list.watch();
    const [health] = backend.health;
    if (!health) throw new Error('the fake has two engines');
    const before = new Date(Date.now() - 1).toISOString();
    const whole = (sessions: Session[], readAt: string): void =>
      send({ kind: 'snapshot', listing: { ...listing(health, sessions, 0), readAt } });
    whole([a, b], before);
    list.drop(a);
    list.put({ ...b, state: 'paused' });
    list.put(c);
    const shown = (): string[] => list.sessions.map(({ name, state }) => `${name} ${state}`);
    whole([a, b], before);
    expect(shown()).toEqual(['b paused', 'c running']);
    send({ kind: 'updated', engine: 'podman', sessions: [a, b], gone: [c.id], readAt: before });
    expect(shown()).toEqual(['b paused', 'c running']);
    send({
      kind: 'updated',
      engine: 'podman',
      sessions: [a, b],
      gone: [c.id],
      readAt: new Date(Date.now() + 1).toISOString(),
    });
    expect(shown()).toEqual(['a running', 'b running']);
    stop();
  });

  it('keeps the engines in order as they come and go', async () => {
    const stop = list.watch();
    await vi.advanceTimersByTimeAsync(0);
    const [podman, docker] = backend.health;
    if (!podman || !docker) throw new Error('the fake has two engines');
    backend.health = [docker];
    await vi.advanceTimersByTimeAsync(CHANGE_EVERY);
    expect(list.health.map(({ engine }) => engine)).toEqual(['docker']);
    backend.health = [docker, podman];
    await vi.advanceTimersByTimeAsync(CHANGE_EVERY);
    expect(list.health.map(({ engine }) => engine)).toEqual(['podman', 'docker']);
    stop();
  });
});

describe('refresh', () => {
  it('follows a read that is under way with one more, for all who asked meanwhile', async () => {
    backend = new FakeBackend({ latency: 100 });
    list = new SessionList(backend);
    const all = [list.refresh(), list.refresh(), list.refresh()];
    await vi.advanceTimersByTimeAsync(500);
    await Promise.all(all);
    expect(calls('refreshSessions')).toBe(2);
  });

  it('keeps the rows when the read fails, and says why', async () => {
    await list.refresh();
    backend.fail('refreshSessions', { message: 'the host is gone' });
    await list.refresh();
    expect(names()).toEqual(['a', 'b']);
    expect(list.failure).toMatchObject({ message: 'the host is gone' });
    expect([...list.staleSince.keys()]).toEqual(['podman', 'docker']);
    await list.refresh();
    expect(list.failure).toBeNull();
    expect(list.staleSince.size).toBe(0);
  });

  it('marks the rows of an engine that is away, and only those', async () => {
    const [podman, docker] = backend.health;
    if (!podman || !docker) throw new Error('the fake has two engines');
    backend.health = [podman, { ...docker, status: 'unavailable', message: 'away' }];
    await list.refresh();
    expect(names()).toEqual(['a', 'b']);
    expect([...list.staleSince.keys()]).toEqual(['docker']);
    expect(list.answered('podman')).toBe(true);
    expect(list.answered('docker')).toBe(false);
  });

  it('keeps the object of a session that did not change', async () => {
    await list.refresh();
    const [before] = list.sessions;
    await list.refresh();
    expect(list.sessions[0]).toBe(before);
  });

  it('does not believe an answer from before an action', async () => {
    backend = new FakeBackend({ latency: 100 });
    backend.sessions = [fakeSession({ name: 'a' })];
    list = new SessionList(backend);
    const first = list.refresh();
    await vi.advanceTimersByTimeAsync(200);
    await first;
    const slow = list.refresh();
    const session = list.sessions[0];
    if (!session) throw new Error('a is listed');
    list.drop(session);
    await vi.advanceTimersByTimeAsync(150);
    expect(names()).toEqual([]);
    backend.sessions = [];
    await vi.advanceTimersByTimeAsync(500);
    await slow;
    expect(names()).toEqual([]);
  });
});

it('shows what an action did before the engines are asked', async () => {
  await list.refresh();
  list.put(fakeSession({ name: 'c' }));
  list.put(fakeSession({ name: 'a', state: 'exited', exitCode: 3 }));
  expect(list.sessions.map(({ name, state }) => `${name} ${state}`)).toEqual(['a exited', 'c running', 'b running']);
});

it('shows what the host told of a session while an action took long to answer', async () => {
  let send: (event: ListEvent) => void = () => {};
  vi.spyOn(backend, 'subscribeSessions').mockImplementation(async (listen) => void (send = listen));
  vi.spyOn(backend, 'refreshSessions').mockResolvedValue();
  const stop = list.watch();
  await vi.advanceTimersByTimeAsync(0);
  const [health] = backend.health;
  if (!health) throw new Error('the fake has two engines');
  const before = fakeSession({ name: 'a' });
  const paused = { ...before, state: 'paused' } as const;
  const resumed = { ...before, restartCount: 1 };
  send({ kind: 'list', listings: [listing(health, [before], 0)] });
  // Another program resumes it, which the host tells before the page has read that it was paused.
  const readAt = new Date().toISOString();
  await vi.advanceTimersByTimeAsync(100);
  list.put(paused);
  send({ kind: 'updated', engine: 'podman', sessions: [resumed], gone: [], readAt });
  expect(list.sessions).toEqual([paused]);
  // Nothing is different on the host since then, so it tells nothing.
  await list.refresh();
  expect(list.sessions).toEqual([resumed]);
  list.put(paused);
  vi.spyOn(backend, 'refreshSessions').mockRejectedValueOnce({ message: 'the host is gone' });
  await list.refresh();
  expect(list.sessions).toEqual([paused]);
  stop();
});

it('does not go back to a run that the host told is over', async () => {
  let send: (event: ListEvent) => void = () => {};
  vi.spyOn(backend, 'subscribeSessions').mockImplementation(async (listen) => void (send = listen));
  const stop = list.watch();
  await vi.advanceTimersByTimeAsync(0);
  const [health] = backend.health;
  if (!health) throw new Error('the fake has two engines');
  const [first, second] = ['2026-01-01T10:00:00.1Z', '2026-01-01T10:00:00.2Z'];
  const over = fakeSession({ name: 'a', state: 'exited', exitCode: 2, startedAt: second });
  send({ kind: 'list', listings: [listing(health, [over], 0)] });
  list.put({ ...over, state: 'running', exitCode: null });
  list.put({ ...over, exitCode: 1, startedAt: first });
  expect(list.sessions).toEqual([over]);
  // A run after that is news.
  list.put({ ...over, state: 'running', startedAt: '2026-01-01T10:00:00.3Z' });
  expect(list.sessions.map(({ state }) => state)).toEqual(['running']);
  stop();
});

describe('what is defined', () => {
  function defined(name: string, engine = 'podman'): Session {
    return { ...fakeSession({ name, engine, state: 'defined' }), id: '' };
  }

  it('has a row of its own only while there is no container of that name on that engine', async () => {
    list.setDefined([defined('a'), defined('b'), defined('new')]);
    expect(names()).toEqual([]);
    await list.refresh();
    expect(list.sessions.map(({ name, engine, state }) => `${engine}/${name} ${state}`)).toEqual([
      'podman/a running',
      'docker/b running',
      'podman/b defined',
      'podman/new defined',
    ]);
    expect(list.find('podman/new')?.state).toBe('defined');
    list.put(fakeSession({ name: 'new' }));
    expect(names()).toEqual(['a', 'new', 'b', 'b']);
    list.setDefined([]);
    expect(names()).toEqual(['a', 'new', 'b']);
  });
});
