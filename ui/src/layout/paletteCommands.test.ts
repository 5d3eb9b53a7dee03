// @vitest-environment node
import { expect, it, vi } from 'vitest';

import { fakeSession } from '../backend/fake';
import type { Tab } from '../tabs/tab.svelte';
import { OpenTabs } from '../tabs/tabs.svelte';
import { terminalCommands } from './paletteCommands';

const session = fakeSession({ name: 'bot' });

function tab(view: Tab['view']): Tab {
  const tabs = new OpenTabs();
  tabs.open(session, view);
  if (!tabs.activeSession) throw new Error('it is open');
  return tabs.activeSession;
}

function labels(of: Tab, attached = false): string[] {
  return terminalCommands(of, attached, vi.fn())
    .filter(({ why }) => why === null)
    .map(({ label }) => label);
}

it('clears the scrollback of what a program is in', () => {
  const [terminal, shell] = [tab('terminal'), tab('shell')];
  expect(labels(terminal)).toEqual(['View bot read-only']);
  expect(labels(shell)).toEqual([]);
  shell.hasShell = true;
  expect(labels(tab('logs'), true)).toEqual([]);
  expect(labels(shell)).toEqual(['Clear scrollback of the shell in bot']);
  const [back, clear] = [vi.fn(), vi.fn()];
  terminal.attachViews({ clear, openShell: vi.fn(), jump: vi.fn(), copyOutput: vi.fn(), copyFolder: vi.fn() });
  terminalCommands(terminal, true, back)
    .find(({ label }) => label === 'Clear scrollback of bot')
    ?.run();
  expect(clear).toHaveBeenCalledOnce();
  expect(back).toHaveBeenCalledOnce();
});
