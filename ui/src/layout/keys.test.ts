import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { KeyChoice } from '../backend/port';
import { openApp } from '../test-app';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = [fakeSession({ name: 'bot' })];
});

afterEach(cleanup);

function line(command: string, keys: string[], at: number): KeyChoice {
  return { command, keys, line: at, column: 1 };
}

it('has the keys of the file everywhere, as soon as they are there', async () => {
  const user = await openApp(backend);
  backend.file.change({
    keys: [line('wall', ['Ctrl+M'], 2), line('history', [], 3), line('prune', ['F7'], 4), line('settings', ['F8'], 5)],
  });
  const history = screen.getByRole('button', { name: 'History' });
  await waitFor(() => expect(history.title).toBe('History'));
  expect(history.getAttribute('aria-keyshortcuts')).toBeNull();
  await user.keyboard('{Control>}g{/Control}{Control>}h{/Control}');
  expect(screen.queryByRole('region', { name: 'Wall' })).toBeNull();
  await user.keyboard('{Control>}m{/Control}');
  expect(await screen.findByRole('region', { name: 'Wall' })).toBeTruthy();
  await user.keyboard('{Control>}m{/Control}[F8]');
  const settings = await screen.findByRole('dialog', { name: 'Settings' });
  await user.click(within(settings).getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

  await user.click(screen.getByRole('button', { name: 'Keyboard shortcuts' }));
  const page = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  const keysOf = (what: string): string | undefined =>
    [...page.querySelectorAll('div')]
      .find((row) => row.querySelector('dt')?.textContent === what)
      ?.querySelector('dd')
      ?.textContent?.replaceAll(/\s/g, '');
  expect(keysOf('Wall: all running sessions at once')).toBe('CtrlM');
  expect(keysOf('Prune ended sessions…')).toBe('F7');
  expect(keysOf('History: every run, and why it ended')).toBeUndefined();
  expect(page.textContent).toContain('Ctrl Shift K searches.');
});

it('names what can not be used, with its place', async () => {
  const user = await openApp(backend);
  backend.file.change({
    path: '/c/config.toml',
    keys: [line('wal', ['Ctrl+M'], 2), line('wall', ['Ctrl+K'], 3), line('new', ['K'], 4), line('list', ['Ctrl+C'], 5)],
  });
  await user.keyboard('{Control>},{/Control}');
  const settings = await screen.findByRole('dialog', { name: 'Settings' });
  const told = within(await within(settings).findByRole('alert')).getAllByRole('listitem');
  const texts = told.map((one) => one.textContent ?? '');
  expect(texts.map((text) => text.split(': ')[0])).toEqual([2, 3, 4, 5].map((at) => `/c/config.toml:${at}:1`));
  expect(texts[1]).toContain('Give palette another one, or none: palette = []');
});
