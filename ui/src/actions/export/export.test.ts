import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { toast } from 'svelte-sonner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../../backend/fake';
import { definedSession } from '../../backend/fake/definitions';
import { BackendError } from '../../backend/port';
import { choose, openApp, row } from '../../test-app';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = [fakeSession({ name: 'db', tty: false, image: 'debian:12' })];
});

afterEach(() => {
  toast.dismiss();
  cleanup();
});

async function openExport(): Promise<{ user: Awaited<ReturnType<typeof openApp>>; dialog: HTMLElement }> {
  const user = await openApp(backend);
  await user.click(within(row('db')).getByRole('button', { name: 'More' }));
  await choose(user, 'menuitem', 'Export…');
  return { user, dialog: await screen.findByRole('dialog', { name: 'Export db' }) };
}

describe('the dialog of an export', () => {
  it('writes the form that is chosen, and says what it needs', async () => {
    const { user, dialog } = await openExport();
    await waitFor(() => expect(dialog.textContent).toContain('run: db of debian:12'));
    expect(within(dialog).getByRole('region', { name: 'Text of db.run' })).toBeTruthy();
    expect(dialog.textContent).toContain('Values of variables are never written');
    await user.click(within(dialog).getByRole('radio', { name: 'Kubernetes' }));
    await waitFor(() => expect(dialog.textContent).toContain('kube: db of debian:12'));
  });

  it('saves what it shows', async () => {
    const { user, dialog } = await openExport();
    await user.click(within(dialog).getByRole('radio', { name: 'Compose' }));
    await waitFor(() => expect(dialog.textContent).toContain('compose: db'));
    await user.click(within(dialog).getByRole('button', { name: 'Save…' }));
    await waitFor(() => expect(backend.saved.get('compose.yaml')).toBe('compose: db of debian:12\n'));
  });

  it('says why there is none', async () => {
    backend.exportSession = () =>
      Promise.reject(new BackendError({ code: 'invalid', message: 'no GPUs here', detail: null, problems: [] }));
    const { dialog } = await openExport();
    await waitFor(() => expect(within(dialog).getByRole('alert').textContent).toContain('no GPUs here'));
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save…' }).disabled).toBe(true);
  });

  it('writes what is only defined by its definition', async () => {
    const { spec } = await backend.sessionSpec('podman', backend.sessions[0]?.id ?? '');
    backend.sessions = [];
    backend.defined.change({ sessions: [definedSession('podman', spec)] });
    const { dialog } = await openExport();
    await waitFor(() => expect(dialog.textContent).toContain('run: db of debian:12'));
    expect(backend.calls.some(({ verb }) => verb === 'exportDefinition')).toBe(true);
  });
});
