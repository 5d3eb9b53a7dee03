import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { toast } from 'svelte-sonner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DEFAULT_SETTINGS } from '../backend/bindings';
import { FakeBackend } from '../backend/fake';
import type { CrashReport } from '../backend/port';
import { speak } from '../i18n/language.svelte';
import { command, openApp } from '../test-app';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
});

afterEach(async () => {
  await speak('system');
  toast.dismiss();
  cleanup();
});

const dialog = (name = 'Diagnose'): Promise<HTMLElement> => screen.findByRole('dialog', { name });

describe('diagnose', () => {
  it('is opened by the palette, and says how each thing is', async () => {
    const user = await openApp(backend);
    await command(user, 'diagnose');
    const page = await dialog();
    await within(page).findByText('1 thing is wrong, 1 note.');
    const engines = within(page).getByRole('list', { name: 'Engines' });
    expect(within(engines).getByRole('heading', { name: 'Wrong: docker' })).toBeTruthy();
    const calls = within(engines).getByRole('table', { name: 'Slowest calls of podman' });
    expect(within(calls).getByRole('row', { name: 'ps 240 ms 61 ms 3' })).toBeTruthy();
    expect(within(page).getByRole('list', { name: 'Desktop' }).textContent).toContain('closing the window quits Berth');
  });

  it('copies what the host made to be passed on', async () => {
    const user = await openApp(backend);
    await command(user, 'diagnose');
    const page = await dialog();
    await within(page).findByText('1 thing is wrong, 1 note.');
    await user.click(within(page).getByRole('button', { name: 'Copy report' }));
    expect(await navigator.clipboard.readText()).toBe(backend.diagnosis.now.text);
  });

  it('looks again when asked to, and says why it can’t', async () => {
    const user = await openApp(backend);
    await command(user, 'diagnose');
    const page = await dialog();
    await within(page).findByText('1 thing is wrong, 1 note.');
    backend.fail('diagnose', { message: 'nothing works' });
    await user.click(within(page).getByRole('button', { name: 'Check again' }));
    await within(page).findByText('nothing works');
    await user.click(within(page).getByRole('button', { name: 'Check again' }));
    await within(page).findByText('1 thing is wrong, 1 note.');
  });

  it('is opened by the settings', async () => {
    const user = await openApp(backend);
    await user.keyboard('{Control>},{/Control}');
    await user.click(await screen.findByRole('button', { name: 'Diagnose' }));
    await dialog();
  });

  it('is in German, too', async () => {
    const { appearance } = DEFAULT_SETTINGS;
    await backend.saveSettings({ ...DEFAULT_SETTINGS, appearance: { ...appearance, language: 'de' } });
    const user = await openApp(backend);
    await user.keyboard('{Control>},{/Control}');
    await user.click(await screen.findByRole('button', { name: 'Diagnose' }));
    const page = await dialog();
    await within(page).findByText('1 Fehler, 1 Hinweis.');
    expect(
      within(page).getByText('5.4.0, ohne root, unix:///run/user/1000/podman.sock, Antwort nach 48 ms'),
    ).toBeTruthy();
    expect(within(page).getByRole('heading', { name: 'Hinweis: Infobereich' })).toBeTruthy();
  });
});

describe('a report of what failed', () => {
  const report = (name: string, kind: CrashReport['kind'], fresh: boolean): CrashReport => ({
    name,
    kind,
    at: '2026-11-27T12:04:00Z',
    new: fresh,
  });
  const banner = (): Promise<HTMLElement> => screen.findByRole('region', { name: 'What failed in Berth' });

  it('is offered once, and shown with a key', async () => {
    backend.diagnosis.reports = [report('two', 'page', true), report('one', 'app', false)];
    const user = await openApp(backend);
    expect((await banner()).textContent).toContain('A page of Berth ended and was loaded again');
    await user.click(within(await banner()).getByRole('button', { name: 'Show' }));
    const shown = await dialog('What failed in Berth');
    await within(shown).findByText('What failed: two');
    expect(within(shown).getAllByRole('listitem')).toHaveLength(2);
    await user.click(within(shown).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('region', { name: 'What failed in Berth' })).toBeNull();
    expect(backend.diagnosis.reports.every((one) => !one.new)).toBe(true);
  });

  it('is still new where it came after what was shown', async () => {
    backend.diagnosis.reports = [report('one', 'app', true)];
    const user = await openApp(backend);
    await banner();
    backend.diagnosis.reports = [report('two', 'app', true), report('one', 'app', true)];
    await user.click(within(await banner()).getByRole('button', { name: 'Close this notice and keep the report' }));
    await waitFor(() => expect(backend.diagnosis.reports.map((one) => one.new)).toEqual([true, false]));
  });

  it('is deleted from the notice; older ones stay', async () => {
    backend.diagnosis.reports = [report('two', 'app', true), report('one', 'app', false)];
    const user = await openApp(backend);
    await user.click(within(await banner()).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(backend.diagnosis.reports.map(({ name }) => name)).toEqual(['one']));
    expect(screen.queryByRole('region', { name: 'What failed in Berth' })).toBeNull();
  });

  it('is kept when the notice is closed, and found by Diagnose', async () => {
    backend.diagnosis.reports = [report('one', 'app', true)];
    const user = await openApp(backend);
    await user.click(within(await banner()).getByRole('button', { name: 'Close this notice and keep the report' }));
    await command(user, 'diagnose');
    const page = await dialog();
    const list = await within(page).findByRole('list', { name: 'Reports of what failed' });
    await user.click(within(list).getByRole('button', { name: /^Show the report/ }));
    await within(list).findByText('What failed: one');
    await user.click(within(list).getByRole('button', { name: /^Delete the report/ }));
    await waitFor(() => expect(backend.diagnosis.reports).toEqual([]));
  });

  it('says why it could not be deleted', async () => {
    backend.diagnosis.reports = [report('one', 'app', true)];
    const user = await openApp(backend);
    backend.fail('deleteCrashReport', { message: 'the folder is read-only' });
    await user.click(within(await banner()).getByRole('button', { name: 'Delete' }));
    await screen.findByText('the folder is read-only');
    await banner();
  });
});
