import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { toast } from 'svelte-sonner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DEFAULT_SETTINGS } from '../backend/bindings';
import { FakeBackend } from '../backend/fake';
import { BackendError } from '../backend/port';
import { speak } from '../i18n/language.svelte';
import { Preferences } from '../preferences/preferences.svelte';
import { openApp } from '../test-app';
import { THEMES } from '../theme/themes';
import { wholeNumber } from './choices';

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

describe('log-in', () => {
  it('is the desktop’s own setting, and says why it could not be changed', async () => {
    const user = await openApp(backend);
    await user.keyboard('{Control>},{/Control}');
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Start Berth when I log in' });
    await waitFor(() => expect([box.disabled, box.checked]).toEqual([false, false]));
    await user.click(box);
    await waitFor(() => expect(backend.atLogIn).toBe(true));
    backend.fail('startAtLogIn', { message: 'the folder is read-only' });
    await user.click(box);
    await screen.findByText('the folder is read-only');
    await waitFor(() => expect(box.checked).toBe(true));
    expect(backend.atLogIn).toBe(true);
  });
});

describe('preferences', () => {
  it('change at once, and in the file', async () => {
    const mine = new Preferences(backend);
    const saved = mine.change({ terminal: { fontSize: 20 } });
    expect(mine.fontSize).toBe(20);
    await saved;
    expect(backend.file.now.settings.terminal).toEqual({ ...DEFAULT_SETTINGS.terminal, fontSize: 20 });
  });

  it('go back when they cannot be written', async () => {
    const mine = new Preferences(backend);
    backend.fail('saveSettings', { message: 'config.toml is not TOML' });
    await expect(mine.change({ terminal: { fontSize: 20 } })).rejects.toBeInstanceOf(BackendError);
    expect(mine.fontSize).toBe(13);
  });

  it('are not taken back by an answer from before', async () => {
    const mine = new Preferences(backend);
    const [first, second] = [
      mine.change({ terminal: { fontSize: 20 } }),
      mine.change({ terminal: { cursorBlink: true } }),
    ];
    await first;
    expect(mine.terminal).toMatchObject({ fontSize: 20, cursorBlink: true });
    await second;
    expect(backend.file.now.settings.terminal).toMatchObject({ fontSize: 20, cursorBlink: true });
  });

  it('follow the file', async () => {
    const mine = new Preferences(backend);
    const stop = mine.watch();
    const settings = structuredClone(DEFAULT_SETTINGS);
    backend.file.save({ ...settings, appearance: { ...settings.appearance, density: 'compact' } });
    await waitFor(() => expect(mine.appearance.density).toBe('compact'));
    stop();
  });

  it('zoom within what can be read, and back', () => {
    const mine = new Preferences(backend);
    for (let n = 0; n < 100; n++) mine.zoom('in');
    expect(mine.fontSize).toBe(48);
    mine.zoom('out');
    expect(mine.fontSize).toBe(47);
    mine.zoom('reset');
    expect(mine.fontSize).toBe(13);
  });
});

