import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { Session } from '../backend/port';
import { choose, openApp, row } from '../test-app';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const card = (name: string): Promise<HTMLElement> => screen.findByRole('region', { name: `Peek at ${name}` });
const of = (backend: FakeBackend, name: string): Session => {
  const found = backend.sessions.find((session) => session.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const joined = (backend: FakeBackend): number => backend.calls.filter(({ verb }) => verb === 'attach').length;

it('shows a screen beside its row, follows the rows, and closes without a trace', async () => {
  const backend = new FakeBackend();
  backend.sessions = ['a', 'b', 'c'].map((name) => fakeSession({ name }));
  const user = await openApp(backend);
  row('a').focus();
  await user.keyboard(' ');
  const first = await card('a');
  await within(first).findByText(/^Question: Overwrite config.toml\? \[y\/N\]/);
  expect(within(first).getByRole('group', { name: 'Screen of a' }).textContent).toContain('12 files read');
  expect(document.activeElement).toBe(row('a'));
  await user.keyboard('{ArrowDown}');
  await within(await card('b')).findByRole('textbox', { name: 'Answer b' });
  expect([document.activeElement, backend.peeks.open]).toEqual([row('b'), 1]);
  await user.keyboard(' ');
  await waitFor(() => expect(screen.queryByRole('region', { name: /^Peek/ })).toBeNull());
  expect(joined(backend)).toBe(0);
});

it('leaves nothing behind, and Enter attaches', async () => {
  const backend = new FakeBackend();
  backend.sessions = [fakeSession({ name: 'b' })];
  const user = await openApp(backend);
  row('b').focus();
  for (let i = 0; i < 3; i++) {
    await user.keyboard(' ');
    await card('b');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('region', { name: /^Peek/ })).toBeNull());
  }
  expect([backend.peeks.open, document.querySelectorAll('.xterm').length, joined(backend)]).toEqual([0, 0, 0]);
  await user.keyboard(' ');
  await card('b');
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('tab', { name: /^b/ })).toBeTruthy();
  expect(screen.queryByRole('region', { name: /^Peek/ })).toBeNull();
});

it('answers by keyboard, is refused when the screen changed, and never answers twice', async () => {
  const backend = new FakeBackend();
  backend.sessions = [fakeSession({ name: 'a' })];
  const user = await openApp(backend);
  row('a').focus();
  await user.keyboard(' ');
  const peek = await card('a');
  const line = await within(peek).findByRole('textbox', { name: 'Answer a' });
  await user.keyboard('{Tab}');
  expect(document.activeElement).toBe(line);
  await user.keyboard('y');
  backend.peeks.show(of(backend, 'a'), 'Delete everything? [y/N] ', { questionRow: 0 });
  await user.keyboard('{Enter}');
  await within(peek).findByText(/the screen changed since you looked/);
  expect([backend.peeks.sent, (line as HTMLInputElement).value]).toEqual([[], 'y']);
  await within(peek).findByText(/Delete everything/, { selector: '[role=status]' });
  await user.click(within(peek).getByRole('button', { name: 'Send again' }));
  await within(peek).findByText('Sent');
  expect(backend.peeks.sent).toEqual(['a text y', 'a key enter']);
  // Ctrl+C asks first.
  await user.click(within(peek).getByRole('button', { name: 'Send Ctrl+C' }));
  const ask = await screen.findByRole('alertdialog', { name: 'Send Ctrl+C to a?' });
  await user.keyboard('{Escape}');
  await waitFor(() => expect(ask.isConnected).toBe(false));
  expect(backend.peeks.sent).toHaveLength(2);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement).toBe(row('a')));
});

it('says why there is nothing to see, and the way out; and shows the last screen of what ended', async () => {
  const backend = new FakeBackend();
  const user = await openApp(backend);
  row('migrate').focus();
  await user.keyboard(' ');
  const past = await card('migrate');
  await within(past).findByText(/^Ended .*This is its last screen\.$/);
  expect(within(past).queryByRole('textbox')).toBeNull();
  await user.keyboard('{Escape}');
  backend.sessions = [
    fakeSession({ name: 'plain', tty: false }),
    fakeSession({ name: 'never', state: 'created', startedAt: null }),
  ];
  backend.sendChanges();
  await screen.findByRole('row', { name: /^plain,/ });
  row('plain').focus();
  await user.keyboard(' ');
  const none = await card('plain');
  await within(none).findByText(/It has no terminal/);
  expect(within(none).getByRole('button', { name: 'Logs' })).toBeTruthy();
  await user.keyboard('{ArrowDown}');
  await within(await card('never')).findByText('It has not run yet.');
});

