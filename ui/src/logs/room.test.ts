// Logs in the whole window, over the fake, as one uses them by keyboard and by role.

import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';

import { FakeBackend } from '../backend/fake';
import { choose, floating, openApp, row } from '../test-app';
import { LogChoices } from './choices.svelte';

let backend: FakeBackend;
let user: UserEvent;

afterEach(() => {
  localStorage.clear();
  cleanup();
});

const grid = (name = 'web'): HTMLElement => screen.getByRole('grid', { name: `Lines of ${name}` });
const shown = (name = 'web'): string[] =>
  within(grid(name))
    .queryAllByRole('row')
    .map((line) => line.querySelector('.text, .words')?.textContent ?? '');
const times = (): string[] =>
  [...grid().querySelectorAll('.time')].map((time) => time.textContent).filter((text) => text !== '');
const filterField = (): HTMLElement => screen.getByRole('searchbox', { name: 'Filter lines' });
const view = () => [...backend.logViews][0];
const written = (text: string, level: 'none' | 'error' = 'none') =>
  ({ source: 0, stream: 'output', level, at: Date.now(), text }) as const;

async function openLines(name = 'web'): Promise<void> {
  backend = new FakeBackend();
  user = await openApp(backend);
  await user.click(row(name));
  await waitFor(() => expect(shown(name).length).toBeGreaterThan(5));
}

