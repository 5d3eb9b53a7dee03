import { cleanup, screen, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { Session } from '../backend/port';
import { openApp, row } from '../test-app';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

async function open(session: Session): Promise<UserEvent> {
  const backend = new FakeBackend();
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
