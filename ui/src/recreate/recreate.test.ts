import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { toast } from 'svelte-sonner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { BROKEN_IMAGE } from '../backend/fake/recreate';
import { draftOf, specOf } from '../sessions/new/draft';
import { choose, openApp, row } from '../test-app';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = [
    fakeSession({
      name: 'db',
      tty: false,
      ports: [{ hostIp: '', host: 8080, container: 80, protocol: 'tcp' }],
      env: ['TOKEN=s3cret'],
    }),
  ];
});

afterEach(() => {
  toast.dismiss();
  cleanup();
});

async function opened(
  item: string,
  title: string,
): Promise<{ user: Awaited<ReturnType<typeof openApp>>; sheet: HTMLElement }> {
  const user = await openApp(backend);
  await user.click(within(row('db')).getByRole('button', { name: 'More' }));
  await choose(user, 'menuitem', item);
  const sheet = await screen.findByRole('dialog', { name: title });
  await within(sheet).findByLabelText('Image');
  return { user, sheet };
}

describe('editing a session', () => {
  it('shows what changes and both commands, and makes it anew', async () => {
    const { user, sheet } = await opened('Edit and recreate…', 'Edit db');
    expect(await within(sheet).findByText(/Nothing changes yet/)).toBeTruthy();
    await user.click(within(sheet).getByRole('button', { name: 'Resources' }));
    await user.type(within(sheet).getByLabelText('Memory'), '1g');
    await user.type(within(sheet).getByLabelText('Environment value'), 'x');
    const changes = within(sheet).getByRole('region', { name: 'Changes' });
    await waitFor(() => expect(changes.textContent).toContain('Memory: default → 1g'));
    await waitFor(() => expect(changes.textContent).toContain('Environment: TOKEN → TOKEN'));
    expect(changes.textContent).not.toContain('s3cret');
    expect(changes.textContent).toContain('podman create');
    await user.click(within(sheet).getByRole('button', { name: 'Recreate' }));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Edit db' })).toBeNull());
    const calls = backend.calls.filter(({ verb }) => verb === 'recreateSession');
    expect(calls.map(({ subject }) => subject)).toEqual(['db volumes']);
    const { spec } = await backend.sessionSpec('podman', backend.sessions[0]?.id ?? '');
    expect([spec.options?.memory, spec.ports]).toEqual(['1g', ['8080:80']]);
  });

  it('says that the old one is back, and why', async () => {
    const { user, sheet } = await opened('Edit and recreate…', 'Edit db');
    await user.clear(within(sheet).getByLabelText('Image'));
    await user.type(within(sheet).getByLabelText('Image'), BROKEN_IMAGE);
    await user.click(within(sheet).getByRole('button', { name: 'Recreate' }));
    const alert = await within(sheet).findByRole('alert');
    expect(alert.textContent).toContain('db is as it was before');
    expect(alert.textContent).toContain('exit code 3');
    expect(alert.textContent).toContain('no such file');
    await user.click(within(sheet).getByRole('button', { name: 'Edit again' }));
    expect((await within(sheet).findByLabelText<HTMLInputElement>('Image')).value).toBe(BROKEN_IMAGE);
  });

  it('names what no form can say', async () => {
    backend.lost = [{ part: 'HostConfig.Links', value: '["/db:/bot"]' }];
    const { sheet } = await opened('Edit and recreate…', 'Edit db');
    expect(within(sheet).getByRole('note').textContent).toContain('HostConfig.Links');
  });
});

it('clones into the form of a new session, with another name and port', async () => {
  const { sheet } = await opened('Clone…', 'Clone db');
  expect(within(sheet).getByLabelText<HTMLInputElement>('Name').value).toBe('db-2');
  expect(within(sheet).getByRole<HTMLInputElement>('textbox', { name: 'Ports' }).value).toBe('8081:80');
});

it('finds options by a word, and keeps what is said unfolded', async () => {
  const { user, sheet } = await opened('Edit and recreate…', 'Edit db');
  await user.type(within(sheet).getByLabelText('Find an option'), 'capab');
  expect(within(sheet).getByRole('textbox', { name: 'Capabilities added' })).toBeTruthy();
  expect(within(sheet).queryByRole('button', { name: 'Resources' })).toBeNull();
  await user.clear(within(sheet).getByLabelText('Find an option'));
  await user.type(within(sheet).getByLabelText('Find an option'), 'nonsense');
  expect(within(sheet).getByText(/No option is like/)).toBeTruthy();
});

it('keeps every option on the way through the form', () => {
  const { spec } = { spec: specOf(draftOf({ ...specOf(draftOf(emptySpec(), 'podman')) }, 'podman')) };
  expect(spec).toEqual(emptySpec());
  const full = {
    ...emptySpec(),
    options: {
      ...emptySpec().options,
      restart: 'always',
      memory: '1g',
      pidsLimit: -1,
      entrypoint: '',
      labels: { a: 'b=c', d: '' },
      stopTimeout: -1,
      health: { off: false, command: 'true', interval: '5s', timeout: null, retries: 2, startPeriod: null },
      capDrop: ['ALL'],
      readOnly: true,
      extra: ['--shm-size=1g'],
    },
  };
  expect(specOf(draftOf(full, 'docker'))).toEqual(full);
});

function emptySpec(): ReturnType<typeof specOf> {
  return {
    name: 'a',
    image: 'b',
    command: '',
    workingDir: '',
    env: [],
    volumes: [],
    logVolume: '',
    ports: [],
    allowLoaderEnv: false,
    options: {
      restart: null,
      memory: null,
      memorySwap: null,
      cpus: null,
      pidsLimit: null,
      user: null,
      entrypoint: null,
      network: null,
      networkAliases: [],
      hosts: [],
      hostname: null,
      labels: {},
      stopSignal: null,
      stopTimeout: null,
      health: { off: false, command: null, interval: null, timeout: null, retries: null, startPeriod: null },
      devices: [],
      capAdd: [],
      capDrop: [],
      readOnly: false,
      init: false,
      noNewPrivileges: false,
      gpus: null,
      pod: null,
      noTerminal: false,
      extra: [],
    },
  };
}