describe('the dialog', () => {
  async function open(): Promise<Awaited<ReturnType<typeof openApp>>> {
    const user = await openApp(backend);
    await user.keyboard('{Control>},{/Control}');
    await screen.findByRole('dialog', { name: 'Settings' });
    return user;
  }

  it('changes what is chosen', async () => {
    const user = await open();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Colours' }), 'Dark');
    await waitFor(() => expect(document.documentElement.dataset['scheme']).toBe('dark'));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Terminals in a dark window' }), 'Nord');
    await waitFor(() =>
      expect(document.documentElement.style.getPropertyValue('--terminal-ground')).toBe(THEMES.Nord.background),
    );
    await user.click(screen.getByRole('checkbox', { name: 'Copy on select' }));
    await waitFor(() => expect(backend.file.now.settings.terminal.copyOnSelect).toBe(true));
    expect(backend.file.now.settings.appearance).toMatchObject({ scheme: 'dark', darkTheme: 'Nord' });
  });

  it('sets what is kept of runs, and says what that takes', async () => {
    backend.file.save({
      ...DEFAULT_SETTINGS,
      history: { ...DEFAULT_SETTINGS.history, keepBytes: 3 * 2 ** 30 },
    });
    const user = await open();
    const most = screen.getByRole('combobox', { name: 'Keep at most' });
    expect(within(most).getByRole<HTMLOptionElement>('option', { name: '3 GiB' }).selected).toBe(true);
    await user.selectOptions(most, '512 MiB');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Forget runs after' }), '30 days');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Follow logs' }), 'Never');
    const kept = { follow: 'none', keepBytes: 2 ** 29, keepDays: 30 };
    await waitFor(() => expect(backend.file.now.settings.history).toMatchObject(kept));
    expect(await screen.findByText(/^\d+ runs take .* now, with .* of logs in it\.$/)).toBeDefined();
    const { settings } = backend.file.now;
    backend.file.save({ ...settings, appearance: { ...settings.appearance, language: 'de' } });
    expect(await screen.findByText(/^\d+ Läufe belegen zurzeit /)).toBeDefined();
  });

  it('says what is wrong with a size, and keeps the last good one', async () => {
    const user = await open();
    const size = screen.getByRole('spinbutton', { name: 'Size' });
    await user.clear(size);
    await user.type(size, '500{Tab}');
    expect(size.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('A whole number from 6 to 48')).toBeDefined();
    expect(backend.file.now.settings.terminal.fontSize).toBe(13);
  });

  it('shows no problem beside a size that is good', async () => {
    const user = await open();
    const size = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Size' });
    const problem = () => [size.getAttribute('aria-invalid'), screen.queryByText('A whole number from 6 to 48')];
    await user.clear(size);
    await user.type(size, '500{Tab}');
    expect(size.getAttribute('aria-invalid')).toBe('true');
    // Typed, while the field still has the keyboard.
    await user.clear(size);
    await user.type(size, '18');
    expect(problem()).toEqual(['false', null]);
    await user.clear(size);
    await user.type(size, '500{Tab}');
    expect(size.getAttribute('aria-invalid')).toBe('true');
    // Set elsewhere.
    backend.file.save({
      ...DEFAULT_SETTINGS,
      terminal: { ...DEFAULT_SETTINGS.terminal, fontSize: 20 },
    });
    await waitFor(() => expect(size.value).toBe('20'));
    expect(problem()).toEqual(['false', null]);
  });

  it('tells what of the file cannot be used', async () => {
    const fault = { code: 'no_section', args: { path: '/c', section: 'bell' } } as const;
    backend.file.change({ faults: [{ fault, message: '/c: there is no section [bell]' }] });
    await open();
    expect(within(await screen.findByRole('alert')).getByText('/c: there is no section [bell]')).toBeDefined();
  });

  it('offers the themes of files, and says when the chosen one is gone', async () => {
    backend.file.change({ themes: [{ name: 'Night', colors: { background: '#000000', foreground: '#ffffff' } }] });
    const user = await open();
    const themes = screen.getByRole('combobox', { name: 'Terminals in a light window' });
    await waitFor(() => expect(within(themes).getByRole('option', { name: 'Night' })).toBeDefined());
    await user.selectOptions(themes, 'Night');
    await waitFor(() => expect(backend.file.now.settings.appearance.lightTheme).toBe('Night'));
    backend.file.change({ themes: [] });
    expect(await screen.findByText('There is no theme “Night”; Berth’s own is shown.')).toBeDefined();
  });
});

it.each([
  ['13', 13],
  [' 6 ', 6],
  ['5', null],
  ['49', null],
  ['12.5', null],
  ['', null],
  ['x', null],
])('reads %j as %j', (text, number) => {
  expect(wholeNumber(text, { least: 6, most: 48 })).toBe(number);
});

describe('what sessions are doing', () => {
  it('is set: which are watched, how many at most; a number out of bounds is refused', async () => {
    const user = await openApp(backend);
    await user.keyboard('{Control>},{/Control}');
    const section = within(await screen.findByRole('region', { name: 'What sessions are doing' }));
    await user.selectOptions(section.getByLabelText('Watch sessions that are not open'), 'All');
    await waitFor(() => expect(backend.file.now.settings.activity.observe).toBe('all'));
    const most = section.getByLabelText('At most so many at once');
    await user.clear(most);
    await user.type(most, '201{Tab}');
    expect(await section.findByText('A whole number from 0 to 200')).toBeTruthy();
    await user.clear(most);
    await user.type(most, '7{Tab}');
    await waitFor(() => expect(backend.file.now.settings.activity.most).toBe(7));
    expect(section.queryByText('A whole number from 0 to 200')).toBeNull();
  });

  it('names rules that can’t be used, with file, line and column', async () => {
    backend.activity.faults = [
      {
        file: '/home/ann/.config/berth/rules/mine.toml',
        line: 4,
        column: 7,
        problem: { code: 'rule_lacks', args: { key: 'activity' } },
        reason: 'activity is missing',
      },
    ];
    const user = await openApp(backend);
    await user.keyboard('{Control>},{/Control}');
    const section = within(await screen.findByRole('region', { name: 'What sessions are doing' }));
    const alert = await section.findByRole('alert');
    expect(alert.textContent).toContain('/home/ann/.config/berth/rules/mine.toml:4:7: activity is missing');
  });
});
