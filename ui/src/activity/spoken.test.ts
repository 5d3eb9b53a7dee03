import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { Activity } from '../backend/port';
import { openApp, row } from '../test-app';

const MINUTE = 60_000;
const KINDS = ['asks', 'works', 'done', 'idle', 'unknown'] as const satisfies readonly Activity[];
const sessions = KINDS.map((kind) => fakeSession({ name: `it-${kind}` }));
const of = (kind: Activity) => sessions[KINDS.indexOf(kind)] ?? fakeSession({ name: 'none' });
const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();
let backend: FakeBackend;

beforeEach(() => {
  localStorage.clear();
  backend = new FakeBackend();
  backend.sessions = sessions;
  for (const kind of KINDS) backend.activity.tell(of(kind), { activity: kind, since: ago(12.5) });
});

afterEach(cleanup);

/** The region that says new questions, beside those of toasts. */
const said = (): string[] =>
  screen
    .queryAllByRole('status')
    .map(({ textContent }) => textContent.trim())
    .filter((text) => /^it-\w+ asks/.test(text));

it('reads each row with the word of what it does, and the age of a question, in a group of that name', async () => {
  await openApp(backend);
  const words = { asks: 'asks, 12 minutes', works: 'works', done: 'done', idle: 'idle' };
  const groups = { asks: 'Needs you', works: 'Works', done: 'Done', idle: 'Idle' };
  for (const kind of ['asks', 'works', 'done', 'idle'] as const) {
    const group = await screen.findByRole('rowgroup', { name: groups[kind] });
    const name = new RegExp(`^it-${kind}, running, ${words[kind]}, `);
    const one = within(group).getByRole('row', { name });
    expect(within(one).getByRole('button', { name: `${words[kind]}. Why?` })).toBeTruthy();
  }
  const unknown = within(screen.getByRole('rowgroup', { name: 'Running' })).getByRole('row');
  expect(unknown.getAttribute('aria-label')).toMatch(/^it-unknown, running, [^,]+, podman$/);
});

it('says a new question once, politely, and what is in sight not at all', async () => {
  const user = await openApp(backend);
  // Those of before are no news.
  expect(said()).toEqual([]);
  const why = {
    activity: 'asks' as const,
    rule: 'question.yes-no',
    source: { kind: 'shipped' as const },
    line: 3,
    evidence: 'Overwrite\u202e the file? [y/N]\u0007',
    choices: [],
  };
  const asks = { activity: 'asks' as const, since: ago(0), why };
  backend.activity.tell(of('works'), asks);
  await waitFor(() => expect(said()).toEqual(['it-works asks: Overwrite the file? [y/N]']));
  const region = screen.getAllByRole('status').find(({ textContent }) => textContent.includes('it-works'));
  expect(region?.getAttribute('aria-live') ?? 'polite').toBe('polite');
  const node = region?.firstElementChild;
  backend.activity.tell(of('works'), { ...asks, since: ago(3) });
  await waitFor(() => expect(row('it-works').getAttribute('aria-label')).toContain('asks, 3 minutes'));
  expect(region?.firstElementChild).toBe(node);
  // The same words again are said again: another node is news.
  backend.activity.tell(of('works'), { activity: 'works' });
  backend.activity.tell(of('works'), asks);
  await waitFor(() => expect(region?.firstElementChild).not.toBe(node));

  window.dispatchEvent(new Event('focus'));
  await user.click(row('it-idle'));
  await screen.findByRole('tab', { name: /^it-idle/, selected: true });
  backend.activity.tell(of('idle'), asks);
  await waitFor(() => expect(row('it-idle').getAttribute('aria-label')).toContain('asks'));
  expect(said()).toEqual(['it-works asks: Overwrite the file? [y/N]']);
});

it('breaks no rule of WCAG with badges in list, toolbar and wall, and with its reasons open', async () => {
  const user = await openApp(backend);
  const broken = async (): Promise<string[]> => {
    // jsdom has no colours, and no layout.
    const options = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
    const { violations } = await axe.run(document.body, {
      ...options,
      rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  await user.click(row('it-works'));
  await screen.findByRole('tab', { name: /^it-works/, selected: true });
  expect(await broken()).toEqual([]);
  await user.click(within(row('it-asks')).getByRole('button', { name: /Why/ }));
  await waitFor(() => expect(screen.queryAllByRole('dialog', { hidden: true })).toHaveLength(1));
  expect(await broken()).toEqual([]);
  await user.keyboard('{Escape}');
  await user.keyboard('{Control>}g{/Control}');
  await screen.findByRole('region', { name: 'Wall' });
  expect(await broken()).toEqual([]);
});
