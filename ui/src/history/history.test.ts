// The history room in the whole window, over the fake, as one uses it by keyboard and by role.

import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';

import { FakeBackend } from '../backend/fake';
import { choose, command, openApp, row } from '../test-app';

afterEach(() => {
  localStorage.clear();
  cleanup();
});

const room = (name = 'History'): Promise<HTMLElement> => screen.findByRole('region', { name });
const runs = async (): Promise<HTMLElement[]> => {
  const grid = await screen.findByRole('grid', { name: 'Runs' });
  return within(grid)
    .getAllByRole('row')
    .filter((found) => found.hasAttribute('data-run'));
};
const named = (rows: HTMLElement[]): string[] => rows.map((found) => found.getAttribute('aria-label') ?? '');

describe('the list of runs', () => {
  it('opens with Ctrl+H, is walked by keyboard, and Escape leads back step by step', async () => {
    const user = await openApp(new FakeBackend());
    await user.keyboard('{Control>}h{/Control}');
    await room();
    expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Search all output' }));
    const [first] = await runs();
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(first);
    await user.keyboard('{ArrowDown}{Enter}');
    await screen.findByRole('button', { name: 'Back' });
    await user.keyboard('{Escape}');
    const again = await runs();
    await waitFor(() => expect(document.activeElement).toBe(again[1]));
    await user.keyboard('/');
    expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Search all output' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: 'History' })).toBeNull();
  });

  it('says of each run how, when and by whom it ended', async () => {
    const user = await openApp(new FakeBackend());
    await user.keyboard('{Control>}h{/Control}');
    const rows = named(await runs());
    expect(rows.find((name) => name.startsWith('trainer, run 24, out of memory'))).toMatch(
      /ended by the kernel, for want of memory, train:cu12, docker$/,
    );
    expect(rows.some((name) => /^web-bot, run 3, running, /.test(name))).toBe(true);
  });

  it('shows one session alone from its menu, and all again', async () => {
    const user = await openApp(new FakeBackend());
    await user.pointer({ target: row('trainer'), keys: '[MouseRight]' });
    await choose(user, 'menuitem', 'History');
    await room('History of trainer');
    const rows = named(await runs());
    expect(rows).toHaveLength(24);
    expect(rows.every((name) => name.startsWith('trainer, '))).toBe(true);
    await user.click(screen.getByRole('button', { name: 'All sessions' }));
    await waitFor(async () => expect(named(await runs()).some((name) => name.startsWith('backup'))).toBe(true));
  });

  it('narrows by text, engine, ending and time', async () => {
    const user = await openApp(new FakeBackend());
    await user.keyboard('{Control>}h{/Control}');
    await runs();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Ending' }), 'Out of memory');
    await waitFor(async () => expect(named(await runs()).every((name) => name.includes('out of memory'))).toBe(true));
    await user.type(screen.getByRole('searchbox', { name: 'Name or image' }), 'nothing like it');
    await screen.findByText('No run matches.');
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(async () => expect((await runs()).length).toBeGreaterThan(20));
  });

  it('draws few of ten thousand, and reaches the last', async () => {
    const user = await openApp(new FakeBackend({ runs: 10_000 }));
    await user.keyboard('{Control>}h{/Control}');
    expect((await runs()).length).toBeLessThan(100);
    await screen.findByText('10,000 runs');
    await user.keyboard('{ArrowDown}{End}');
    await waitFor(async () => expect(named(await runs()).at(-1)).toMatch(/, run 1, /));
    expect((await runs()).length).toBeLessThan(100);
  });

  it('follows the archive', async () => {
    const backend = new FakeBackend();
    const user = await openApp(backend);
    await user.keyboard('{Control>}h{/Control}');
    expect(named(await runs())[0]).not.toMatch(/^backup, /);
    backend.noteEnd('backup', {
      key: { session: { engine: 'podman', container: '1' }, startedAt: '2099-01-01T00:00:00Z' },
    });
    await waitFor(async () => expect(named(await runs())[0]).toMatch(/^backup, run 4, /));
  });

  it('says why the archive can’t be read, and that the rest works', async () => {
    const backend = new FakeBackend();
    const user = await openApp(backend);
    backend.fail('runs', { code: 'archive_newer', message: 'history.db was written by a newer Berth' });
    await user.keyboard('{Control>}h{/Control}');
    const alert = await screen.findByText('History can’t be read');
    expect(alert.parentElement?.textContent).toContain('Sessions, terminals and logs work all the same.');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect((await runs()).length).toBeGreaterThan(0);
  });

  it('says why nothing new is kept, beside what was kept before', async () => {
    const backend = new FakeBackend();
    const user = await openApp(backend);
    const message = 'Could not write the archive history.db: the disk is full';
    const args = { path: 'history.db', operation: 'write', reason: 'the disk is full' };
    backend.unwritable = { code: 'archive_unusable', args, reason: null, message, detail: null, problems: [] };
    await user.keyboard('{Control>}h{/Control}');
    const note = await screen.findByText('Nothing new is kept.');
    expect(note.closest('[role=status]')?.textContent).toContain(`${message}.`);
    expect((await runs()).length).toBeGreaterThan(0);
    backend.unwritable = null;
    backend.tellOfRuns();
    await waitFor(() => expect(screen.queryByText('Nothing new is kept.')).toBeNull());
  });

  it('says that nothing is kept yet', async () => {
    const user = await openApp(new FakeBackend({ scenario: 'empty' }));
    await command(user, 'History');
    await screen.findByText('Nothing is kept yet.');
  });
});

