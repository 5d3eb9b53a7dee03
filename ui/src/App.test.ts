import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { toast } from 'svelte-sonner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ended, FakeBackend, fakeSession } from './backend/fake';
import { openApp } from './test-app';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = [
    fakeSession({ name: 'web', ports: [{ hostIp: '', host: 8080, container: 80, protocol: 'tcp' }] }),
    fakeSession({ name: 'shell', engine: 'docker', image: 'debian:12' }),
    fakeSession({ name: 'import', state: 'paused' }),
    // Without a terminal to open: jsdom has no layout, and the terminal has tests of its own.
    fakeSession({ name: 'db', tty: false, env: ['PASSWORD=hunter2'] }),
    ended({ name: 'trainer', image: 'registry.example.com/bot:1.4' }, 137, '2026-01-01T12:00:00Z'),
  ];
});

afterEach(() => {
  toast.dismiss();
  cleanup();
});

function rowNames(): string[] {
  return within(screen.getByRole('grid', { name: 'Sessions' }))
    .queryAllByRole('row')
    .map((row) => row.getAttribute('aria-label') ?? '');
}

function row(name: string): HTMLElement {
  return screen.getByRole('row', { name: new RegExp(`^${name},`) });
}

describe('the list', () => {
  it('has a row per session, named with state and exit code, in groups', async () => {
    await openApp(backend);
    expect(rowNames()).toEqual([
      'db, running, debian:12, podman',
      'import, paused, debian:12, podman',
      'shell, running, debian:12, docker',
      'web, running, debian:12, podman',
      'trainer, exited 137, bot:1.4, podman',
    ]);
    expect(screen.getAllByRole('rowgroup').map((group) => group.getAttribute('aria-label'))).toEqual([
      'Running',
      'Ended',
    ]);
  });

  it('explains an exit code on hover', async () => {
    await openApp(backend);
    expect(row('trainer').title).toContain('killed by SIGKILL');
  });

  it('filters by what is typed and by state', async () => {
    const user = await openApp(backend);
    await user.type(screen.getByRole('searchbox', { name: 'Filter sessions' }), 'docker');
    expect(rowNames()).toEqual(['shell, running, debian:12, docker']);
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Show sessions: All' }));
    // Menus hide while their button has no place on the screen, and in jsdom nothing has one.
    const items = await screen.findAllByRole('menuitemradio', { hidden: true });
    await user.click(items.find((item) => item.textContent.includes('Stopped')) ?? document.body);
    expect(rowNames()).toEqual(['trainer, exited 137, bot:1.4, podman']);
  });

  it('moves with the arrow keys and asks before it deletes', async () => {
    const user = await openApp(backend);
    row('db').focus();
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(document.activeElement).toBe(row('import')));
    await user.keyboard('{End}');
    await waitFor(() => expect(document.activeElement).toBe(row('trainer')));
    await user.keyboard('{Delete}');
    expect(await screen.findByRole('dialog', { name: 'Delete trainer?' })).toBeTruthy();
    expect(await screen.findByText('/home/ann/.local/state/berth/history.db')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Delete trainer' }));
    await waitFor(() => expect(rowNames().some((name) => name.startsWith('trainer'))).toBe(false));
    const notice = await screen.findByText('Deleted trainer');
    expect(notice.closest('[role="status"]')?.textContent).toContain('Its run is kept in the history as number ');
  });

  it('reaches the filter with /', async () => {
    const user = await openApp(backend);
    await user.keyboard('/');
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Filter sessions' })),
    );
  });

  it('opens a published port in the browser', async () => {
    const user = await openApp(backend);
    await user.click(within(row('web')).getByRole('button', { name: '8080→80, open http://localhost:8080' }));
    expect(backend.calls).toContainEqual({ verb: 'openLink', subject: 'http://localhost:8080' });
    expect(screen.queryByRole('tablist', { name: 'Open sessions' })).toBeNull();
  });

  it('keeps to what is in sight when there are a thousand', async () => {
    backend = new FakeBackend({ scenario: 'many', count: 1000 });
    await openApp(backend);
    expect(rowNames().length).toBeGreaterThan(10);
    expect(rowNames().length).toBeLessThan(60);
    expect(screen.getByRole('grid', { name: 'Sessions' }).getAttribute('aria-rowcount')).toBe('1000');
  });
});

