// @vitest-environment node

import { beforeEach, describe, expect, it } from 'vitest';

import { fakeSession } from '../backend/fake';
import { keyOf } from '../session/state';
import type { SavedTabs } from './savedTabs';
import { OpenTabs } from './tabs.svelte';

const [a, b, c] = [fakeSession({ name: 'a' }), fakeSession({ name: 'b' }), fakeSession({ name: 'c' })] as const;
let tabs: OpenTabs;

beforeEach(() => {
  tabs = new OpenTabs();
  for (const session of [a, b, c]) tabs.open(session);
});

function active(): string | undefined {
  return tabs.activeSession?.session.name;
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
    tabs.follow(
      (key) => (key === keyOf(a) ? newer : undefined),
      () => true,
    );
    expect(tabs.sessionTabs.map((tab) => [tab.session.state, tab.gone])).toEqual([
      ['exited', false],
      ['running', true],
      ['running', true],
    ]);
  });

  it('does not take silence for an end', () => {
    tabs.follow(
      () => undefined,
      () => false,
    );
    expect(tabs.tabs.some((tab) => tab.gone)).toBe(false);
  });
});

describe('tabs that are moved', () => {
  const names = (): string => tabs.sessionTabs.map((tab) => tab.session.name).join('');
  const shown = (): (string | undefined)[] =>
    tabs.panes.map((pane) => tabs.sessionTabs.find((tab) => tab.key === pane.key)?.session.name);

  it('change places, stop at the ends, and are still in the same pane', () => {
    tabs.shift(keyOf(a), 1);
    expect([names(), active()]).toEqual(['bac', 'c']);
    tabs.shift(keyOf(c), 1);
    tabs.shift(keyOf(b), -1);
    expect(names()).toBe('bac');
    tabs.shift(keyOf(c), -1);
    expect(names()).toBe('bca');
    tabs.reorder(keyOf(b), 3);
    expect([names(), active()]).toEqual(['cab', 'c']);
    expect(tabs.serialize().tabs.map(({ key }) => key)).toEqual([c, a, b].map(keyOf));
  });

  it('keep the number of their panel, in which a terminal must not move', () => {
    const numbers = () => new Map(tabs.sessionTabs.map((tab) => [tab.session.name, tab.number]));
    const before = numbers();
    tabs.reorder(keyOf(a), 3);
    expect(numbers()).toEqual(new Map([...before].sort(([x], [y]) => 'bca'.indexOf(x) - 'bca'.indexOf(y))));
    expect(new Set(before.values()).size).toBe(3);
  });

  it('change places with the tab of the pane that they are moved to', () => {
    tabs.split('row');
    tabs.open(a);
    const [left, right] = tabs.panes.map(({ id }) => id);
    tabs.showIn(left ?? -1, keyOf(a));
    expect([shown(), active()]).toEqual([['a', 'c'], 'a']);
    // A tab in no pane takes the place; the other stays open.
    tabs.showIn(right ?? -1, keyOf(b));
    expect([shown(), active(), names()]).toEqual([['a', 'b'], 'b', 'abc']);
    tabs.showIn(99, keyOf(c));
    expect(shown()).toEqual(['a', 'b']);
  });

  it('leave an empty pane behind when they are moved into an empty one', () => {
    tabs.split('row');
    tabs.toNextPane(keyOf(c));
    expect([shown(), active()]).toEqual([[undefined, 'c'], 'c']);
    tabs.toNextPane(keyOf(c));
    expect([shown(), active()]).toEqual([['c', undefined], 'c']);
  });
});

describe('tabs that are closed together', () => {
  it('leave the one that was meant, in one pane', () => {
    tabs.split('row');
    tabs.open(a);
    tabs.closeOthers(keyOf(b));
    expect([tabs.tabs.length, tabs.panes.length, active()]).toEqual([1, 1, 'b']);
  });

  it('are those of sessions that have ended or are gone', () => {
    const exited = { ...b, state: 'exited' as const, exitCode: 1 };
    tabs.follow(
      (key) => (key === keyOf(a) ? undefined : key === keyOf(b) ? exited : c),
      () => true,
    );
    tabs.closeEnded();
    expect([tabs.tabs.length, active()]).toEqual([1, 'c']);
  });
});

describe('tabs of the last time', () => {
  const saved = (session: typeof a, active = false) => ({
    engine: session.engine,
    key: keyOf(session),
    view: 'logs' as const,
    active,
  });
  const savedTabs = (...tabs: ReturnType<typeof saved>[]) => ({ tabs, panes: null });
  const d = fakeSession({ name: 'd', engine: 'docker' });
  const all = [a, b, c, d];
  const find = (key: string) => all.find((session) => keyOf(session) === key);
  const names = () => tabs.sessionTabs.map((tab) => tab.session.name);

  it('are what was open', () => {
    tabs.open(b, 'details');
    expect(tabs.serialize().tabs).toEqual([
      { engine: 'podman', key: keyOf(a), view: 'terminal', active: false },
      { engine: 'podman', key: keyOf(b), view: 'details', active: true },
      { engine: 'podman', key: keyOf(c), view: 'terminal', active: false },
    ]);
  });

  it('open when their engine has answered, and are kept until then', () => {
    tabs = new OpenTabs(savedTabs(saved(a), saved(d), saved(c, true)));
    tabs.follow(
      () => undefined,
      () => false,
    );
    expect(names()).toEqual([]);
    tabs.follow(find, (engine) => engine === 'podman');
    expect([names(), active(), tabs.active?.view]).toEqual([['a', 'c'], 'c', 'logs']);
    expect(tabs.serialize().tabs.map(({ key }) => key)).toEqual([a, d, c].map(keyOf));
    tabs.follow(find, () => true);
    expect([names(), active()]).toEqual([['a', 'd', 'c'], 'c']);
  });

  it('stay closed when their session is gone; the first of the others is active', () => {
    tabs = new OpenTabs(savedTabs(saved(a), saved(fakeSession({ name: 'gone' }), true)));
    tabs.follow(find, () => true);
    expect([names(), active()]).toEqual([['a'], 'a']);
  });

  it('do not take the person away from what was opened meanwhile', () => {
    tabs = new OpenTabs(savedTabs(saved(a, true), saved(b)));
    tabs.open(b);
    tabs.follow(find, () => true);
    expect([names(), active()]).toEqual([['a', 'b'], 'b']);
  });
});

