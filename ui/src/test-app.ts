// The whole window over the fake, as tests by role use it.

import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { expect } from 'vitest';

import App from './App.svelte';
import type { FakeBackend } from './backend/fake';
import { overlays, panes } from './later';

/** Opens the window, and waits until the engines have answered and what is loaded later is there. */
export async function openApp(backend: FakeBackend): Promise<UserEvent> {
  await Promise.all([panes, ...Object.values(overlays)].map(async (part) => await part.get()));
  render(App, { backend });
  await waitFor(() => expect(screen.getByRole('contentinfo').textContent).not.toContain('Asking'));
  const user = userEvent.setup();
  // For a moment after a menu closed the page takes no pointer; then a click is refused before it does anything.
  return { ...user, click: (element) => waitFor(() => user.click(element)) };
}

/** The names of the sessions whose rows are drawn, in order. */
export function listed(): string[] {
  return within(screen.getByRole('grid', { name: 'Sessions' }))
    .queryAllByRole('row')
    .map((row) => row.getAttribute('aria-label')?.split(',')[0] ?? '');
}

export function row(name: string): HTMLElement {
  return screen.getByRole('row', { name: new RegExp(`^${name},`) });
}

/**
 * What floats beside a button: a menu's group, a popover. It hides while the button has no place
 * on the screen, and in jsdom nothing has one; a hidden element has no name either, only its label.
 */
export function floating(role: 'group' | 'dialog', label: string): Promise<HTMLElement> {
  return waitFor(() => {
    const found = screen
      .queryAllByRole(role, { hidden: true })
      .find((element) => element.getAttribute('aria-label') === label);
    if (!found) throw new Error(`no ${role} ${label}`);
    return found;
  });
}

/** Chooses from the menu that is open. */
export async function choose(
  user: UserEvent,
  role: 'menuitem' | 'menuitemradio',
  name: string,
  group?: string,
): Promise<void> {
  const inside = group === undefined ? screen : within(await floating('group', group));
  const items = await inside.findAllByRole(role, { hidden: true });
  const item = items.find(
    (candidate) => candidate.textContent.trim() === name || candidate.textContent.trim().startsWith(`${name} `),
  );
  if (!item) throw new Error(`no ${name} among ${items.map((i) => i.textContent).join(', ')}`);
  await user.click(item);
}

/** Runs a command of the palette. */
export async function command(user: UserEvent, text: string): Promise<void> {
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByPlaceholderText('Search or run a command'), text);
  await user.keyboard('{Enter}');
}
