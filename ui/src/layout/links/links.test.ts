import { cleanup, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { ended, FakeBackend, fakeSession } from '../../backend/fake';
import { linkOf } from '../../session/link';
import { openApp } from '../../test-app';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

function backend(): FakeBackend {
  const made = new FakeBackend();
  made.sessions = [
    fakeSession({ name: 'web' }),
    fakeSession({ name: 'web', engine: 'docker' }),
    ended({ name: 'old' }, 1, '2026-01-01T12:00:00Z'),
  ];
  return made;
}

const tabs = (): (string | null)[] =>
  screen.queryAllByRole('tab', { name: /^(web|old)/ }).map((tab) => tab.textContent);

it('shows the session of a link, and starts and stops nothing', async () => {
  const fake = backend();
  await openApp(fake);
  fake.onLink({ kind: 'session', engine: null, name: 'old' });
  await screen.findByRole('tab', { name: /^old/ });
  fake.onLink({ kind: 'session', engine: 'docker', name: 'web' });
  await screen.findByRole('tab', { name: /^web/ });
  await screen.findByRole('region', { name: 'Terminal web' });
  const verbs = fake.calls.map(({ verb }) => verb);
  for (const verb of ['startExisting', 'startSession', 'restartSession', 'stopSession', 'startDefined'])
    expect(verbs).not.toContain(verb);
});

it('waits for an engine that does not answer yet', async () => {
  const fake = backend();
  const { health, sessions } = fake;
  fake.health = health.map((known) => (known.engine === 'docker' ? { ...known, status: 'unavailable' } : known));
  fake.sessions = sessions.filter(({ engine }) => engine !== 'docker');
  await openApp(fake);
  fake.onLink({ kind: 'session', engine: 'docker', name: 'web' });
  fake.onLink({ kind: 'session', engine: 'podman', name: 'old' });
  await screen.findByRole('tab', { name: /^old/ });
  expect(screen.queryByText('There is no session web on docker')).toBeNull();

  Object.assign(fake, { health, sessions });
  fake.sendChanges();
  await screen.findByRole('tab', { name: /^web/ });
});

it('says what a link does not name, or names twice', async () => {
  const fake = backend();
  await openApp(fake);
  fake.onLink({ kind: 'session', engine: 'podman', name: 'gone' });
  await screen.findByText('There is no session gone on podman');
  fake.onLink({ kind: 'session', engine: null, name: 'web' });
  await screen.findByText('Several sessions are called web');
  fake.onLink({ kind: 'unusable' });
  await screen.findByText('That was no link to a session');
  await waitFor(() => expect(tabs()).toEqual([]));
});

it('is written as the host reads it', () => {
  expect(linkOf({ engine: 'docker:far', name: 'web_bot.1-2' })).toBe('berth://session/docker:far/web_bot.1-2');
  for (const name of ['', '-f', 'a b', 'a/b', 'ä', 'a'.repeat(129)])
    expect(linkOf({ engine: 'podman', name })).toBeNull();
});
