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
    [killed, 'bot exited 137', 'Somebody else ended it, not Berth.'],
    [{ kind: 'ended', exitCode: 1, by: { who: 'itself' } }, 'bot exited 1', 'It ended by itself.'],
    [{ kind: 'outOfMemory' }, 'bot: out of memory', 'The kernel ended it because its memory ran out.'],
    [{ kind: 'unhealthy' }, 'bot is unhealthy', 'Its health checks fail.'],
    [{ kind: 'asks', line: 'Deploy?\u202e [y/N]\u0007' }, 'bot waits for an answer', 'Deploy? [y/N]'],
    [{ kind: 'crashLoop', runs: 5, minutes: 10 }, 'bot keeps ending', 'It ended 5 times within 10 minutes.'],
  ] as const)('of %j', (what, title, text) => {
    const mute = { verb: 'mute', label: 'Mute for an hour' };
    expect(wordsOf([notice('bot', what)])).toEqual({ title, text, open: 'Open', buttons: [mute] });
    const { buttons } = wordsOf([notice('bot', what)], () => 'restart');
    expect(buttons).toEqual([{ verb: 'restart', label: 'Restart' }, mute]);
  });

  it('of an engine have nothing to do about it', () => {
    const words = wordsOf([notice('docker', { kind: 'engineLost' }, null)]);
    expect(words).toMatchObject({ title: 'docker does not answer', buttons: [] });
  });

  it('of many name the first', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const { title, text, buttons } = wordsOf(names.map((name) => notice(name, killed)));
    expect([title, text, buttons]).toEqual(['7 sessions ended', 'a, b, c, d, and 3 others', []]);
    const mixed = [notice('a', killed), notice('docker', { kind: 'engineLost' }, null), notice('b', killed)];
    expect(wordsOf(mixed).title).toBe('3 sessions and engines need you');
  });

  it('of many keep the lines of the latest questions', () => {
    const asks = (name: string, line: string): Notice => notice(name, { kind: 'asks', line });
    const many = [
      asks('a', 'Go on? [y/N]'),
      notice('b', killed),
      asks('c', 'Overwrite\u202e the file?\u0007'),
      asks('d', 'Password:'),
      asks('e', 'Which one?'),
    ];
    const { title, text } = wordsOf(many);
    expect(title).toBe('5 sessions need you');
    expect(text).toBe('c: Overwrite the file?\nd: Password:\ne: Which one?\na and b');
    expect(wordsOf(many.slice(2)).text).toBe('c: Overwrite the file?\nd: Password:\ne: Which one?');
  });

  it('are German in a German window', async () => {
    await speak('de');
    const { title, buttons } = wordsOf([notice('bot', { kind: 'outOfMemory' })]);
    expect([title, buttons[0]?.label]).toEqual(['bot: Arbeitsspeicher erschöpft', 'Eine Stunde stumm']);
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
    const posted = notice('bot', { kind: 'unhealthy' });
    backend.notices.send({ kind: 'open', notices: [{ ...posted, session: session.id }] });
    await screen.findByRole('tab', { name: /^bot/ });
  });

  it('opens a session that is asked for before the list has it', async () => {
    const session = fakeSession({ name: 'late' });
    await openApp(backend);
    backend.notices.send({ kind: 'openSession', engine: session.engine, session: session.id });
    expect(screen.queryByRole('tab', { name: /^late/ })).toBeNull();
    backend.sessions = [session];
    await backend.refreshSessions();
    await screen.findByRole('tab', { name: /^late/ });
  });

  it('opens the run in the history where another one has begun', async () => {
    const session = fakeSession({ name: 'bot' });
    backend.sessions = [session];
    await openApp(backend);
    backend.notices.send({ kind: 'open', notices: [{ ...notice('bot', killed), session: session.id, run: 1 }] });
    await waitFor(() => expect(backend.calls).toContainEqual({ verb: 'archivedRun', subject: '1' }));
    expect(screen.queryByRole('tab', { name: /^bot/ })).toBeNull();
  });

  it.each([
    ['docker', 'always', 'pauseRestarts', 'Pause restarts'],
    ['podman', 'always', 'stop', 'Stop…'],
    ['docker', 'no', null, null],
  ] as const)('offers what ends a loop on %s with the policy %s', async (engine, restartPolicy, verb, label) => {
    const session = fakeSession({ name: 'bot', engine, restartPolicy, restartsPausable: verb === 'pauseRestarts' });
    backend.sessions = [session];
    const user = await openApp(backend);
    const what = { kind: 'crashLoop', runs: 3, minutes: 10 } as const;
    backend.notices.tell({ name: 'bot', session: session.id, engine, what });
    await user.click(await screen.findByRole('button', { name: 'Notices, 1 unread' }));
    const list = within(await floating('dialog', 'Notices'));
    if (label === null) {
      await list.findByText('bot keeps ending');
      expect(list.queryByText(/restarts|Stop/)).toBeNull();
      return;
    }
    await user.click(await list.findByText(label));
    if (verb === 'stop') await screen.findByRole('dialog', { name: 'Stop bot?' });
    else await screen.findByText('Restarts of bot are paused');
  });

  it('says that a session is gone', async () => {
    await openApp(backend);
    backend.notices.send({ kind: 'open', notices: [{ ...notice('ghost', killed), run: null }] });
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
    await waitFor(() => expect(backend.notices.muted).toEqual([{ engine: session.engine, session: session.id }]));
    const mute = list.getByLabelText(`Mute ${session.name} for an hour`);
    await waitFor(() => expect(mute.getAttribute('aria-pressed')).toBe('true'));
    await user.click(mute);
    await waitFor(() => expect(backend.notices.muted).toEqual([]));
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
    const runs = screen.getByRole('spinbutton', { name: 'After this many ends' });
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
