import { cleanup, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../../backend/fake';
import { definedSession } from '../../backend/fake/definitions';
import { openApp, row } from '../../test-app';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

it('saves what is in sight and defined, under a name', async () => {
  const backend = new FakeBackend();
  backend.sessions = [fakeSession({ name: 'web' })];
  const spec = { image: 'x', command: '', env: [], volumes: [], ports: [], logVolume: '', workingDir: '', options: {} };
  backend.defined.change({
    sessions: [definedSession('podman', { ...spec, name: 'web' } as never)],
    layouts: [{ name: 'day', columns: [] }],
  });
  const user = await openApp(backend);
  await user.click(row('web'));
  await user.click(screen.getByRole('button', { name: /^Search or run/ }));
  await user.type(await screen.findByRole('combobox'), 'save layout');
  await user.keyboard('{Enter}');
  const dialog = await screen.findByRole('dialog', { name: 'Save layout as' });
  const save = screen.getByRole('button', { name: 'Save layout' });
  expect(save).toHaveProperty('disabled', true);
  await user.type(screen.getByRole('textbox', { name: 'Name' }), ' day ');
  expect(dialog.textContent).toContain('The layout day is replaced.');
  await user.click(save);
  await waitFor(() => expect(backend.defined.now.layouts).toEqual([{ name: 'day', columns: [['web']] }]));
});
