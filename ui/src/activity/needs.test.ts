import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { choose, command, listed, openApp, row } from '../test-app';

const MINUTE = 60_000;
const [a, b, c, quiet] = ['a', 'b', 'c', 'quiet'].map((name) => fakeSession({ name })) as [
  ReturnType<typeof fakeSession>,
  ReturnType<typeof fakeSession>,
  ReturnType<typeof fakeSession>,
  ReturnType<typeof fakeSession>,
];
const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();
let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = [a, b, c, quiet];
});

afterEach(cleanup);

const groups = (): (string | null)[] =>
  screen.queryAllByRole('rowgroup').map((group) => group.getAttribute('aria-label'));
const selected = (): string | undefined =>
  screen
    .queryAllByRole('tab', { selected: true })
    .map((tab) => tab.getAttribute('aria-label') ?? '')
    .find((name) => name !== '')
    ?.split(',')[0];

it('groups by what sessions do once a rule has decided, and ever after, unless the person chose', async () => {
  await openApp(backend);
  expect(groups()).toEqual(['Running']);
  backend.activity.tell(b, { activity: 'works' });
  await waitFor(() => expect(groups()).toEqual(['Works', 'Running']));
  cleanup();
  backend.activity.gone(b);
  const again = await openApp(backend);
  backend.activity.tell(c, { activity: 'asks', since: ago(3) });
  await waitFor(() => expect(groups()).toEqual(['Needs you', 'Running']));
  await waitFor(() => expect(document.body.style.pointerEvents).not.toBe('none'));
  await again.click(screen.getByRole('button', { name: 'Show sessions: All' }));
  await choose(again, 'menuitemradio', 'State', 'Group by');
  expect(groups()).toEqual(['Running']);
  cleanup();
  await openApp(backend);
  expect(groups()).toEqual(['Running']);
});

it('shows only those that need one', async () => {
  const user = await openApp(backend);
  backend.activity.tell(b, { activity: 'asks' });
  await waitFor(() => expect(groups()).toContain('Needs you'));
  await user.click(screen.getByRole('button', { name: 'Show sessions: All' }));
  await choose(user, 'menuitemradio', 'Needs you', 'Show');
  expect(listed()).toEqual(['b']);
});

it('goes to the next that needs one, whoever waited longest first, around, and back', async () => {
  backend.activity.tell(a, { activity: 'asks', since: ago(1) });
  backend.activity.tell(b, { activity: 'asks', since: ago(30) });
  const user = await openApp(backend);
  await user.click(row('quiet'));
  await waitFor(() => expect(selected()).toBe('quiet'));
  await waitFor(() => expect(document.title).toBe('(2) quiet – Berth'));
  expect(backend.calls.filter(({ verb }) => verb === 'setBadge').at(-1)?.subject).toBe('2');
  const count = screen.getByRole('button', { name: '2 need you' });
  expect(count.getAttribute('aria-keyshortcuts')).toBe('Control+Shift+U');
  for (const next of ['b', 'a', 'b']) {
    await user.keyboard('{Control>}{Shift>}U{/Shift}{/Control}');
    await waitFor(() => expect(selected()).toBe(next));
  }
  const tab = screen.getByRole('tab', { name: /^b,/ });
  expect(tab.getAttribute('aria-label')).toBe('b, running, needs you: asks, 30 minutes');
  await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}');
  await waitFor(() => expect(selected()).toBe('quiet'));
  await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}');
  expect(await screen.findByText('There is nowhere to go back to')).toBeTruthy();
  await user.click(count);
  await waitFor(() => expect(selected()).toBe('b'));
});

it('says so when nobody needs one, or nobody else', async () => {
  const user = await openApp(backend);
  await command(user, 'Go to the next session that needs');
  expect(await screen.findByText('Nobody needs you')).toBeTruthy();
  expect(document.title).toBe('Berth');
  backend.activity.tell(c, { activity: 'asks' });
  await user.keyboard('{Control>}{Shift>}U{/Shift}{/Control}');
  await waitFor(() => expect(selected()).toBe('c'));
  await user.keyboard('{Control>}{Shift>}U{/Shift}{/Control}');
  expect(await screen.findByText('Nobody needs you but c')).toBeTruthy();
  // Back to the list, where the rounds began.
  await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}');
  await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('row'));
});

it('has the keys on the page of shortcuts', async () => {
  const user = await openApp(backend);
  await user.click(screen.getByRole('button', { name: 'Keyboard shortcuts' }));
  const page = within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }));
  expect(page.getByText('Go to the next session that needs you')).toBeTruthy();
  expect(page.getByText('Go back to where you were')).toBeTruthy();
});
