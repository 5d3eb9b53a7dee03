import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { floating, openApp, row } from '../test-app';

const bot = fakeSession({ name: 'bot' });
const build = fakeSession({ name: 'build' });
const plain = fakeSession({ name: 'plain' });
const MINUTE = 60_000;
let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = [bot, build, plain];
  backend.activity.tell(bot, { activity: 'asks', since: new Date(Date.now() - 12.5 * MINUTE).toISOString() });
  backend.activity.tell(build, { activity: 'works' });
  backend.activity.tell(plain, { activity: 'unknown' });
});

afterEach(cleanup);

it('stands in the row in a shape and a word, with the age of a question, and is in the row’s name', async () => {
  await openApp(backend);
  await waitFor(() => expect(row('bot').getAttribute('aria-label')).toContain('bot, running, asks, 12 minutes'));
  const badge = within(row('bot')).getByRole('button', { name: 'asks, 12 minutes. Why?' });
  expect([badge.textContent.slice(0, 4), badge.querySelector('.age')?.textContent]).toEqual(['asks', '12 min']);
  expect(badge.querySelector('svg')).toBeTruthy();
  expect(within(row('build')).getByRole('button', { name: 'works. Why?' }).textContent.trim()).toBe('works');
  expect(within(row('plain')).queryByRole('button', { name: /Why/ })).toBeNull();
  backend.activity.tell(bot, { activity: 'done' });
  await waitFor(() => expect(within(row('bot')).getByRole('button', { name: 'done. Why?' })).toBeTruthy());
});

it('says why by keyboard: rule, its source, the line as text, since when; Escape goes back', async () => {
  backend.activity.tell(bot, {
    activity: 'asks',
    since: new Date(Date.now() - 12.5 * MINUTE).toISOString(),
    why: {
      activity: 'asks',
      rule: 'mine.deploy',
      source: { kind: 'file', path: '/home/ann/.config/berth/rules/mine.toml' },
      line: 11,
      evidence: '<b>Deploy</b> now?\u202e [y/N]\u0007',
      choices: [],
    },
  });
  const user = await openApp(backend);
  const badge = await waitFor(() => within(row('bot')).getByRole('button', { name: /^asks.*Why\?$/ }));
  row('bot').focus();
  await user.tab();
  expect(document.activeElement).toBe(badge);
  await user.keyboard('{Enter}');
  const card = await floating('dialog', 'Why? bot');
  expect(card.querySelector('h2')?.textContent.trim()).toBe('bot: asks');
  expect(card.querySelector('pre')?.textContent).toBe('<b>Deploy</b> now? [y/N]');
  const facts = [...card.querySelectorAll('dd')].map((fact) => fact.textContent.trim());
  expect(facts[0]).toBe('mine.deploy');
  expect(facts[1]).toBe('your own rules: /home/ann/.config/berth/rules/mine.toml');
  expect(facts[2]).toMatch(/, 12 minutes$/);
  expect(card.textContent).toContain('Line 12 of the screen');
  // The row did not open.
  expect(screen.queryByRole('tab', { name: /^bot/ })).toBeNull();
  backend.activity.tell(bot, { activity: 'unknown' });
  await waitFor(() => expect(card.textContent.trim()).toBe('That is over.'));
  await user.keyboard('{Escape}');
  await waitFor(() =>
    expect(screen.queryAllByRole('dialog', { hidden: true }).map((one) => one.getAttribute('aria-label'))).toEqual([]),
  );
});

it('gives the keyboard back to the badge', async () => {
  const user = await openApp(backend);
  const badge = await waitFor(() => within(row('bot')).getByRole('button', { name: /^asks.*Why\?$/ }));
  await user.click(badge);
  await floating('dialog', 'Why? bot');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement).toBe(badge));
});

it('stands in the toolbar of an open session and at its tile on the wall, and says why there as well', async () => {
  const user = await openApp(backend);
  await user.click(row('bot'));
  const panel = within(await screen.findByRole('tabpanel', { name: /^bot/ }));
  await user.click(await panel.findByRole('button', { name: 'asks, 12 minutes. Why?' }));
  await floating('dialog', 'Why? bot');
  await user.keyboard('{Escape}');
  await user.click(row('plain'));
  const other = within(await screen.findByRole('tabpanel', { name: /^plain/ }));
  expect(other.queryByRole('button', { name: /Why/ })).toBeNull();

  await user.keyboard('{Control>}{Shift>}G{/Shift}{/Control}');
  const wall = within(await screen.findByRole('region', { name: 'Wall' }));
  expect(
    wall.getAllByRole('button', { name: /Why/ }).map((badge) => badge.ariaLabel ?? badge.getAttribute('aria-label')),
  ).toEqual(['asks, 12 minutes. Why?', 'works. Why?']);
  await user.click(wall.getByRole('button', { name: 'works. Why?' }));
  await floating('dialog', 'Why? build');
  // The tile did not open.
  expect(screen.queryByRole('tab', { name: /^build/ })).toBeNull();
  await user.keyboard('{Escape}');
  expect(screen.getByRole('region', { name: 'Wall' })).toBeTruthy();
});
