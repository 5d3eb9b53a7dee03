import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { command, openApp, row } from '../test-app';
import { sessionWindowFromUrl } from './sessionWindow';

let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  // Without terminals: jsdom has no layout to measure them in.
  backend.sessions = ['api', 'db', 'mail'].map((name) => fakeSession({ name, tty: false }));
});

afterEach(cleanup);

function panels(): string[] {
  return screen
    .queryAllByRole('tabpanel')
    .map((panel) => panel.getAttribute('aria-labelledby') ?? '')
    .filter((label) => label.startsWith('tab-'));
}

describe('panes', () => {
  it('are added, filled, moved between and closed with the keyboard', async () => {
    const user = await openApp(backend);
    row('api').focus();
    await user.keyboard('{Enter}');
    expect(panels()).toHaveLength(1);
    await user.keyboard('{Control>}\\{/Control}');
    const empty = await screen.findByRole('region', { name: 'Empty pane' });
    await user.click(within(empty).getByRole('button', { name: 'Show db here' }));
    expect(panels()).toHaveLength(2);
    expect(screen.getByRole('tab', { name: 'db, running' }).getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{Control>}{Alt>}{ArrowLeft}{/Alt}{/Control}');
    await waitFor(() =>
      expect(screen.getByRole('tab', { name: 'api, running' }).getAttribute('aria-selected')).toBe('true'),
    );

    const border = screen.getByRole('separator', { name: 'Width of the pane on the left' });
    border.focus();
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(border.getAttribute('aria-valuenow')).toBe('54');

    await user.click(screen.getAllByRole('button', { name: 'Close pane' })[0] ?? document.body);
    expect(panels()).toHaveLength(1);
    expect(screen.getAllByRole('tab', { name: /running$/ })).toHaveLength(2);
  });

  it('say what to do when only one can be typed into', async () => {
    const user = await openApp(backend);
    await command(user, 'Type into several');
    expect((await screen.findByRole('dialog', { name: 'Type into several at once' })).textContent).toContain(
      'Split the tab area first',
    );
  });
});

it('reads which session a window is for', () => {
  expect(sessionWindowFromUrl('?engine=docker%3Aprod+1&session=ab')).toEqual({ engine: 'docker:prod 1', id: 'ab' });
  expect(sessionWindowFromUrl('')).toBeNull();
  expect(sessionWindowFromUrl('?scenario=empty')).toBeNull();
});
