import { cleanup, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { ended, FakeBackend, fakeSession } from '../backend/fake';
import { openApp } from '../test-app';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const grid = (): HTMLElement => screen.getByRole('grid', { name: 'Sessions' });

function groups(): (string | null)[] {
  return within(grid())
    .queryAllByRole('rowgroup')
    .map((group) => {
      expect(within(group).queryAllByRole('row').length).toBeGreaterThan(0);
      return group.getAttribute('aria-label');
    });
}

function height(): number {
  const parts = [...grid().querySelectorAll<HTMLElement>('[role=presentation]')];
  const rooms = parts.reduce((sum, { style }) => sum + (Number.parseFloat(style.height) || 0), 0);
  return rooms + 30 * groups().length + 48 * within(grid()).queryAllByRole('row').length;
}

it('has no group without rows, however far one scrolls, and counts all of them', async () => {
  const backend = new FakeBackend();
  backend.sessions = Array.from({ length: 100 }, (_, i) => [
    fakeSession({ name: `run-${i}` }),
    fakeSession({ name: `new-${i}`, state: 'created', startedAt: null }),
    ended({ name: `end-${i}` }, 0, '2026-01-01T12:00:00Z'),
  ]).flat();
  await openApp(backend);
  const order: string[] = [];
  const whole = height();
  for (let top = 0; top < whole; top += 600) {
    grid().scrollTop = top;
    grid().dispatchEvent(new Event('scroll'));
    await tick();
    for (const title of groups()) if (title !== null && !order.includes(title)) order.push(title);
    expect(height()).toBe(whole);
    expect(grid().getAttribute('aria-rowcount')).toBe('300');
  }
  expect(order).toHaveLength(3);
  expect(groups()).toEqual(order.slice(2));
  const rows = within(grid()).getAllByRole('row');
  expect(rows.at(-1)?.getAttribute('aria-rowindex')).toBe('300');
});
