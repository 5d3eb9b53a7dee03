import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { ended, FakeBackend, fakeSession } from '../backend/fake';
import { choose, listed, openApp, row } from '../test-app';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

function backend(): FakeBackend {
  const made = new FakeBackend();
  made.sessions = [
    fakeSession({ name: 'ant' }),
    fakeSession({ name: 'bee' }),
    fakeSession({ name: 'cat' }),
    ended({ name: 'dog' }, 0, '2026-01-01T12:00:00Z'),
  ];
  return made;
}

it('pins by key and by menu, on top of its group, and says so', async () => {
  const user = await openApp(backend());
  expect(listed()).toEqual(['ant', 'bee', 'cat', 'dog']);
  row('cat').focus();
  await user.keyboard('p');
  await waitFor(() => expect(listed()).toEqual(['cat', 'ant', 'bee', 'dog']));
  expect(row('cat').getAttribute('aria-label')).toMatch(/, pinned$/);
  // The keyboard stays with its row.
  await waitFor(() => expect(document.activeElement).toBe(row('cat')));
  await user.pointer({ keys: '[MouseRight]', target: row('cat') });
  await choose(user, 'menuitem', 'Unpin');
  await waitFor(() => expect(listed()).toEqual(['ant', 'bee', 'cat', 'dog']));
});

it('keeps a note, in the row’s tooltip and in Details', async () => {
  const fake = backend();
  const user = await openApp(fake);
  row('bee').focus();
  await user.keyboard('n');
  const dialog = await screen.findByRole('dialog', { name: 'Note on bee' });
  await user.type(within(dialog).getByRole('textbox', { name: 'Note' }), 'Do not stop{Enter}before May');
  await user.click(within(dialog).getByRole('button', { name: 'Save note' }));
  await waitFor(() => expect(row('bee').title).toBe('Do not stop\nbefore May'));
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.click(row('bee'));
  await user.click(await screen.findByRole('tab', { name: 'Details' }));
  const marks = await screen.findByRole('group', { name: 'Marks' });
  expect(marks.textContent).toContain('Do not stop');
});

it('says a colour in words wherever it is shown', async () => {
  const fake = backend();
  fake.marks.change('podman/ant', { color: 'blue' });
  const user = await openApp(fake);
  await waitFor(() => expect(row('ant').getAttribute('aria-label')).toMatch(/, colour blue$/));
  expect(row('ant').style.getPropertyValue('--mark')).toBe('var(--mark-blue)');
  expect(row('bee').style.getPropertyValue('--mark')).toBe('');
  await user.click(row('ant'));
  await screen.findByRole('tab', { name: /^ant, running, colour blue/ });
  await user.click(screen.getByRole('button', { name: /^Search or run/ }));
  await user.type(await screen.findByRole('combobox'), 'colour of ant none');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(fake.marks.now.sessions).toEqual([]));
  expect(row('ant').getAttribute('aria-label')).not.toContain('blue');
});

it('moves rows by hand among those of their group that are pinned as they are', async () => {
  const fake = backend();
  fake.marks.change('podman/cat', { pinned: true });
  const user = await openApp(fake);
  // Nothing moves in another order.
  row('bee').focus();
  await user.keyboard('{Alt>}{Shift>}{ArrowUp}{/Shift}{/Alt}');
  expect(fake.calls.map(({ verb }) => verb)).not.toContain('orderSessions');
  await user.click(screen.getByRole('button', { name: /^Show sessions:/ }));
  await choose(user, 'menuitemradio', 'By hand', 'Sort by');
  row('bee').focus();
  await user.keyboard('{Alt>}{Shift>}{ArrowUp}{/Shift}{/Alt}');
  await waitFor(() => expect(listed()).toEqual(['cat', 'bee', 'ant', 'dog']));
  // It has nowhere to go: what is above is pinned.
  await user.keyboard('{Alt>}{Shift>}{ArrowUp}{/Shift}{/Alt}');
  expect(fake.marks.now.order).toEqual(['podman/bee', 'podman/ant']);
  await user.pointer({ keys: '[MouseRight]', target: row('bee') });
  await choose(user, 'menuitem', 'Move down');
  await waitFor(() => expect(listed()).toEqual(['cat', 'ant', 'bee', 'dog']));
});