it('shows what a program wrote as text, whatever it is', async () => {
  const backend = new FakeBackend();
  backend.sessions = [fakeSession({ name: 'a' })];
  const user = await openApp(backend);
  row('a').focus();
  await user.keyboard(' ');
  const peek = await card('a');
  backend.peeks.show(of(backend, 'a'), '<img src=x onerror=alert(1)>\r\n\x1b[?1049h\x1b[6n\x1b]0;t\x07end\u202e', {
    questionRow: 99,
    choices: [{ label: '<b>Yes</b>', send: [] }],
  });
  await within(peek).findByRole('button', { name: '<b>Yes</b>' });
  await waitFor(() => expect(peek.querySelector('pre')?.textContent).toContain('<img src=x onerror=alert(1)>'));
  expect([peek.querySelector('img'), backend.peeks.sent]).toEqual([null, []]);
});

it('shows who has a session that was handed over, and takes it back', async () => {
  const backend = new FakeBackend();
  backend.sessions = [fakeSession({ name: 'a' })];
  const user = await openApp(backend);
  row('a').focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('region', { name: 'Terminal a' });
  const actions = screen.getByRole('toolbar', { name: 'Actions for a' });
  await user.click(within(actions).getByRole('button', { name: 'More' }));
  await choose(user, 'menuitem', 'Open in my terminal');
  const there = await screen.findByRole('region', { name: 'a in your terminal' });
  within(there).getByText(/^Open in your terminal since /);
  // Nothing here types, or gives it a size.
  expect([screen.queryByRole('region', { name: 'Terminal a' }), within(there).queryByRole('textbox')]).toEqual([
    null,
    null,
  ]);
  await user.click(within(there).getByRole('button', { name: 'Take back' }));
  await screen.findByRole('region', { name: 'Terminal a' });
  expect([screen.queryByRole('region', { name: 'a in your terminal' }), backend.peeks.open]).toEqual([null, 0]);
});

it('keeps what was written and not sent, for the screen that it was written for', async () => {
  const backend = new FakeBackend();
  backend.sessions = ['a', 'b'].map((name) => fakeSession({ name }));
  const user = await openApp(backend);
  const line = (name: string): Promise<HTMLInputElement> => screen.findByRole('textbox', { name: `Answer ${name}` });
  row('a').focus();
  await user.keyboard(' ');
  await user.type(await line('a'), 'rename it');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('region', { name: /^Peek/ })).toBeNull());
  row('b').focus();
  await user.keyboard(' ');
  expect((await line('b')).value).toBe('');
  await user.keyboard('{ArrowUp}');
  expect((await line('a')).value).toBe('rename it');
  await user.keyboard('{Escape}');

  backend.peeks.show(of(backend, 'a'), 'Delete everything? [y/N] ', { questionRow: 0 });
  await user.keyboard(' ');
  expect((await line('a')).value).toBe('rename it');
  await user.click(await line('a'));
  await user.keyboard('{Enter}');
  await screen.findByText(/the screen changed since you looked/);
  expect(backend.peeks.sent).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Send again' }));
  await screen.findByText('Sent');
  await user.keyboard('{Escape}');
  row('a').focus();
  await user.keyboard(' ');
  expect((await line('a')).value).toBe('');
});

it('keeps no password', async () => {
  const backend = new FakeBackend();
  backend.sessions = [fakeSession({ name: 'a' })];
  const user = await openApp(backend);
  row('a').focus();
  await user.keyboard(' ');
  await screen.findByRole('textbox', { name: 'Answer a' });
  backend.peeks.show(of(backend, 'a'), 'Password: ', { questionRow: 0 });
  const secret = (): Promise<HTMLInputElement> => screen.findByLabelText('Answer a', { selector: '[type=password]' });
  await user.type(await secret(), 'hunter2');
  await user.keyboard('{Escape}');
  await user.keyboard(' ');
  expect((await secret()).value).toBe('');
});

it('looks from the palette into any session that shows a screen, where that is asked for', async () => {
  const backend = new FakeBackend();
  backend.sessions = [
    ...['alpha', 'beta'].map((name) => fakeSession({ name })),
    fakeSession({ name: 'beta-new', state: 'created', startedAt: null }),
  ];
  const user = await openApp(backend);
  const options = async (typed: string): Promise<string[]> => {
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByPlaceholderText('Search or run a command'), typed);
    const found = screen.queryAllByRole('option').map(({ textContent }) => textContent.trim());
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByPlaceholderText('Search or run a command')).toBeNull());
    return found.filter((text) => text.startsWith('Peek at'));
  };
  expect(await options('peek beta')).toEqual(['Peek at beta']);
  expect(await options('beta')).toEqual([]);
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByPlaceholderText('Search or run a command'), 'peek at bet{Enter}');
  await card('beta');
});