describe('actions', () => {
  it('resumes a paused session from its row', async () => {
    const user = await openApp(backend);
    await user.click(within(row('import')).getByRole('button', { name: 'Resume' }));
    await waitFor(() => expect(row('import').getAttribute('aria-label')).toContain('running'));
  });

  it('stops with a grace time and deletes, as the dialog proposes', async () => {
    const user = await openApp(backend);
    await user.click(within(row('db')).getByRole('button', { name: 'Stop' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stop db?' });
    expect(within(dialog).getByRole<HTMLInputElement>('spinbutton', { name: /Grace time/ }).value).toBe('10');
    await user.click(within(dialog).getByRole('button', { name: 'Stop db and delete it' }));
    await waitFor(() => expect(rowNames().some((name) => name.startsWith('db,'))).toBe(false));
  });

  it('kills and keeps, when asked to', async () => {
    const user = await openApp(backend);
    await user.click(within(row('db')).getByRole('button', { name: 'Stop' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stop db?' });
    await user.click(within(dialog).getByRole('radio', { name: /^Kill/ }));
    await user.click(within(dialog).getByRole('checkbox'));
    await user.click(within(dialog).getByRole('button', { name: 'Kill db' }));
    await waitFor(() => expect(row('db').getAttribute('aria-label')).toContain('exited 137'));
  });

  it('refuses a grace time that is none', async () => {
    const user = await openApp(backend);
    await user.click(within(row('db')).getByRole('button', { name: 'Stop' }));
    const grace = await screen.findByRole('spinbutton', { name: /Grace time/ });
    await user.clear(grace);
    expect(grace.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Stop db/ }).disabled).toBe(true);
  });

  it("tells what failed, with the engine's own words", async () => {
    const user = await openApp(backend);
    backend.fail('resumeSession', {
      message: 'Could not resume "import" on podman',
      detail: 'Error: freezer cgroup is gone',
    });
    await user.click(within(row('import')).getByRole('button', { name: 'Resume' }));
    const title = await screen.findByText('Could not resume import');
    const notice = title.closest('[role="alert"]');
    expect(notice?.textContent).toContain('Could not resume "import" on podman');
    expect(notice?.textContent).toContain('freezer cgroup is gone');
  });
});

describe('an open session', () => {
  it('has a tab, and its details hide secrets until they are asked for', async () => {
    const user = await openApp(backend);
    await user.click(row('db'));
    expect(
      within(screen.getByRole('tablist', { name: 'Open sessions' })).getByRole('tab', { name: 'db, running' }),
    ).toBeTruthy();
    await user.click(screen.getByRole('tab', { name: 'Details' }));
    const table = await screen.findByRole('table', { name: 'Environment' });
    expect(table.textContent).not.toContain('hunter2');
    await user.click(within(table).getByRole('button', { name: 'Show the value of PASSWORD' }));
    expect(table.textContent).toContain('hunter2');
  });

  it('closes and leaves the session running', async () => {
    const user = await openApp(backend);
    await user.click(row('db'));
    await user.click(screen.getByRole('button', { name: 'Close db' }));
    expect(screen.queryByRole('tab', { name: /^db/ })).toBeNull();
    expect(row('db').getAttribute('aria-label')).toContain('running');
    expect(backend.calls.some(({ verb }) => verb === 'stopSession')).toBe(false);
  });
});

describe('without sessions', () => {
  it('offers to try it', async () => {
    backend = new FakeBackend({ scenario: 'empty' });
    const user = await openApp(backend);
    await user.click(screen.getByRole('button', { name: 'Try it' }));
    await waitFor(() => expect(rowNames()).toEqual(['try-it, running, starter, podman']));
  });

  it('says which engines were looked for, and looks again', async () => {
    backend = new FakeBackend({ scenario: 'no-engine' });
    const user = await openApp(backend);
    expect(screen.getByRole('heading', { name: 'No container engine found' })).toBeTruthy();
    expect(screen.getByRole('main').textContent).toMatch(/podman.*docker/s);
    backend.health = new FakeBackend().health;
    await user.click(screen.getByRole('button', { name: 'Check again' }));
    expect(await screen.findByRole('button', { name: 'Try it' })).toBeTruthy();
  });

  it('tells an engine that does not answer from one that is not there', async () => {
    backend = new FakeBackend({ scenario: 'error' });
    await openApp(backend);
    expect(screen.getByRole('heading', { name: 'No container engine answers' })).toBeTruthy();
    expect(screen.getByText(/podman machine start/)).toBeTruthy();
  });
});

it('says that rows are old when their engine is away', async () => {
  backend = new FakeBackend({ scenario: 'stale' });
  await openApp(backend);
  expect(screen.getByText('docker is away.').closest('[role="alert"]')).toBeTruthy();
  expect(row('dev-shell').textContent).toMatch(/since \d/);
  expect(row('web-bot').textContent).not.toMatch(/since/);
});

describe('the palette', () => {
  it('goes to a session', async () => {
    const user = await openApp(backend);
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox'), 'db');
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('tab', { name: 'db, running' })).toBeTruthy();
  });

  it('runs a command', async () => {
    const user = await openApp(backend);
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox'), 'new sess');
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('dialog', { name: 'New session' })).toBeTruthy();
  });
});
