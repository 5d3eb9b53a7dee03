import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ended, FakeBackend, fakeSession } from '../backend/fake';
import { choose, command, openApp, row } from '../test-app';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = [
    fakeSession({
      name: 'db',
      own: false,
      tty: false,
      ports: [{ hostIp: '', host: 8080, container: 80, protocol: 'tcp' }],
      mounts: [{ kind: 'volume', source: 'cache', target: '/m', readOnly: false }],
      env: ['TOKEN=s3cret', 'MODE=x'],
      labels: { 'com.example/tier': 'web' },
    }),
  ];
});

afterEach(cleanup);

async function opened(): Promise<{ user: Awaited<ReturnType<typeof openApp>>; sheet: HTMLElement }> {
  const user = await openApp(backend);
  await user.click(within(row('db')).getByRole('button', { name: 'More' }));
  await choose(user, 'menuitem', 'Inspect');
  const sheet = await screen.findByRole('dialog', { name: 'Inspect db' });
  await within(sheet).findByRole('table', { name: 'Networks' });
  return { user, sheet };
}

describe('inspecting a session', () => {
  it('shows what it is for reading first, a secret on purpose only', async () => {
    const { user, sheet } = await opened();
    const names = within(within(sheet).getByRole('table', { name: 'Session' })).getAllByRole('rowheader');
    const facts = names.map((name) => name.textContent?.trim());
    for (const fact of ['Name', 'Image id', 'Digest', 'State', 'Restart policy', 'Owner'])
      expect(facts).toContain(fact);
    expect(within(sheet).getByRole('table', { name: 'Networks' }).textContent).toContain('172.17.0.2');
    expect(within(sheet).getByRole('table', { name: 'Volumes' }).textContent).toContain('cache');
    await user.click(within(sheet).getByRole('button', { name: '*:8080, open http://localhost:8080' }));
    expect(backend.calls).toContainEqual({ verb: 'openLink', subject: 'http://localhost:8080' });
    expect(sheet.textContent).not.toContain('s3cret');
    await user.click(within(sheet).getByRole('button', { name: 'Show the value of TOKEN' }));
    expect(sheet.textContent).toContain('s3cret');
    const labels = within(sheet).getByText('1 label').closest('details');
    expect(labels?.open).toBe(false);
  });

  it('finds in the JSON and copies the path of what is selected', async () => {
    const { user, sheet } = await opened();
    await user.click(within(sheet).getByRole('tab', { name: 'JSON' }));
    const tree = within(sheet).getByRole('tree');
    const texts = (): string[] =>
      within(tree)
        .getAllByRole('treeitem')
        .map((item) => item.textContent?.trim() ?? '');
    expect(texts().map((text) => text.split(' ')[0])).toEqual(['Id', 'State', 'Config', 'HostConfig']);
    await user.type(within(sheet).getByRole('searchbox', { name: 'Search in the JSON' }), 'tier');
    const [found] = within(tree).getAllByRole('treeitem', { selected: true });
    expect(found?.textContent).toContain('com.example/tier');
    expect(within(sheet).getByLabelText('Path of what is selected').textContent).toBe(
      '.Config.Labels["com.example/tier"]',
    );
    expect(within(sheet).getByText('1 of 1')).toBeTruthy();
    await user.click(within(sheet).getByRole('button', { name: 'Copy path' }));
    expect(await navigator.clipboard.readText()).toBe('.Config.Labels["com.example/tier"]');
    await user.click(within(sheet).getByRole('button', { name: 'Copy value' }));
    expect(await navigator.clipboard.readText()).toBe('web');
    expect(sheet.textContent).not.toContain('s3cret');
  });

  it('is used by keyboard alone, and gives it back', async () => {
    const { user, sheet } = await opened();
    within(sheet).getByRole('tab', { name: 'Overview' }).focus();
    await user.keyboard('{ArrowRight}');
    const tree = within(sheet).getByRole('tree');
    tree.focus();
    await user.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}{ArrowDown}');
    const path = (): string => within(sheet).getByLabelText('Path of what is selected').textContent ?? '';
    expect(path()).toBe('.State.Pid');
    await user.keyboard('{ArrowLeft}');
    expect(path()).toBe('.State');
    await user.keyboard('{ArrowLeft}{End}');
    expect(path()).toBe('.HostConfig');
    expect(within(tree).getAllByRole('treeitem')).toHaveLength(4);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Inspect db' })).toBeNull());
    await waitFor(() => expect(document.activeElement).not.toBe(document.body));
  });

  it('opens from Details and from the palette, of one that has ended too', async () => {
    backend.sessions = [ended({ name: 'db' }, 3, '2026-01-01T00:00:00Z')];
    const user = await openApp(backend);
    await user.click(row('db'));
    await user.click(await screen.findByRole('tab', { name: 'Details' }));
    await user.click(screen.getByRole('button', { name: 'Inspect' }));
    const sheet = await screen.findByRole('dialog', { name: 'Inspect db' });
    expect(await within(sheet).findByText('exited 3')).toBeTruthy();
    await user.click(within(sheet).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await command(user, 'Inspect db');
    expect(await screen.findByRole('dialog', { name: 'Inspect db' })).toBeTruthy();
  });

  it('says why there is nothing, and reads again', async () => {
    const { user, sheet } = await opened();
    const { sessions } = backend;
    backend.sessions = [];
    await user.click(within(sheet).getByRole('button', { name: 'Read again' }));
    expect((await within(sheet).findByRole('alert')).textContent).toContain('Could not inspect db');
    backend.sessions = sessions;
    await user.click(within(sheet).getByRole('button', { name: 'Read again' }));
    expect(await within(sheet).findByRole('table', { name: 'Networks' })).toBeTruthy();
  });
});