describe('search', () => {
  it('shows lines with what is around them, and opens the log there', async () => {
    const backend = new FakeBackend();
    const user = await openApp(backend);
    await user.keyboard('{Control>}h{/Control}');
    await user.keyboard('checkpoint');
    const list = await screen.findByRole('list', { name: 'Lines found' });
    const [hit] = within(list).getAllByRole('button');
    expect(hit?.textContent).toMatch(/^\S+, .+, line 5 checkpoint written to \/logs\/ckpt-0014.pt/);
    expect(hit?.querySelector('mark')?.textContent).toBe('checkpoint');
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(hit);
    await user.keyboard('{Enter}');
    await screen.findByText(/^Line 5 ·/);
    await user.keyboard('{Escape}');
    await screen.findByRole('list', { name: 'Lines found' });
  });

  it('says that nothing was found, and what is wrong with a pattern', async () => {
    const user = await openApp(new FakeBackend());
    await user.keyboard('{Control>}h{/Control}');
    await user.keyboard('xyzzy');
    await screen.findByText('Found nowhere.');
    await user.click(screen.getByRole('button', { name: 'Regular expression' }));
    await user.keyboard('(');
    await screen.findByText(/is no regular expression/);
    expect(screen.getByRole('searchbox', { name: 'Search all output' }).getAttribute('aria-invalid')).toBe('true');
  });
});

describe('two runs', () => {
  it('are selected by Space and compared', async () => {
    const user = await openApp(new FakeBackend());
    await user.pointer({ target: row('trainer'), keys: '[MouseRight]' });
    await choose(user, 'menuitem', 'History');
    await runs();
    await user.keyboard('{ArrowDown}');
    await waitFor(async () => expect(document.activeElement).toBe((await runs())[0]));
    await user.keyboard(' {End}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^trainer, run 1, /));
    await user.keyboard(' ');
    expect(screen.getByText('Compare trainer #24 with trainer #1')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Compare' }));
    const table = await screen.findByRole('table', { name: 'Compare runs' });
    expect(table.textContent).toContain('trainer #1');
    await screen.findByText('CUDA_VISIBLE_DEVICES');
    await screen.findByText('/HostConfig/Memory');
    expect(within(table).getByRole('rowheader', { name: 'Image, differs' })).toBeTruthy();
    const lines = within(screen.getByRole('table', { name: 'First line that differs' }));
    const headers = lines.getAllByRole('columnheader').map((header) => header.textContent?.trim());
    expect(headers).toEqual(['Earlier', 'Later', 'Change', 'Line']);
    expect(lines.getByRole('row', { name: /^3 .*only the earlier .*loss 0\.3996$/ })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Open trainer #24 at line 3' }));
    await screen.findByText(/^Line 3 ·/);
    await user.click(screen.getByRole('button', { name: 'Back' }));
    await screen.findByRole('table', { name: 'Compare runs' });
  });
});

describe('what is kept', () => {
  it('is pinned, exported, and left out from now on', async () => {
    const backend = new FakeBackend();
    const user = await openApp(backend);
    await user.pointer({ target: row('backup'), keys: '[MouseRight]' });
    await choose(user, 'menuitem', 'History');
    await runs();
    const nothing = await screen.findByRole('checkbox', { name: 'Keep nothing' });
    await user.click(nothing);
    await waitFor(() => expect(backend.excluded.size).toBe(1));
    await user.keyboard('/{ArrowDown}{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Pin' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Pin' }).getAttribute('aria-pressed')).toBe('true'));
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await choose(user, 'menuitem', 'As a .zip file…');
    await screen.findByText('Exported backup #3');
    expect(backend.calls.find(({ verb }) => verb === 'exportRun')?.subject).toMatch(/ zip$/);
  });

  it('is erased once the dialog that says what goes is answered', async () => {
    const backend = new FakeBackend();
    const user = await openApp(backend);
    await user.pointer({ target: row('trainer'), keys: '[MouseRight]' });
    await choose(user, 'menuitem', 'History');
    await runs();
    await user.click(screen.getByRole('button', { name: 'Erase the past of trainer' }));
    const dialog = await screen.findByRole('dialog', { name: 'Erase the past of trainer?' });
    expect(dialog.textContent).toContain('24 runs of trainer on docker go for good');
    await user.click(within(dialog).getByRole('button', { name: 'Erase the past of trainer' }));
    await screen.findByText('Nothing is kept of trainer yet.');
    expect(backend.archived.some(({ name }) => name === 'trainer')).toBe(false);
  });
});
