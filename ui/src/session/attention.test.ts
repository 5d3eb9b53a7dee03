import { beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { Settings, TerminalNotification } from '../backend/port';
import { preferences } from '../preferences/preferences.svelte';
import { Attention } from './attention.svelte';
import { keyOf } from './state';

const copied = vi.hoisted(() => vi.fn((text: string) => Promise.resolve(text !== '')));
vi.mock('../parts/clipboard', () => ({ copyText: copied }));

const session = fakeSession({ name: 'bot' });
const key = keyOf(session);
let backend: FakeBackend;
let attention: Attention;
let seen = false;

function hear(notification: TerminalNotification['notification']): void {
  attention.receive({ engine: session.engine, session: session.id, notification });
}

async function set(terminal: Partial<Settings['terminal']>): Promise<void> {
  await preferences.change(backend, { terminal });
}

beforeEach(async () => {
  copied.mockClear();
  seen = false;
  backend = new FakeBackend();
  attention = new Attention(
    backend,
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
});