describe('the lines of a session without a terminal', () => {
  it('are there with their runs, levels and streams, and can be read aloud', async () => {
    await openLines();
    expect(shown()[0]).toMatch(/^Run 1 · began .+ · exited 0 · ran 50 m$/);
    expect(shown()).toContain('an earlier run, without times');
    const failed = within(grid()).getByRole('row', { name: /could not reach db/ });
    expect(failed.textContent).toMatch(/^\d\d:\d\d:\d\d\.\d{3}\s*EError\s*err\s*ERROR could not/);
    expect(grid().getAttribute('aria-rowcount')).toBe('13');
    expect(screen.queryByRole('radiogroup', { name: 'View' })).toBeNull();
  });

  it('are filtered as one types, by chips and by levels, and all again', async () => {
    await openLines();
    grid().focus();
    await user.keyboard('/');
    expect(document.activeElement).toBe(filterField());
    await user.keyboard('-epoch{Enter}');
    await waitFor(() => expect(shown().some((text) => text.startsWith('epoch'))).toBe(false));
    await user.keyboard('retry');
    await waitFor(() => expect(shown()).toEqual(['DEBUG retry in 5 s']));
    expect(screen.getByText('1 of 11 lines')).toBeTruthy();
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Error: 1' }));
    await waitFor(() => expect(shown()).toEqual(['ERROR could not reach db: connection refused']));
    await user.click(screen.getByRole('button', { name: 'Remove filter without epoch' }));
    await user.click(screen.getByRole('button', { name: 'Clear filter' }));
    await waitFor(() => expect(shown()).toHaveLength(13));
  });

  it('say that the filter hides them all, and offer to clear it', async () => {
    await openLines();
    await user.type(filterField(), 'nowhere');
    const none = await screen.findByText('The filter hides all 11 lines.');
    const clear = none.parentElement?.querySelector('button');
    if (clear) await user.click(clear);
    await waitFor(() => expect(shown()).toHaveLength(13));
    expect(document.activeElement).toBe(grid());
  });

  it('say what is wrong with an expression, and keep what is shown', async () => {
    await openLines();
    await user.click(screen.getByRole('button', { name: 'Regular expression' }));
    await user.type(filterField(), '(');
    expect((await screen.findByRole('alert')).textContent).toContain('is no regular expression');
    expect(shown()).toHaveLength(13);
  });

  it('are walked by keyboard, folded out, and copied', async () => {
    await openLines();
    grid().focus();
    await user.keyboard('{End}{ArrowUp}{ArrowUp}{ArrowUp}');
    const active = (): HTMLElement | null =>
      document.getElementById(grid().getAttribute('aria-activedescendant') ?? '');
    expect(active()?.textContent).toContain('slow query');
    expect(active()?.getAttribute('aria-expanded')).toBe('false');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(active()?.textContent).toContain('"ms": 1204'));
    expect(active()?.getAttribute('aria-expanded')).toBe('true');
    await user.keyboard('{Enter}');
    expect(active()?.textContent).not.toContain('"ms": 1204');
    await user.keyboard('{Control>}c{/Control}');
    await waitFor(async () => expect(await navigator.clipboard.readText()).toContain('{"level":"warn"'));
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}{Control>}c{/Control}');
    expect(await screen.findByText('Copied 2 lines')).toBeTruthy();
    expect((await navigator.clipboard.readText()).trim().split('\n')).toHaveLength(2);
    await user.keyboard('{Control>}a{/Control}{Control>}c{/Control}');
    expect(await screen.findByText('Copied the log')).toBeTruthy();
    expect((await navigator.clipboard.readText()).trim().split('\n')).toHaveLength(11);
  });

  it('follow the end until one leaves it, count what comes, and lead back', async () => {
    await openLines();
    const follow = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Follow' });
    expect(follow.checked).toBe(true);
    await user.click(follow);
    expect(screen.getByRole('button', { name: 'Jump to latest' })).toBeTruthy();
    view()?.write(written('one more'), written('and another'));
    await user.click(await screen.findByRole('button', { name: '2 new lines, jump to latest' }));
    await waitFor(() => expect(shown().at(-1)).toBe('and another'));
    expect(follow.checked).toBe(true);
    expect(screen.queryByRole('button', { name: /jump to latest/i })).toBeNull();
  });

  it('are looked through; the find bar says how many match', async () => {
    await openLines();
    grid().focus();
    await user.keyboard('{Control>}f{/Control}loss');
    expect(await screen.findByText('3 lines')).toBeTruthy();
    const active = (): string | undefined =>
      document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')?.textContent;
    await waitFor(() => expect(active()).toContain('14/40'));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(active()).toContain('13/40'));
    expect(grid().querySelectorAll('mark')).toHaveLength(3);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(grid()));
    expect(grid().querySelectorAll('mark')).toHaveLength(0);
  });

  it('show times as one likes, and remember that', async () => {
    await openLines();
    grid().focus();
    await user.keyboard('t');
    expect(screen.getByRole('button', { name: 'Times: UTC' })).toBeTruthy();
    expect(times()[0]).toMatch(/Z$/);
    await user.keyboard('tw');
    expect(grid().querySelector('.time')).toBeNull();
    expect(screen.getByRole('button', { name: 'Wrap' }).getAttribute('aria-pressed')).toBe('true');
    await user.click(screen.getByRole('button', { name: 'Times: No times' }));
    await choose(user, 'menuitemradio', 'Ago');
    await waitFor(() => expect(times()[0]).toMatch(/^\d+ [sm]$/));
    expect(JSON.parse(localStorage.getItem('berth.logs') ?? '{}')).toMatchObject({ wrap: true, times: 'relative' });
  });

  it('are filtered as was saved', async () => {
    await openLines();
    await user.type(filterField(), 'refused{Enter}');
    await user.click(screen.getByRole('button', { name: 'Saved filters' }));
    let menu = await floating('dialog', 'Saved filters');
    const field = await within(menu).findByLabelText('Save this filter as');
    await user.type(field, 'database{Enter}');
    await user.click(screen.getByRole('button', { name: 'Clear filter' }));
    await waitFor(() => expect(shown()).toHaveLength(13));
    await user.click(screen.getByRole('button', { name: 'Saved filters' }));
    menu = await floating('dialog', 'Saved filters');
    await user.click(await within(menu).findByText('database'));
    await waitFor(() => expect(shown()).toEqual(['ERROR could not reach db: connection refused']));
  });

  it('of a time are shown alone', async () => {
    await openLines();
    await user.click(screen.getByRole('button', { name: 'Time: Any time' }));
    const menu = await floating('dialog', 'Time');
    await user.click(await within(menu).findByLabelText('From … to …'));
    await user.type(await within(menu).findByLabelText('Since'), 'soon');
    expect(within(menu).getByText(/^This is no time/)).toBeTruthy();
    await user.clear(within(menu).getByLabelText('Since'));
    await user.type(within(menu).getByLabelText('Since'), '9.95 m');
    await waitFor(() => expect(shown()).not.toContain('an earlier run, without times'));
    expect(shown()).toContain('DEBUG retry in 5 s');
    expect(shown().some((text) => text.startsWith('epoch 12'))).toBe(false);
  });

  it('are saved where one says', async () => {
    await openLines();
    await user.click(screen.getByRole('button', { name: 'Save…' }));
    expect(await screen.findByText('Saved the lines')).toBeTruthy();
    expect(backend.calls).toContainEqual({ verb: 'saveOutput', subject: 'web' });
  });
});

describe('a log of a session with a terminal', () => {
  it('is as the terminal would show it, or line by line, as was chosen last', async () => {
    backend = new FakeBackend();
    user = await openApp(backend);
    await user.click(row('web-bot'));
    await user.click(await screen.findByRole('tab', { name: 'Logs' }));
    const looks = await screen.findByRole('radiogroup', { name: 'View' });
    expect(within(looks).getByRole<HTMLInputElement>('radio', { name: 'Terminal' }).checked).toBe(true);
    await user.click(within(looks).getByRole('radio', { name: 'Lines' }));
    await waitFor(() => expect(shown('web-bot').length).toBeGreaterThan(5));
    expect(new LogChoices().look).toBe('lines');
    // One stream: nothing is told apart.
    expect(screen.queryByRole('group', { name: 'Streams' })).toBeNull();
  });
});

describe('a log that can’t be read', () => {
  it('says why, and is tried again', async () => {
    backend = new FakeBackend();
    user = await openApp(backend);
    backend.fail('openLogView', { message: 'the engine is away' });
    await user.click(row('web'));
    expect((await screen.findByRole('alert')).textContent).toContain('the engine is away');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(shown().length).toBeGreaterThan(5));
  });
});
