import { beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { Settings, TerminalNotification } from '../backend/port';
import { Preferences } from '../preferences/preferences.svelte';
import { Attention } from './attention.svelte';
import { keyOf } from './state';
import { t } from './text';

const copied = vi.hoisted(() => vi.fn((text: string) => Promise.resolve(text !== '')));
vi.mock('../parts/clipboard', () => ({ copyText: copied }));
const warned = vi.hoisted(() => vi.fn((title: string) => title));
vi.mock('../notices/notices', () => ({ notify: vi.fn(), notifyError: vi.fn(), notifyWarning: warned }));

const session = fakeSession({ name: 'bot' });
const key = keyOf(session);
let backend: FakeBackend;
let preferences: Preferences;
let attention: Attention;
let seen = false;

function hear(notification: TerminalNotification['notification']): void {
  attention.receive({ engine: session.engine, session: session.id, notification });
}

async function set(terminal: Partial<Settings['terminal']>): Promise<void> {
  await preferences.change({ terminal });
}

beforeEach(async () => {
  copied.mockClear();
  warned.mockClear();
  seen = false;
  backend = new FakeBackend();
  preferences = new Preferences(backend);
  attention = new Attention(
    backend,
    preferences,
    (engine, id) => (engine === session.engine && id === session.id ? session : undefined),
    () => seen,
  );
  await set({ bell: 'badge', notifications: true, clipboardWrite: 'ask' });
});

const told = (): string[] => backend.calls.filter(({ verb }) => verb === 'notify').map(({ subject }) => subject);

describe('a bell', () => {
  it('marks the session until somebody looks', () => {
    hear({ kind: 'bell' });
    expect(attention.unread.get(key)).toBe('rang');
    expect(told()).toEqual([]);
    attention.markRead(key);
    expect(attention.unread.size).toBe(0);
  });

  it('is told by the desktop where that is set, and not heard where it is off', async () => {
    await set({ bell: 'notification' });
    hear({ kind: 'bell' });
    expect(told()).toEqual(['bot rang']);
    attention.markRead(key);
    await set({ bell: 'off' });
    hear({ kind: 'bell' });
    expect(attention.unread.size).toBe(0);
  });
});

describe('a notice', () => {
  const notice = { kind: 'notice', title: 'make', text: 'done' } as const;

  it('marks the session and goes to the desktop', () => {
    hear(notice);
    expect(attention.unread.get(key)).toBe('make: done');
    expect(told()).toEqual(['bot make: done']);
  });

  it('is no news to who looks', () => {
    seen = true;
    hear(notice);
    hear({ kind: 'bell' });
    expect(attention.unread.size).toBe(0);
    expect(told()).toEqual([]);
  });

  it('stays in the window where that is set', async () => {
    await set({ notifications: false });
    hear(notice);
    expect(attention.unread.size).toBe(1);
    expect(told()).toEqual([]);
  });

  it('of a session that is gone is not heard', () => {
    attention.receive({ engine: 'docker', session: 'x', notification: notice });
    expect(attention.unread.size).toBe(0);
  });
});

describe('progress', () => {
  const half = { state: 'running', value: 50 } as const;

  it('is shown until the program takes it back', () => {
    hear({ kind: 'progress', progress: half });
    expect(attention.progressOf(session)).toEqual(half);
    expect(attention.unread.size).toBe(0);
    hear({ kind: 'progress', progress: null });
    expect(attention.progressOf(session)).toBeNull();
  });

  it('is none where nothing runs any more', () => {
    hear({ kind: 'progress', progress: half });
    expect(attention.progressOf({ ...session, state: 'exited' })).toBeNull();
  });

  it('is kept for a session that the list does not know yet', () => {
    const late = fakeSession({ name: 'late' });
    attention.receive({
      engine: late.engine,
      session: late.id,
      notification: { kind: 'progress', progress: half },
    });
    expect(attention.progressOf(late)).toEqual(half);
  });

  it.each([
    [half, '50\u202f% done'],
    [{ state: 'running', value: null }, 'In progress'],
    [{ state: 'failed', value: 40 }, 'Failed at 40\u202f%'],
    [{ state: 'waiting', value: null }, 'Waiting'],
  ] as const)('%j has words', (progress, words) => expect(t.progress.words(progress)).toBe(words));
});

describe('text for the clipboard', () => {
  const text = (text: string) => ({ kind: 'clipboard', text }) as const;

  it('is copied only after a yes, and it is the text that was asked about', async () => {
    hear(text('one'));
    hear(text('two'));
    expect(copied).not.toHaveBeenCalled();
    expect(attention.asking).toMatchObject({ name: 'bot', text: 'one' });
    await attention.answer(true);
    expect(copied.mock.calls).toEqual([['one']]);
  });

  it('is not copied after a no, and not asked about again soon', async () => {
    hear(text('one'));
    await attention.answer(false);
    hear(text('two'));
    expect(attention.asking).toBeNull();
    expect(copied).not.toHaveBeenCalled();
  });

  it('is copied at once where that is set, and never where it is off', async () => {
    await set({ clipboardWrite: 'on' });
    hear(text('one'));
    expect(copied.mock.calls).toEqual([['one']]);
    await set({ clipboardWrite: 'off' });
    hear(text('two'));
    expect(attention.asking).toBeNull();
    expect(copied).toHaveBeenCalledOnce();
  });

  it('is missed once, aloud, when it is too long', async () => {
    hear({ kind: 'clipboardTooLong' });
    hear({ kind: 'clipboardTooLong' });
    expect(warned.mock.calls.map(([title]) => title)).toEqual(['What bot copied did not reach the clipboard']);
    await set({ clipboardWrite: 'off' });
    attention = new Attention(
      backend,
      preferences,
      () => session,
      () => seen,
    );
    hear({ kind: 'clipboardTooLong' });
    expect(warned).toHaveBeenCalledOnce();
  });
});
