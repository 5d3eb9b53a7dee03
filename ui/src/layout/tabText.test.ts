// @vitest-environment node

import { expect, it } from 'vitest';

import { ended, fakeSession } from '../backend/fake';
import type { Tab } from '../tabs/tab.svelte';
import { OpenTabs } from '../tabs/tabs.svelte';
import { tabHint, tabLabel, tabName } from './tabText';

function open(...sessions: ReturnType<typeof fakeSession>[]): { tabs: OpenTabs; first: Tab } {
  const tabs = new OpenTabs();
  for (const session of sessions) tabs.open(session);
  const first = tabs.sessionTabs[0];
  if (!first) throw new Error('one is open');
  return { tabs, first };
}

it('a tab says its engine where another open session has its name', () => {
  const bot = fakeSession({ name: 'bot' });
  const twin = fakeSession({ name: 'bot', engine: 'docker' });
  const alone = open(bot, fakeSession({ name: 'other', engine: 'docker' }));
  expect(tabName(alone.first, alone.tabs)).toBe('bot');
  const both = open(bot, twin);
  expect(both.tabs.tabs.map((tab) => tabName(tab, both.tabs))).toEqual(['bot on podman', 'bot on docker']);
});

it('a tab tells the working directory of what is in sight under the pointer', () => {
  const { first } = open(fakeSession({ name: 'bot' }));
  expect(tabHint(first, false)).toBe('bot on podman, running');
  first.folders.shell = '/srv/a b';
  expect(tabHint(first, false)).toBe('bot on podman, running');
  first.view = 'shell';
  expect(tabHint(first, false)).toBe('bot on podman, running\n/srv/a b');
});

it('a tab is read out with its exit code, its lost connection and what it needs', () => {
  const { tabs, first } = open(ended({ name: 'trainer' }, 137, '2026-01-01T12:00:00Z'));
  expect(tabLabel(first, tabs, false, undefined, null)).toBe('trainer 137, exited 137');
  expect(tabLabel(first, tabs, false, 'rang', null)).toBe('trainer 137, exited 137, needs you: rang');
  const running = open(fakeSession({ name: 'bot' }));
  const half = { state: 'running', value: 50 } as const;
  expect(tabLabel(running.first, running.tabs, false, 'rang', half)).toBe(
    'bot, running, 50\u202f% done, needs you: rang',
  );
  expect(tabLabel(running.first, running.tabs, true, undefined, null)).toBe('bot, running, connection lost');
  running.first.gone = true;
  expect(tabLabel(running.first, running.tabs, false, undefined, null)).toBe('bot, gone');
});
