import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { toast } from 'svelte-sonner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { Notice } from '../backend/port';
import { speak } from '../i18n/language.svelte';
import { floating, openApp } from '../test-app';
import { wordsOf } from './words';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
});

afterEach(async () => {
  await speak('system');
  toast.dismiss();
  cleanup();
});

const notice = (name: string, what: Notice['what'], session: string | null = name): Notice => ({
  number: 1,
  what,
  engine: 'podman',
  session,
  name,
  run: 7,
  at: '2026-11-26T09:00:00Z',
  read: false,
  over: false,
  error: what.kind !== 'engineBack',
});
const killed = { kind: 'ended', exitCode: 137, by: { who: 'other' } } as const;

describe('the words', () => {
  it.each([
    [killed, 'bot exited 137', 'Somebody else ended it, not Berth.', 'Restart'],
    [{ kind: 'ended', exitCode: 1, by: { who: 'itself' } }, 'bot exited 1', 'It ended by itself.', 'Restart'],
    [{ kind: 'outOfMemory' }, 'bot: out of memory', 'The kernel ended it because its memory ran out.', 'Restart'],
    [{ kind: 'unhealthy' }, 'bot is unhealthy', 'Its health checks fail.', null],
    [{ kind: 'crashLoop', runs: 5, minutes: 10 }, 'bot keeps ending', 'It ended 5 times within 10 minutes.', 'Restart'],
  ] as const)('of %j', (what, title, text, restart) => {
    const words = wordsOf([notice('bot', what)]);
    expect(words).toEqual({ title, text, open: 'Open', restart, mute: 'Mute for an hour' });
  });

  it('of an engine have nothing to restart or mute', () => {
    const words = wordsOf([notice('docker', { kind: 'engineLost' }, null)]);
    expect(words).toMatchObject({ title: 'docker does not answer', restart: null, mute: null });
  });

  it('of many name the first', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const { title, text, restart } = wordsOf(names.map((name) => notice(name, killed)));
    expect([title, text, restart]).toEqual(['7 sessions ended', 'a, b, c, d, and 3 others', null]);
    const mixed = [notice('a', killed), notice('docker', { kind: 'engineLost' }, null), notice('b', killed)];
    expect(wordsOf(mixed).title).toBe('3 sessions and engines need you');
  });

  it('are German in a German window', async () => {
    await speak('de');
    const { title, mute } = wordsOf([notice('bot', { kind: 'outOfMemory' })]);
    expect([title, mute]).toEqual(['bot: Arbeitsspeicher erschöpft', 'Eine Stunde stumm']);
  });
});

describe('the window', () => {
  it('finds the words for the desktop', async () => {
    await openApp(backend);
    backend.notices.send({ kind: 'show', popup: 3, notices: [notice('bot', killed)] });
    await waitFor(() =>
      expect(backend.calls).toContainEqual({
        verb: 'showNotice',
        subject: 'bot exited 137 Somebody else ended it, not Berth.',
      }),
    );
  });

  it('opens what is clicked on the desktop', async () => {
    const session = fakeSession({ name: 'bot' });
    backend.sessions = [session];
    await openApp(backend);
    backend.notices.send({ kind: 'open', notices: [{ ...notice('bot', killed), session: session.id }] });
    await screen.findByRole('tab', { name: /^bot/ });
  });

  it('says that a session is gone', async () => {
    await openApp(backend);
    backend.notices.send({ kind: 'open', notices: [notice('ghost', killed)] });
    await screen.findByText('ghost is no longer there');
  });

  it('shows many that are clicked in the list', async () => {
    await openApp(backend);
    const many = ['a', 'b', 'c'].map((name) => backend.notices.tell({ name, session: name, what: killed }));
    backend.notices.send({ kind: 'open', notices: many });
    expect(within(await floating('dialog', 'Notices')).getAllByRole('listitem', { hidden: true })).toHaveLength(3);
  });
});

describe('the list', () => {
  it('has all, the unread and faults, and marks what was opened as read', async () => {
    const user = await openApp(backend);
    const session = backend.sessions[0];
    if (!session) throw new Error('the fake has sessions');
    backend.notices.tell({ name: 'docker', what: { kind: 'engineBack' }, read: true });
    backend.notices.tell({ name: session.name, session: session.id, engine: session.engine, what: killed });
    await user.click(await screen.findByRole('button', { name: 'Notices, 1 unread' }));
    const list = within(await floating('dialog', 'Notices'));
    const titles = (): string[] =>
      list.queryAllByRole('listitem', { hidden: true }).map((item) => item.querySelector('.title')?.textContent ?? '');
    expect(titles()).toEqual([`${session.name} exited 137`, 'docker answers again']);
    await user.click(list.getByText('Errors'));
    expect(titles()).toEqual([`${session.name} exited 137`]);
    await user.click(list.getByText('Unread'));
    await user.click(list.getByText('Mark all as read'));
    await waitFor(() => expect(titles()).toEqual([]));
    expect(list.getByText('You have read all notices.')).toBeDefined();
    await user.click(list.getByText('All'));
    await user.click(list.getByLabelText(`Mute ${session.name} for an hour`));
    await waitFor(() => expect(backend.calls).toContainEqual({ verb: 'muteSession', subject: session.id }));
    await user.click(list.getByText(`${session.name} exited 137`));
    await screen.findByRole('tab', { name: new RegExp(`^${session.name}`) });
  });
});

describe('the settings', () => {
  it('turn rules off, set the loop, and send a test', async () => {
    const user = await openApp(backend);
    await user.keyboard('{Control>},{/Control}');
    await screen.findByRole('dialog', { name: 'Settings' });
    await user.click(screen.getByRole('checkbox', { name: 'Out of memory' }));
    await waitFor(() => expect(backend.file.now.settings.notices.outOfMemory).toBe(false));
    const runs = screen.getByRole('spinbutton', { name: 'Ends that make it one' });
    await user.clear(runs);
    await user.type(runs, '1{Tab}');
    expect(screen.getByText('A whole number from 2 to 100')).toBeDefined();
    await user.clear(runs);
    await user.type(runs, '5{Tab}');
    await waitFor(() => expect(backend.file.now.settings.notices.crashLoopRuns).toBe(5));
    await user.click(screen.getByRole('checkbox', { name: 'A session keeps ending' }));
    expect(runs).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: 'Send a test notice' }));
    await waitFor(() => expect(backend.calls.some(({ verb }) => verb === 'notify')).toBe(true));
  });
});
