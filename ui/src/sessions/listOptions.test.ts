import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { ended, FakeBackend, fakeSession } from '../backend/fake';
import { choose, floating, listed, openApp } from '../test-app';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = [
    fakeSession({
      name: 'api',
      labels: { 'com.docker.compose.project': 'shop', 'dev.berth.token': '1' },
      startedAt: '2026-01-02T00:00:00Z',
    }),
    fakeSession({ name: 'web', engine: 'docker', own: false, startedAt: '2026-01-03T00:00:00Z' }),
    ended({ name: 'old' }, 3, '2026-01-01T00:00:00Z'),
  ];
});

afterEach(cleanup);

function titles(): (string | null)[] {
  return screen.getAllByRole('rowgroup').map((group) => group.getAttribute('aria-label'));
}

it('filters, groups and sorts as chosen, and remembers it', async () => {
  const user = await openApp(backend);
  const show = async (now: string, name: string, group: string): Promise<void> => {
    // The menu before keeps the pointer for a moment after it closed.
    await waitFor(() => expect(document.body.style.pointerEvents).not.toBe('none'));
    await user.click(screen.getByRole('button', { name: `Show sessions: ${now}` }));
    await choose(user, 'menuitemradio', name, group);
  };
  await show('All', 'Stopped', 'Show');
  expect(listed()).toEqual(['old']);
  await show('Stopped', 'Mine', 'Show');
  expect(listed()).toEqual(['api', 'old']);
  await show('Mine', 'Compose project', 'Group by');
  expect(titles()).toEqual(['shop', 'No compose project']);
  await show('Mine', 'All', 'Show');
  await show('All', 'Age', 'Sort by');
  expect(listed()).toEqual(['api', 'web', 'old']);
  await show('All', 'Exit code', 'Sort by');
  expect(listed()).toEqual(['api', 'old', 'web']);
  cleanup();
  await openApp(backend);
  expect(titles()).toEqual(['shop', 'No compose project']);
  expect(listed()).toEqual(['api', 'old', 'web']);
});

it('groups by a label that some session has', async () => {
  const user = await openApp(backend);
  await user.click(screen.getByRole('button', { name: 'Show sessions: All' }));
  await choose(user, 'menuitem', 'Label');
  const keys = await waitFor(() => {
    const found = screen
      .queryAllByRole('menu', { hidden: true })
      .find((menu) => menu.getAttribute('aria-label') === 'Labels');
    if (!found) throw new Error('no labels');
    return within(found).getAllByRole('menuitemradio', { hidden: true });
  });
  expect(keys.map((key) => key.textContent.trim())).toEqual(['com.docker.compose.project']);
  await user.click(keys[0] as HTMLElement);
  expect(titles()).toEqual(['shop', 'No label com.docker.compose.project']);
});

it('offers to group by pods only where there are some', async () => {
  const user = await openApp(backend);
  await user.click(screen.getByRole('button', { name: 'Show sessions: All' }));
  const group = await floating('group', 'Group by');
  expect(
    within(group)
      .getAllByRole('menuitemradio', { hidden: true })
      .map((item) => item.textContent.trim()),
  ).toEqual(['State', 'Activity', 'Engine', 'Compose project', 'Image']);
});

it('tells where an engine is, and hides its sessions until they are wanted again', async () => {
  backend.health = backend.health.map((health) =>
    health.engine === 'docker' ? { ...health, endpoint: 'ssh://ann@far', rootless: true } : health,
  );
  const user = await openApp(backend);
  await user.click(screen.getByRole('button', { name: 'docker, ready' }));
  const card = await floating('dialog', 'Engine docker');
  expect(card.textContent).toContain('ssh://ann@far');
  expect(card.textContent).toContain('rootless');
  await waitFor(() => expect(card.textContent).toContain('Version 28.0.4 · answered in 61 ms'));
  await user.click(within(card).getByLabelText('Show its sessions'));
  expect(listed()).toEqual(['api', 'old']);
  cleanup();
  const again = await openApp(backend);
  expect(listed()).toEqual(['api', 'old']);
  expect(screen.getByRole('button', { name: 'docker, ready, hidden' })).toBeTruthy();
  await again.type(screen.getByRole('searchbox', { name: 'Filter sessions' }), 'web');
  await again.click(screen.getByRole('button', { name: 'Show all' }));
  await waitFor(() => expect(listed()).toEqual(['api', 'web', 'old']));
});

it('tells what the client of an engine warns of, each once', async () => {
  backend.health = backend.health.map((health) =>
    health.engine === 'podman' ? { ...health, warnings: ['no "systemd" session', 'cgroups v1'] } : health,
  );
  const user = await openApp(backend);
  await user.click(screen.getByRole('button', { name: 'podman, ready' }));
  const card = await floating('dialog', 'Engine podman');
  await waitFor(() => expect(card.textContent).toContain('answered in'));
  expect(within(card).getAllByText(/^podman warns: /)).toHaveLength(2);
  expect(within(card).getByText('podman warns: no "systemd" session')).toBeTruthy();
});

it('has one button for many engines, with a line for each', async () => {
  const [podman, docker] = backend.health;
  if (!podman || !docker) throw new Error('no engines');
  backend.health = [
    podman,
    docker,
    { ...docker, engine: 'docker:far', status: 'unavailable', version: null, message: 'Its machine does not answer' },
  ];
  const user = await openApp(backend);
  await user.click(screen.getByRole('button', { name: '2 of 3 engines ready' }));
  const cards = await floating('dialog', 'Engines');
  await waitFor(() => expect(cards.textContent).toContain('Version 4.3.1'));
  expect(cards.textContent).toContain('Its machine does not answer');
  expect(within(cards).getAllByLabelText('Show its sessions')).toHaveLength(3);
});

it('draws what is found, however far the list was scrolled', async () => {
  backend.sessions = Array.from({ length: 200 }, (_, i) => fakeSession({ name: `many-${i}` }));
  const user = await openApp(backend);
  const grid = screen.getByRole('grid', { name: 'Sessions' });
  grid.scrollTop = 5000;
  grid.dispatchEvent(new Event('scroll'));
  await waitFor(() => expect(listed()).not.toContain('many-0'));
  await user.type(screen.getByRole('searchbox', { name: 'Filter sessions' }), 'many-111');
  await waitFor(() => expect(listed()).toEqual(['many-111']));
});
