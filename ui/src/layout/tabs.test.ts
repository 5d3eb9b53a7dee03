// @vitest-environment node

import { beforeEach, describe, expect, it } from 'vitest';

import { fakeSession } from '../backend/fake';
import { keyOf } from '../sessions/state';
import { OpenTabs } from './tabs.svelte';

const [a, b, c] = [fakeSession({ name: 'a' }), fakeSession({ name: 'b' }), fakeSession({ name: 'c' })] as const;
let tabs: OpenTabs;

beforeEach(() => {
  tabs = new OpenTabs();
  for (const session of [a, b, c]) tabs.open(session);
});

function active(): string | undefined {
  return tabs.active?.session.name;
}

describe('OpenTabs', () => {
  it('opens a session once, on the view that was asked for', () => {
    tabs.open(a, 'logs');
    expect(tabs.tabs).toHaveLength(3);
    expect(active()).toBe('a');
    expect(tabs.active?.view).toBe('logs');
    tabs.open(a);
    expect(tabs.active?.view).toBe('logs');
  });

  it('opens a session without a terminal on its logs', () => {
    tabs.open(fakeSession({ name: 'db', tty: false }));
    expect(tabs.active?.view).toBe('logs');
  });

  it('goes to the right neighbour when the active tab closes, else to the left', () => {
    tabs.open(b);
    tabs.close(keyOf(b));
    expect(active()).toBe('c');
    tabs.close(keyOf(c));
    expect(active()).toBe('a');
    tabs.close(keyOf(a));
    expect(active()).toBeUndefined();
  });

  it('stays where it is when another tab closes', () => {
    tabs.close(keyOf(a));
    expect(active()).toBe('c');
  });

  it('shows a tab in one pane, and fills an empty one', () => {
    tabs.split('row');
    expect(active()).toBeUndefined();
    expect(tabs.panes.map((pane) => pane.key)).toEqual([keyOf(c), null]);
    tabs.open(a);
    expect(tabs.panes.map((pane) => pane.key)).toEqual([keyOf(c), keyOf(a)]);
    tabs.open(c);
    expect([active(), tabs.panes.length]).toEqual(['c', 2]);
    tabs.move('right');
    expect(active()).toBe('a');
    tabs.move('right');
    expect(active()).toBe('a');
  });

  it('gives up a pane with its tab, but not the last one', () => {
    tabs.split('column');
    tabs.open(b);
    tabs.close(keyOf(b));
    expect([active(), tabs.panes.length]).toEqual(['c', 1]);
    tabs.closePane(tabs.focused);
    expect([active(), tabs.panes.length]).toEqual(['c', 1]);
    tabs.split('row');
    tabs.open(a);
    tabs.closePane(tabs.focused);
    expect([active(), tabs.tabs.length]).toEqual(['c', 2]);
  });

  it('steps around the end', () => {
    tabs.step(1);
    expect(active()).toBe('a');
    tabs.step(-1);
    expect(active()).toBe('c');
  });

  it('follows the list, and keeps the last of a session that is gone', () => {
    const newer = { ...a, state: 'exited' as const, exitCode: 3 };
    tabs.follow((key) => (key === keyOf(a) ? newer : undefined), () => true);
    expect(tabs.tabs.map((tab) => [tab.session.state, tab.gone])).toEqual([['exited', false], ['running', true], ['running', true]]);
  });

  it('does not take silence for an end', () => {
    tabs.follow(() => undefined, () => false);
    expect(tabs.tabs.some((tab) => tab.gone)).toBe(false);
  });
});

describe('tabs of the last time', () => {
  const kept = (session: typeof a, active = false) => ({ engine: session.engine, key: keyOf(session), view: 'logs' as const, active });
  const d = fakeSession({ name: 'd', engine: 'docker' });
  const all = [a, b, c, d];
  const find = (key: string) => all.find((session) => keyOf(session) === key);
  const names = () => tabs.tabs.map((tab) => tab.session.name);

  it('are what was open', () => {
    tabs.open(b, 'details');
    expect(tabs.toKeep()).toEqual([
      { engine: 'podman', key: keyOf(a), view: 'terminal', active: false },
      { engine: 'podman', key: keyOf(b), view: 'details', active: true },
      { engine: 'podman', key: keyOf(c), view: 'terminal', active: false },
    ]);
  });

  it('open when their engine has answered, and are kept until then', () => {
    tabs = new OpenTabs([kept(a), kept(d), kept(c, true)]);
    tabs.follow(() => undefined, () => false);
    expect(names()).toEqual([]);
    tabs.follow(find, (engine) => engine === 'podman');
    expect([names(), active(), tabs.active?.view]).toEqual([['a', 'c'], 'c', 'logs']);
    expect(tabs.toKeep().map(({ key }) => key)).toEqual([a, c, d].map(keyOf));
    tabs.follow(find, () => true);
    expect([names(), active()]).toEqual([['a', 'c', 'd'], 'c']);
  });

  it('stay closed when their session is gone; the first of the others is looked at', () => {
    tabs = new OpenTabs([kept(a), kept(fakeSession({ name: 'gone' }), true)]);
    tabs.follow(find, () => true);
    expect([names(), active()]).toEqual([['a'], 'a']);
  });

  it('do not take the person away from what was opened meanwhile', () => {
    tabs = new OpenTabs([kept(a, true), kept(b)]);
    tabs.open(b);
    tabs.follow(find, () => true);
    expect([names(), active()]).toEqual([['b', 'a'], 'b']);
  });
});
