// The images room in the whole window, over the fake, as one uses it by keyboard and by role.

import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';

import { FakeBackend } from '../backend/fake';
import { fakeImage } from '../backend/fake/images';
import { openApp } from '../test-app';

afterEach(() => {
  localStorage.clear();
  cleanup();
});

type User = Awaited<ReturnType<typeof openApp>>;

async function open(backend = new FakeBackend()): Promise<User> {
  const user = await openApp(backend);
  await user.keyboard('{Control>}i{/Control}');
  await screen.findByRole('region', { name: 'Images' });
  return user;
}

const rows = async (): Promise<HTMLElement[]> => {
  const grid = await screen.findByRole('grid', { name: 'Images' });
  return within(grid)
    .getAllByRole('row')
    .filter((found) => found.hasAttribute('data-image'));
};
const names = async (): Promise<string[]> => (await rows()).map((found) => found.getAttribute('aria-label') ?? '');
const tool = (name: string): HTMLElement =>
  within(screen.getByRole('region', { name: 'Images' })).getByRole('button', { name });

describe('the list of images', () => {
  it('says of each image its size, age and users, on all engines', async () => {
    await open();
    const all = await names();
    expect(all.some((name) => /^debian:12, 117 MiB, 3 w old, .*podman$/.test(name))).toBe(true);
    expect(all.some((name) => / old, used by [a-z-]+/.test(name))).toBe(true);
    expect(all.some((name) => name.startsWith('app:dev, 412 MiB') && name.endsWith('unused, docker'))).toBe(true);
  });

  it('is walked by keyboard, and Escape leads back step by step', async () => {
    const user = await open();
    await rows();
    const filter = screen.getByRole('searchbox', { name: 'Filter images' });
    await waitFor(() => expect(document.activeElement).toBe(filter));
    await user.keyboard('postgres');
    expect((await names()).every((name) => name.startsWith('postgres:16'))).toBe(true);
    await user.keyboard('{ArrowDown}');
    const [first] = await rows();
    await waitFor(() => expect(document.activeElement).toBe(first));
    await user.keyboard('{Enter}');
    const facts = await screen.findByRole('table', { name: 'Image' });
    expect(facts.textContent).toContain('5432/tcp');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Back to the list' })));
    await user.keyboard('{Escape}');
    await waitFor(async () => expect(document.activeElement).toBe((await rows())[0]));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: 'Images' })).toBeNull();
  });

  it('shows what an engine refuses beside the images of the other', async () => {
    const backend = new FakeBackend();
    backend.fail('listImages', { message: 'It is busy', detail: 'busy' });
    await open(backend);
    expect((await screen.findByRole('alert')).textContent).toContain('It is busy');
    expect((await names()).length).toBeGreaterThan(3);
  });

  it('says that there are none', async () => {
    const backend = new FakeBackend();
    backend.imageRows = [];
    await open(backend);
    expect(await screen.findByText('There are no images yet.')).toBeTruthy();
  });
});

