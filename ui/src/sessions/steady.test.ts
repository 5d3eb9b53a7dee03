import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { listed, openApp, row } from '../test-app';

const [a, b, c] = ['a', 'b', 'c'].map((name) => fakeSession({ name })) as [
  ReturnType<typeof fakeSession>,
  ReturnType<typeof fakeSession>,
  ReturnType<typeof fakeSession>,
];
let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = [a, b, c];
  for (const session of [a, b, c]) backend.activity.tell(session, { activity: 'works' });
});

afterEach(cleanup);

/** The pointer comes to a place in a row. */
const move = (name: string, clientX: number): Promise<unknown> =>
  fireEvent(row(name), new MouseEvent('pointermove', { bubbles: true, clientX, clientY: 100 }));
const grouped = (): string[] =>
  screen.queryAllByRole('rowgroup').map((group) => {
    const names = within(group)
      .getAllByRole('row')
      .map((one) => one.getAttribute('aria-label')?.split(',')[0]);
    return `${group.getAttribute('aria-label')}: ${names.join(' ')}`;
  });
const asks = async (name: string): Promise<void> =>
  waitFor(() => expect(row(name).getAttribute('aria-label')).toContain('running, asks'));

it('keeps its place while the pointer aims at a row, and moves when that has come to rest', async () => {
  await openApp(backend);
  await waitFor(() => expect(grouped()).toEqual(['Works: a b c']));
  await move('a', 10);
  backend.activity.tell(c, { activity: 'asks' });
  await asks('c');
  expect(grouped()).toEqual(['Works: a b c']);
  await move('a', 11);
  expect(grouped()).toEqual(['Works: a b c']);
  // A page that is laid out anew tells of the same place once more.
  await waitFor(
    async () => {
      await move('a', 11);
      expect(grouped()).toEqual(['Needs you: c', 'Works: a b']);
    },
    { timeout: 3000 },
  );
});

it('shows at once what a press led to, and what another filter has', async () => {
  const user = await openApp(backend);
  await waitFor(() => expect(listed()).toEqual(['a', 'b', 'c']));
  await move('b', 10);
  backend.activity.tell(c, { activity: 'asks' });
  await asks('c');
  await fireEvent.click(row('b'));
  await waitFor(() => expect(listed()).toEqual(['c', 'a', 'b']), { timeout: 300 });
  expect(await screen.findByRole('tab', { name: /^b,/ })).toBeTruthy();

  await move('b', 20);
  backend.activity.tell(a, { activity: 'idle' });
  await user.type(screen.getByRole('searchbox', { name: 'Filter sessions' }), 'a');
  expect(listed()).toContain('a');
  await move('a', 30);
  backend.sessions = [b, c];
  backend.sendChanges();
  await waitFor(() => expect(listed()).not.toContain('a'));
});
