import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';

import TerminalMenu from './TerminalMenu.svelte';

afterEach(cleanup);

const children = createRawSnippet(() => ({ render: () => '<p>a terminal</p>' }));
const onact = vi.fn();

async function menu(saves: boolean, live: boolean, folder = ''): Promise<HTMLElement[]> {
  render(TerminalMenu, {
    selected: () => false,
    link: () => null,
    folder: () => folder,
    saves,
    live: () => live,
    taken: () => false,
    onact,
    onlink: vi.fn(),
    onclosed: vi.fn(),
    children,
  });
  await userEvent.pointer({ target: screen.getByText('a terminal'), keys: '[MouseRight]' });
  return screen.findAllByRole('menuitem', { hidden: true });
}

function words(items: readonly HTMLElement[], usable: boolean): string[] {
  return items
    .filter((item) => (item.getAttribute('aria-disabled') !== 'true') === usable)
    .map((item) => item.firstElementChild?.textContent ?? '');
}

it('saves and clears what a live terminal shows', async () => {
  const items = await menu(true, true);
  expect(words(items, true)).toEqual(['Paste', 'Select all', 'Find…', 'Save output…', 'Clear scrollback']);
  const clear = items.find((item) => item.textContent === 'Clear scrollback');
  expect(clear?.title).toContain('logs and history keep it');
  await userEvent.click(clear ?? document.body);
  expect(onact).toHaveBeenCalledExactlyOnceWith('clear');
});

it('clears nothing that no program is in, and saves no shell', async () => {
  const items = await menu(false, false);
  expect(words(items, false)).toEqual([
    'CopyNothing is selected.',
    'Copy pathThe program does not tell its working directory (OSC 7).',
    'Clear scrollbackNo program runs in it.',
  ]);
  expect(words(items, true)).toEqual(['Paste', 'Select all', 'Find…']);
});

it('says the keys of its items, without making them part of their names', async () => {
  const items = await menu(true, true);
  const keys = items.map((item) => [item.firstElementChild?.textContent, item.getAttribute('aria-keyshortcuts')]);
  expect(keys.filter(([, own]) => own !== null)).toEqual([
    ['CopyNothing is selected.', 'Control+Shift+C'],
    ['Paste', 'Control+Shift+V'],
    ['Find…', 'Control+Shift+F'],
  ]);
});

it('copies the working directory that the program tells', async () => {
  const items = await menu(true, true, '/srv/a b');
  const copy = items.find((item) => item.textContent === 'Copy path');
  expect(copy?.title).toBe('/srv/a b');
  await userEvent.click(copy ?? document.body);
  expect(onact).toHaveBeenLastCalledWith('copyFolder');
});
