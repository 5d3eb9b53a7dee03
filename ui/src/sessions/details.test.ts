import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { definedSession } from '../backend/fake/definitions';
import type { Session } from '../backend/port';
import { openApp, row } from '../test-app';
import { emptyDraft, specOf } from './new/draft';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

async function open(session: Session, backend = new FakeBackend()): Promise<UserEvent> {
  backend.sessions = [session];
  const user = await openApp(backend);
  await user.click(row(session.name));
  await user.click(await screen.findByRole('tab', { name: 'Details' }));
  return user;
}

it('shows what an engine lists twice', async () => {
  const port = { hostIp: '', host: 8080, container: 80, protocol: 'tcp' };
  const mount = { kind: 'volume', source: 'cache', target: '/m', readOnly: false };
  const session = fakeSession({
    name: 'twice',
    env: ['A=1', 'B=b', 'A=2'],
    ports: [port, port, { ...port, hostIp: '::' }],
    mounts: [mount, { ...mount, kind: 'tmpfs' }],
  });
  const user = await open(session);
  const rows = (table: string): HTMLElement[] =>
    within(screen.getByRole('table', { name: table }))
      .getAllByRole('row')
      .slice(1);
  expect(rows('Environment')).toHaveLength(3);
  expect(rows('Ports').map((row) => row.querySelector('td')?.textContent?.trim())).toEqual([
    '*:8080',
    '*:8080',
    '[::]:8080',
  ]);
  expect(rows('Volumes')).toHaveLength(2);
  // Each has its own value.
  const [first] = screen.getAllByRole('button', { name: 'Show the value of A' });
  if (first) await user.click(first);
  expect(rows('Environment').map((row) => /[12b]$/.test(row.querySelector('td')?.textContent?.trim() ?? ''))).toEqual([
    true,
    false,
    false,
  ]);
});

it('says of a session without a container what is defined, and nothing else', async () => {
  const backend = new FakeBackend();
  const one = definedSession(
    'podman',
    specOf({ ...emptyDraft('podman'), name: 'planned', image: 'web:1', command: 'serve' }),
  );
  const session = { ...one.session, ports: [{ hostIp: '', host: 8080, container: 80, protocol: 'tcp' }] };
  backend.defined.change({ path: '/c/sessions.toml', sessions: [{ ...one, session, template: 'web', line: 3 }] });
  const user = await openApp(backend);
  await user.click(row('planned'));
  const names = within(await screen.findByRole('table', { name: 'Session' })).getAllByRole('rowheader');
  expect(names.map((name) => name.textContent?.trim())).toEqual([
    'Name',
    'Image',
    'Engine',
    'Command',
    'Defined in',
    'Template',
  ]);
  expect(screen.getByText('/c/sessions.toml, line 3')).toBeTruthy();
  expect(within(screen.getByRole('table', { name: 'Ports' })).getByText('*:8080')).toBeTruthy();
});

it('tells memory, and a volume without a name', async () => {
  const session = fakeSession({
    name: 'mounts',
    mounts: [
      { kind: 'tmpfs', source: '', target: '/run', readOnly: true },
      { kind: 'volume', source: '9f'.repeat(32), target: '/data', readOnly: false },
      { kind: 'volume', source: 'cache', target: '/cache', readOnly: false },
    ],
  });
  await open(session);
  const rows = within(screen.getByRole('table', { name: 'Volumes' }))
    .getAllByRole('row')
    .slice(1);
  expect(rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim()))).toEqual([
    ['/run', 'memory', 'tmpfs, read-only'],
    ['/data', '9f'.repeat(32), 'volume without a name'],
    ['/cache', 'cache', 'volume'],
  ]);
});

it('pauses restarts, and puts the policy back', async () => {
  const user = await open(fakeSession({ name: 'bot', engine: 'docker', restartPolicy: 'on-failure:3' }));
  const facts = within(screen.getByRole('table', { name: 'Session' }));
  await user.click(facts.getByRole('button', { name: 'Pause restarts' }));
  await facts.findByText('no (restarts paused; it was on-failure:3)');
  expect(row('bot').getAttribute('aria-label')).toContain('running, restarts paused');
  await user.click(await facts.findByRole('button', { name: 'Resume restarts' }));
  await facts.findByRole('button', { name: 'Pause restarts' });
  expect(facts.getByText('on-failure:3')).toBeDefined();
});

it('offers nothing where an engine can not change a restart policy', async () => {
  await open(fakeSession({ name: 'bot', restartPolicy: 'always' }));
  expect(screen.queryByRole('button', { name: 'Pause restarts' })).toBeNull();
});

it('sets what is told of one session, and leaves that to Settings again', async () => {
  const backend = new FakeBackend();
  const user = await open(fakeSession({ name: 'bot' }), backend);
  const rules = within(screen.getByRole('region', { name: 'Desktop notices' }));
  const box = (name: string): HTMLInputElement => rules.getByRole('checkbox', { name });
  const saved = (): unknown => backend.file.now.settings.notices.sessions;
  expect([box('As in Settings').checked, box('It ended').checked, box('It ended').disabled]).toEqual([
    true,
    true,
    true,
  ]);
  await user.click(box('As in Settings'));
  await user.click(box('It ended'));
  await waitFor(() => expect(saved()).toEqual({ 'podman/bot': ['out_of_memory', 'unhealthy', 'crash_loop', 'asks'] }));
  expect(box('It ended').checked).toBe(false);
  await user.click(box('As in Settings'));
  await waitFor(() => expect(saved()).toEqual({}));
});