describe('what is done with images', () => {
  it('pulls several at once, and cancels one', async () => {
    const backend = new FakeBackend({ latency: 40 });
    const user = await open(backend);
    for (const image of ['quay.io/a:1', 'quay.io/b:1']) {
      await user.click(tool('Pull…'));
      await user.type(await screen.findByRole('textbox', { name: 'Image' }), `${image}{Enter}`);
      await screen.findByText(new RegExp(`^Pull(ing|ed) ${image}`));
    }
    await user.click(await screen.findByRole('button', { name: 'Cancel quay.io/b:1' }));
    expect(await screen.findByText('Pull of quay.io/b:1 cancelled')).toBeTruthy();
    expect(await screen.findByText('Pulled quay.io/a:1 to podman')).toBeTruthy();
    await waitFor(async () => expect(await names()).toContainEqual(expect.stringMatching(/^quay.io\/a:1, /)));
  });

  it('says why a pull failed', async () => {
    const user = await open();
    await user.click(tool('Pull…'));
    await user.type(await screen.findByRole('textbox', { name: 'Image' }), 'quay.io/missing:1{Enter}');
    expect(await screen.findByText('Could not pull quay.io/missing:1')).toBeTruthy();
    expect(screen.getByText(/the registry does not have it/)).toBeTruthy();
  });

  it('builds a folder and shows the output', async () => {
    const user = await open();
    await user.click(tool('Build…'));
    await user.click(await screen.findByRole('button', { name: 'Browse…' }));
    expect(await screen.findByDisplayValue('/home/ann/app')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Name of the image' }), 'app:1{Enter}');
    const output = await screen.findByRole('log', { name: 'Output of app:1' });
    await waitFor(() => expect(output.textContent).toContain('COMMIT app:1'));
    expect(await screen.findByText('Built app:1 on podman')).toBeTruthy();
  });

  it('has a typed folder chosen in the dialog of the system before it is read', async () => {
    const backend = new FakeBackend();
    const user = await open(backend);
    await user.click(tool('Build…'));
    await user.type(await screen.findByRole('textbox', { name: 'Folder' }), '/home/ann');
    await user.type(screen.getByRole('textbox', { name: 'Name of the image' }), 'app:1{Enter}');
    // The one that was chosen there is built.
    await screen.findByRole('log', { name: 'Output of app:1' });
    const asked = backend.calls.filter(({ verb }) => verb === 'chooseBuildFolder' || verb === 'buildImage');
    expect(asked.map(({ verb }) => verb)).toEqual(['chooseBuildFolder', 'buildImage']);
  });

  it('refuses to delete what is used, and says by whom', async () => {
    const user = await open();
    const used = (await rows()).find((found) => /^alpine:3.20.*used by/.test(found.getAttribute('aria-label') ?? ''));
    expect(used).toBeDefined();
    used?.focus();
    await user.keyboard('{Delete}');
    const dialog = await screen.findByRole('dialog', { name: 'alpine:3.20 is used' });
    expect(dialog.textContent).toMatch(/used by [a-z]/);
    expect(within(dialog).queryByRole('button', { name: /Delete/ })).toBeNull();
  });

  it('deletes one name of several, or the image', async () => {
    const backend = new FakeBackend();
    const engine = 'podman';
    backend.imageRows = [fakeImage({ engine, tags: ['localhost/a:1', 'localhost/a:2'] })];
    const user = await open(backend);
    (await rows())[0]?.focus();
    await user.keyboard('{Delete}');
    await user.click(await screen.findByRole('radio', { name: 'Only the name localhost/a:2' }));
    await user.click(screen.getByRole('button', { name: 'Delete name' }));
    await waitFor(() => expect(backend.imageRows?.[0]?.tags).toEqual(['localhost/a:1']));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    (await rows())[0]?.focus();
    await user.keyboard('{Delete}');
    await user.click(await screen.findByRole('button', { name: 'Delete image' }));
    expect(await screen.findByText('There are no images yet.')).toBeTruthy();
  });

  it('shows what a prune frees before it removes anything', async () => {
    const backend = new FakeBackend();
    const user = await open(backend);
    await rows();
    await user.click(tool('Prune…'));
    const dialog = await screen.findByRole('dialog', { name: 'Remove images that nothing needs' });
    expect(await within(dialog).findByText('This frees 398 MiB.')).toBeTruthy();
    await user.click(within(dialog).getByRole('radio', { name: /^All that no session was made of/ }));
    await user.click(await within(dialog).findByRole('button', { name: /^Remove [2-9] images \(.*\)$/ }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(backend.calls.some(({ verb, subject }) => verb === 'pruneImages' && subject === 'unused')).toBe(true);
  });

  it('asks a registry for a newer image, and makes a session of one', async () => {
    const user = await open();
    await user.keyboard('postgres{ArrowDown}{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Newer?' }));
    expect(await screen.findByText(/^The registry has a newer image/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'New session…' }));
    const form = await screen.findByRole('dialog', { name: 'New session' });
    expect(within(form).getByRole('combobox', { name: /^Image/ })).toHaveProperty(
      'value',
      'docker.io/library/postgres:16',
    );
  });
});
