// The logs of several sessions in the whole window, over the fake.

import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';

import { FakeBackend } from '../backend/fake';
import { command, openApp, row } from '../test-app';

let backend: FakeBackend;
let user: UserEvent;

afterEach(() => {
  localStorage.clear();
  cleanup();
});

async function openWindow(): Promise<void> {
  backend = new FakeBackend();
  user = await openApp(backend);
}

async function select(...names: string[]): Promise<void> {
  await user.keyboard('{Control>}');
  for (const name of names) await user.click(row(name));
  await user.keyboard('{/Control}');
}

const grid = (): HTMLElement => screen.getByRole('grid', { name: 'Lines of 2 sessions' });
const shown = (): string[] =>
  within(grid())
    .queryAllByRole('row')
    .map((line) => line.textContent);
const bulk = (): HTMLElement => screen.getByRole('button', { name: 'Logs of selected' });

it('are opened from the bulk bar, have a colour each, and are shown or hidden one by one', async () => {
  await openWindow();
  await select('web');
  expect(bulk().getAttribute('aria-disabled')).toBe('true');
  await select('backup');
  await user.click(bulk());
  const tab = screen.getByRole('tab', { selected: true, name: /^Logs of 2 sessions, / });
  expect(tab.getAttribute('aria-label')).toContain('web');
  await waitFor(() => expect(shown().join('\n')).toContain('INFO  web listens'));
  expect(shown().join('\n')).toContain('INFO  backup listens');
  expect(document.activeElement).toBe(grid());

  const legend = screen.getByRole('group', { name: 'Sessions' });
  await user.click(within(legend).getByRole('button', { name: 'backup' }));
  await waitFor(() => expect(shown().join('\n')).not.toContain('INFO  backup listens'));
  expect(shown().join('\n')).toContain('INFO  web listens');

  // One that goes stays, with what it wrote.
  backend.sessions = backend.sessions.filter(({ name }) => name !== 'backup');
  await user.keyboard('{F5}');
  expect(await within(legend).findByRole('button', { name: /^backup ?gone$/ })).toBeTruthy();
  expect(screen.getByRole('tab', { selected: true }).getAttribute('aria-label')).toContain('backup (gone)');

  await user.click(screen.getByRole('button', { name: 'Close Logs of 2 sessions' }));
  await waitFor(() => expect(backend.logViews.size).toBe(0));
});

it('are opened from the palette, which says why they are not', async () => {
  await openWindow();
  await command(user, 'Logs of the selected');
  expect(screen.queryByRole('tab', { name: /^Logs of/ })).toBeNull();
  await user.keyboard('{Escape}');
  await select('web', 'backup');
  await command(user, 'Logs of the 2 selected');
  expect(await screen.findByRole('grid', { name: 'Lines of 2 sessions' })).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(grid()));
  await user.keyboard('{Control>}w{/Control}');
  await waitFor(() => expect(screen.queryByRole('grid', { name: 'Lines of 2 sessions' })).toBeNull());
});
