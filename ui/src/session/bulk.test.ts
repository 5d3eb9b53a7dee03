import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { toast } from 'svelte-sonner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ended, FakeBackend, fakeSession } from '../backend/fake';
import { listed, openApp, row } from '../test-app';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = [
    fakeSession({ name: 'a', tty: false }),
    fakeSession({ name: 'b', engine: 'docker', tty: false }),
    fakeSession({ name: 'c', tty: false, labels: { PODMAN_SYSTEMD_UNIT: 'c.service' } }),
    ended({ name: 'd' }, 1, '2026-01-02T00:00:00Z'),
    ended({ name: 'e' }, 0, '2026-01-01T00:00:00Z'),
  ];
});

afterEach(() => {
  toast.dismiss();
  cleanup();
});

function selected(): string[] {
  return screen
    .getAllByRole('row', { selected: true })
    .map((found) => found.getAttribute('aria-label')?.split(',')[0] ?? '');
}

function bar(): HTMLElement {
  return screen.getByRole('toolbar', { name: 'Selected sessions' });
}

describe('selecting', () => {
  it('works with clicks, and a plain click opens as ever', async () => {
    const user = await openApp(backend);
    await user.keyboard('{Control>}');
    await user.click(row('a'));
    await user.click(row('d'));
    await user.keyboard('{/Control}');
    expect(selected()).toEqual(['a', 'd']);
    expect(screen.queryByRole('tablist', { name: 'Open sessions' })).toBeNull();
    await user.keyboard('{Shift>}');
    await user.click(row('b'));
    await user.keyboard('{/Shift}');
    expect(selected()).toEqual(['b', 'c', 'd']);
    expect(within(bar()).getByRole('status').textContent).toBe('3 selected');
    await user.click(row('a'));
    expect(screen.queryByRole('toolbar', { name: 'Selected sessions' })).toBeNull();
    expect(screen.getByRole('tab', { name: 'a, running' })).toBeTruthy();
  });

  it('works with keys alone', async () => {
    const user = await openApp(backend);
    row('b').focus();
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
    await waitFor(() => expect(document.activeElement).toBe(row('c')));
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
    await waitFor(() => expect(document.activeElement).toBe(row('d')));
    expect(selected()).toEqual(['b', 'c', 'd']);
    await user.keyboard('{Shift>} {/Shift}');
    expect(selected()).toEqual(['b', 'c']);
    await user.keyboard('{Control>}a{/Control}');
    expect(selected()).toEqual(['a', 'b', 'c', 'd', 'e']);
    await user.keyboard('{Escape}');
    expect(screen.queryAllByRole('row', { selected: true })).toEqual([]);
  });

  it('means only what is in sight', async () => {
    const user = await openApp(backend);
    row('a').focus();
    await user.keyboard('{Control>}a{/Control}');
    await user.type(screen.getByRole('searchbox', { name: 'Filter sessions' }), 'docker');
    expect(within(bar()).getByRole('status').textContent).toBe('1 selected');
    await user.click(within(bar()).getByRole('button', { name: 'Clear selection' }));
    await waitFor(() => expect(document.activeElement).toBe(row('b')));
  });
});

describe('what is done to many', () => {
  it('deletes after one confirmation that lists what goes and what stays, and reports each', async () => {
    const user = await openApp(backend);
    row('a').focus();
    await user.keyboard('{Control>}a{/Control}{Delete}');
    const dialog = await screen.findByRole('dialog', { name: 'Delete sessions?' });
    const ticked = within(dialog)
      .getAllByRole<HTMLInputElement>('checkbox')
      .map((box) => [box.getAttribute('aria-label')?.[0], box.checked, box.disabled]);
    expect(ticked).toEqual([
      ['a', true, false],
      ['b', true, false],
      ['c', false, true],
      ['d', true, false],
      ['e', true, false],
    ]);
    expect(within(dialog).getByText(/c\.service; Berth does not delete it/)).toBeTruthy();
    await user.click(within(dialog).getByRole('checkbox', { name: /^b/ }));
    backend.fail('deleteSession', { message: 'podman is busy' });
    await user.click(within(dialog).getByRole('button', { name: 'Delete 3 sessions' }));
    await waitFor(() => expect(within(dialog).getByRole('status').textContent).toBe('2 of 3 sessions done'));
    expect(within(dialog).getByText('podman is busy.')).toBeTruthy();
    expect(within(dialog).getAllByText(/^Deleted; its run is kept as number/)).toHaveLength(2);
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    expect(listed()).toEqual(['a', 'b', 'c']);
    // Neither the row that had it nor the bar of the selection is there any more.
    await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('row'));
  });

  it('stops what runs, with a word about systemd, and keeps it', async () => {
    const user = await openApp(backend);
    row('a').focus();
    await user.keyboard('{Control>}a{/Control}');
    await user.click(within(bar()).getByRole('button', { name: 'Stop selected' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stop sessions?' });
    expect(within(dialog).getByText(/systemd may start it again/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Stop 3 sessions' }));
    await waitFor(() => expect(within(dialog).getAllByText('Stopped.')).toHaveLength(3));
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    expect(listed()).toHaveLength(5);
    expect(row('a').getAttribute('aria-label')).toContain('exited');
  });

  it('starts at once what does not run', async () => {
    const user = await openApp(backend);
    row('a').focus();
    await user.keyboard('{Control>}a{/Control}');
    await user.click(within(bar()).getByRole('button', { name: 'Start selected' }));
    const dialog = await screen.findByRole('dialog', { name: 'Start sessions' });
    await waitFor(() => expect(within(dialog).getAllByText('Started.')).toHaveLength(2));
    expect(within(dialog).getAllByText('It is running already')).toHaveLength(3);
    expect(row('d').getAttribute('aria-label')).toContain('running');
  });

  it('says why a verb is for none of them', async () => {
    const user = await openApp(backend);
    row('c').focus();
    await user.keyboard('{Shift>} {/Shift}');
    const button = within(bar()).getByRole('button', { name: 'Delete selected' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.title).toContain('c.service');
    await user.click(button);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