describe('panes of the last time', () => {
  const d = fakeSession({ name: 'd', engine: 'docker' });
  const all = [a, b, c, d];
  const find = (key: string) => all.find((session) => keyOf(session) === key);
  const saved = (active: typeof a): SavedTabs => ({
    tabs: all.map((session) => ({
      engine: session.engine,
      key: keyOf(session),
      view: 'terminal',
      active: session === active,
    })),
    // a | d over b; c is in no pane.
    panes: {
      way: 'row',
      share: 0.3,
      first: { key: keyOf(a) },
      second: { way: 'column', share: 0.6, first: { key: keyOf(d) }, second: { key: keyOf(b) } },
    },
  });
  const shown = () => tabs.panes.map((pane) => tabs.sessionTabs.find((tab) => tab.key === pane.key)?.session.name);
  const podman = (engine: string) => engine === 'podman';

  it('are there again, with the person in the same one', () => {
    tabs = new OpenTabs(saved(b));
    tabs.follow(find, () => true);
    expect([shown(), active(), tabs.tabs.length]).toEqual([['a', 'd', 'b'], 'b', 4]);
    expect(tabs.placed.borders.map(({ split }) => [split.way, split.share])).toEqual([
      ['row', 0.3],
      ['column', 0.6],
    ]);
    expect(tabs.serialize()).toEqual(saved(b));
  });

  it('are kept as they are now once the person divides otherwise', () => {
    tabs = new OpenTabs(saved(b));
    tabs.follow(find, () => true);
    tabs.closePane(tabs.focused);
    expect(tabs.serialize().panes).toEqual({
      way: 'row',
      share: 0.3,
      first: { key: keyOf(a) },
      second: { key: keyOf(d) },
    });
  });

  it('come as their engines answer, and the person goes to theirs', () => {
    tabs = new OpenTabs(saved(d));
    tabs.follow(find, podman);
    expect([shown(), active()]).toEqual([['a', 'b'], undefined]);
    expect(tabs.serialize().panes).toEqual(saved(d).panes);
    tabs.follow(find, () => true);
    expect([shown(), active()]).toEqual([['a', 'd', 'b'], 'd']);
  });

  it('leave the person where they went meanwhile', () => {
    tabs = new OpenTabs(saved(d));
    tabs.follow(find, podman);
    tabs.open(b);
    tabs.follow(find, () => true);
    expect([shown(), active()]).toEqual([['a', 'd', 'b'], 'b']);
  });

  it('take in what is opened before the person has a pane', () => {
    tabs = new OpenTabs(saved(d));
    tabs.follow(find, podman);
    tabs.open(c);
    expect([shown(), active()]).toEqual([['c', 'b'], 'c']);
    tabs = new OpenTabs(saved(d));
    tabs.follow(find, podman);
    tabs.split('column');
    expect([shown(), active()]).toEqual([['a', undefined, 'b'], undefined]);
    // Divided otherwise by now: the tab that was active goes where the person is.
    tabs.follow(find, () => true);
    expect([shown(), active()]).toEqual([['a', 'd', 'b'], 'd']);
  });

  it('are given up with sessions that are gone', () => {
    tabs = new OpenTabs(saved(d));
    tabs.follow(
      (key) => (key === keyOf(b) ? b : undefined),
      () => true,
    );
    expect([shown(), active()]).toEqual([['b'], 'b']);
    expect(tabs.serialize().panes).toEqual({ key: keyOf(b) });
  });

  it('of sessions that are all gone leave one, for what is opened', () => {
    tabs = new OpenTabs(saved(d));
    tabs.follow(
      () => undefined,
      () => true,
    );
    tabs.open(c);
    expect([shown(), active()]).toEqual([['c'], 'c']);
  });
});

describe('a layout', () => {
  it('shows columns side by side, and leaves other tabs open', () => {
    const d = fakeSession({ name: 'd' });
    tabs.arrange([[a], [], [b, d]]);
    expect(tabs.panes.map(({ key }) => key)).toEqual([keyOf(a), keyOf(b), keyOf(d)]);
    expect(tabs.placed.panes.map(({ rect: { x, y, w, h } }) => [x, y, w, h])).toEqual([
      [0, 0, 0.5, 1],
      [0.5, 0, 0.5, 0.5],
      [0.5, 0.5, 0.5, 0.5],
    ]);
    expect([active(), tabs.tabs.length]).toEqual(['a', 4]);
    tabs.arrange([[]]);
    expect(tabs.panes).toHaveLength(3);
    expect(tabs.columns.map((column) => column.map(({ name }) => name))).toEqual([['a'], ['b', 'd']]);
    // An empty pane is none of it.
    tabs.split('row');
    expect(tabs.columns.flat()).toHaveLength(3);
  });
});
