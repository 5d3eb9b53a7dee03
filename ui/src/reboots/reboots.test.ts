import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { AfterRestart, Fate } from '../backend/port';
import { command, openApp } from '../test-app';
import { Reboots } from './reboots.svelte';
import ResumeBar from './ResumeBar.svelte';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
});

afterEach(() => cleanup());

/** What was asked of the host. */
function done(): string[] {
  const meant = backend.calls.filter(({ verb }) => /Reboot$/.test(verb));
  return meant.map(({ verb, subject }) => `${verb} ${subject}`.trim());
}

const TITLE = 'After the restart of this machine';

function one(name: string, fate: Fate, more: Partial<AfterRestart> = {}): AfterRestart {
  return { engine: 'podman', id: name, name, restartPolicy: 'no', fate, resumeCommand: null, ...more };
}

it('says nothing where nothing ran, and where it was seen', async () => {
  const user = await openApp(backend);
  expect(screen.queryByRole('region', { name: TITLE })).toBeNull();
  backend.reboots.set({ sessions: [one('bot', { kind: 'again' })], seen: true });
  expect(screen.queryByRole('region', { name: TITLE })).toBeNull();
  // The palette has it all the same.
  await command(user, 'restart of this machine');
  const dialog = await screen.findByRole('dialog', { name: TITLE });
  expect(within(dialog).getByRole('list', { name: 'Running again' }).textContent).toContain('Runs again');
});

it('counts what runs again and what waits, until the person hides it', async () => {
  const user = await openApp(backend);
  backend.reboots.set({
    seen: false,
    sessions: [
      one('a', { kind: 'again' }, { restartPolicy: 'always' }),
      one('b', { kind: 'started' }),
      one('c', { kind: 'ask', doubtful: true }),
      one('d', { kind: 'blocked', paths: ['/srv/data'] }),
      one('e', { kind: 'leave' }),
    ],
  });
  const banner = await screen.findByRole('region', { name: TITLE });
  expect(banner.textContent).toContain(
    '2 sessions run again, 1 waits for you, 1 can’t be started, and 1 ended with it.',
  );
  await user.click(within(banner).getByRole('button', { name: 'Hide until the next restart' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: TITLE })).toBeNull());
  expect(done()).toEqual(['seeReboot']);
});

it('starts one, leaves one, starts all that wait, and says why one can’t be', async () => {
  const user = await openApp(backend);
  const ask: Fate = { kind: 'ask', doubtful: false };
  backend.reboots.set({
    seen: false,
    sessions: [
      one('a', ask),
      one('b', ask),
      one('c', ask),
      one('d', { kind: 'start', after: 5 }),
      one('e', { kind: 'failed', words: 'no such image' }),
    ],
    needs: [{ engine: 'podman', kind: 'linger', command: 'loginctl enable-linger', sessions: ['web'] }],
  });
  await user.click(within(await screen.findByRole('region', { name: TITLE })).getByRole('button', { name: 'Show' }));
  const dialog = await screen.findByRole('dialog', { name: TITLE });
  const inside = within(dialog);
  expect(dialog.textContent).toContain('Is to be started, 5 s after the one before');
  expect(dialog.textContent).toContain('no such image');
  expect(dialog.textContent).toContain('Your services end with your logout, and with them web.');
  expect(inside.getByRole('button', { name: 'Copy loginctl enable-linger' })).toBeTruthy();

  await user.click(inside.getByRole('button', { name: 'Leave a' }));
  const left = await inside.findByRole('list', { name: 'Ended with the machine' });
  expect(within(left).getByRole('button', { name: 'Start a' })).toBeTruthy();
  await user.click(inside.getByRole('button', { name: 'Start b' }));
  await waitFor(() => expect(inside.getByRole('list', { name: 'Running again' }).textContent).toContain('b'));
  await user.click(inside.getByRole('button', { name: 'Start all 2' }));
  await waitFor(() => expect(inside.queryByRole('list', { name: 'Waiting for you' })).toBeNull());
  await user.click(inside.getByRole('button', { name: 'Try e again' }));
  await waitFor(() => expect(inside.queryByRole('list', { name: 'Can’t be started' })).toBeNull());
  expect(done()).toEqual([
    'leaveAfterReboot a',
    'startAfterReboot b',
    'startAfterReboot c',
    'startAfterReboot d',
    'startAfterReboot e',
  ]);
});

it('opens a session of its list', async () => {
  const bot = fakeSession({ name: 'bot' });
  backend.sessions = [bot];
  const user = await openApp(backend);
  const { id, engine } = bot;
  backend.reboots.set({ seen: false, sessions: [one('bot', { kind: 'again' }, { id, engine })] });
  await user.click(within(await screen.findByRole('region', { name: TITLE })).getByRole('button', { name: 'Show' }));
  await user.click(within(await screen.findByRole('dialog', { name: TITLE })).getByRole('button', { name: 'bot' }));
  await screen.findByRole('tab', { name: /^bot, running/ });
  expect(screen.queryByRole('dialog', { name: TITLE })).toBeNull();
});

it('offers a command that is run by Enter alone', async () => {
  const [onrun, onrefuse] = [vi.fn(), vi.fn()];
  render(ResumeBar, { name: 'bot', command: 'bot --resume', focused: true, onrun, onrefuse });
  const bar = screen.getByRole('group', { name: 'Take up the work of bot again' });
  expect(bar.textContent).toContain('bot --resume');
  expect(document.activeElement).toBe(within(bar).getByRole('button', { name: 'Run' }));
  await userEvent.keyboard('x');
  expect(onrun).not.toHaveBeenCalled();
  await userEvent.keyboard('{Enter}');
  expect(onrun).toHaveBeenCalledOnce();
  await userEvent.keyboard('{Escape}');
  expect(onrefuse).toHaveBeenCalledOnce();
});

it('offers a command once', async () => {
  const reboots = new Reboots(backend);
  reboots.listen();
  backend.reboots.set({ sessions: [one('bot', { kind: 'started' }, { resumeCommand: 'bot --resume' })] });
  const bot = { engine: 'podman', id: 'bot' };
  expect(reboots.resumeOf(bot)).toBe('bot --resume');
  expect(reboots.resumeOf({ engine: 'docker', id: 'bot' })).toBeNull();
  reboots.resumed(bot);
  expect(reboots.resumeOf(bot)).toBeNull();
  await waitFor(() => expect(done()).toEqual(['resumedAfterReboot bot']));
});
