import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { toast } from 'svelte-sonner';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { openApp, row } from '../test-app';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  // As an engine: what removes something answers after its dialog has closed.
  backend = new FakeBackend({ latency: 50 });
  backend.sessions = ['api', 'db'].map((name) => fakeSession({ name, tty: false }));
});

afterEach(() => {
  toast.dismiss();
  cleanup();
});

/** By the button, as a menu finds no place in jsdom, and gives the keyboard back elsewhere than in a browser. */
async function deleteFromToolbar(user: UserEvent, name: string): Promise<void> {
  const toolbar = screen.getByRole('toolbar', { name: `Actions for ${name}` });
  await user.click(within(toolbar).getByRole('button', { name: 'Stop' }));
  await user.click(await screen.findByRole('button', { name: `Stop ${name} and delete it` }));
  await waitFor(() => expect(screen.queryByRole('tab', { name: new RegExp(`^${name},`) })).toBeNull());
}

const at = (): Element | null => document.activeElement;

it('goes on to the next tab, and then to what begins another session', async () => {
  const user = await openApp(backend);
  await user.click(row('api'));
  await user.click(row('db'));
  await deleteFromToolbar(user, 'db');
  await waitFor(() =>
    expect(at()?.closest('[id^="panel-"]')?.getAttribute('aria-labelledby')).toBe(
      screen.getByRole('tab', { name: 'api, running' }).id,
    ),
  );
  await deleteFromToolbar(user, 'api');
  await waitFor(() => expect(at()).toBe(screen.getByRole('button', { name: 'New session' })));
});

it('goes to the list where no tab is left', async () => {
  const user = await openApp(backend);
  await user.click(row('db'));
  await deleteFromToolbar(user, 'db');
  await waitFor(() => expect(at()).toBe(row('api')));
});

it('goes to what stands in place of tabs where the list is hidden', async () => {
  backend.sessions = [fakeSession({ name: 'db', tty: false })];
  const user = await openApp(backend);
  await user.click(row('db'));
  await user.keyboard('{Control>}b{/Control}');
  await deleteFromToolbar(user, 'db');
  await waitFor(() => expect(at()).toBe(screen.getByRole('button', { name: 'Try it' })));
});

it('stays in the list, and goes from its last row to what begins another session', async () => {
  const user = await openApp(backend);
  await user.click(row('db'));
  row('db').focus();
  for (const [name, next] of [
    ['db', () => row('api')],
    ['api', () => screen.getByRole('button', { name: 'New session' })],
  ] as const) {
    await user.keyboard('{Delete}');
    await user.click(await screen.findByRole('button', { name: `Delete ${name}` }));
    await waitFor(() => expect(at()).toBe(next()));
  }
});
