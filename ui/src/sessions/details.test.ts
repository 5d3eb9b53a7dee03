import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { definedSession } from '../backend/fake/definitions';
import type { DefinedSession, Difference, Session } from '../backend/port';
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

/** A running session that the file defines, with what the host says of it. */
function definedBackend(change: Partial<DefinedSession>): FakeBackend {
  const backend = new FakeBackend();
  const spec = specOf({ ...emptyDraft('podman'), name: 'bot', image: 'bot:2' });
  backend.defined.change({ path: '/c/sessions.toml', sessions: [{ ...definedSession('podman', spec), ...change }] });
  return backend;
}

it('names how a container differs from its definition, and leads out both ways', async () => {
  const drift: Difference[] = [
    { field: 'image', has: ['bot:1'], asked: ['bot:2'] },
    { field: 'memory', has: ['64m'], asked: [] },
  ];
  const backend = definedBackend({ drift });
  const user = await open(fakeSession({ name: 'bot', image: 'bot:1' }), backend);
  expect(within(row('bot')).getByText('differs').title).toBe('Differs from sessions.toml');
  const part = within(screen.getByRole('region', { name: 'Differs from sessions.toml' }));
  expect(part.getAllByRole('listitem').map((item) => item.textContent?.trim())).toEqual([
    'image bot:1, not bot:2',
    'Memory also 64m',
  ]);
  await user.click(part.getByRole('button', { name: 'Write its values into sessions.toml' }));
  await screen.findByText('bot is in sessions.toml');
  backend.defined.change({ sessions: backend.defined.now.sessions.map((one) => ({ ...one, drift })) });
  await user.click(await screen.findByRole('button', { name: 'Recreate from sessions.toml…' }));
  const sheet = within(await screen.findByRole('dialog', { name: /bot/ }));
  expect((await sheet.findByRole<HTMLInputElement>('combobox', { name: 'Image' })).value).toBe('bot:1');
});

it('tells what its definition says of notices, until Settings say otherwise', async () => {
  const user = await open(fakeSession({ name: 'bot' }), definedBackend({ notices: ['asks'] }));
  const rules = within(screen.getByRole('region', { name: 'Desktop notices' }));
  const box = (name: string): HTMLInputElement => rules.getByRole('checkbox', { name });
  expect([box('As in sessions.toml').checked, box('It ended').checked]).toEqual([true, false]);
  expect(box('It waits for an answer').checked).toBe(true);
  await user.click(box('As in sessions.toml'));
  await user.click(box('It ended'));
  await waitFor(() => expect(box('It ended').checked).toBe(true));
});

it('stops as its definition says where nobody chose otherwise', async () => {
  const stop = [{ type: 'exit', seconds: 5 }];
  const user = await open(fakeSession({ name: 'bot' }), definedBackend({ stop }));
  const [button] = screen.getAllByRole('button', { name: 'Stop' });
  if (button) await user.click(button);
  const dialog = within(await screen.findByRole('dialog', { name: 'Stop bot?' }));
  expect(dialog.getByRole<HTMLInputElement>('radio', { name: /^Step by step/ }).checked).toBe(true);
  expect(dialog.getByText('These are the steps of sessions.toml.')).toBeTruthy();
  expect(dialog.getByDisplayValue('exit')).toBeTruthy();
  expect(dialog.getByRole<HTMLInputElement>('checkbox', { name: /next time/ }).checked).toBe(false);
});
