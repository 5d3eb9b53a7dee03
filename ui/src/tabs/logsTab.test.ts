// @vitest-environment node

import { beforeEach, describe, expect, it } from 'vitest';

import { fakeSession } from '../backend/fake';
import { keyOf } from '../session/state';
import type { LogsTab } from './logsTab.svelte';
import { OpenTabs } from './tabs.svelte';

const [a, b] = [fakeSession({ name: 'a' }), fakeSession({ name: 'b', state: 'exited' })] as const;
const d = fakeSession({ name: 'd', engine: 'docker' });
let tabs: OpenTabs;

beforeEach(() => {
  tabs = new OpenTabs();
});

function logs(): LogsTab {
  const tab = tabs.active;
  if (tab?.kind !== 'logs') throw new Error('logs are in sight');
  return tab;
}

const known = (): [string, boolean][] => logs().sessions.map(({ name, gone }) => [name, gone]);
const listing =
  (...sessions: (typeof a)[]) =>
  (key: string) =>
    sessions.find((session) => keyOf(session) === key);
const podman = (engine: string): boolean => engine === 'podman';
const all = (): boolean => true;

describe('the logs of several sessions', () => {
  it('are one tab, whatever the order, and take the keyboard', () => {
    let focused = 0;
    tabs.onfocus = () => focused++;
    tabs.open(a);
    tabs.openLogs([a, d]);
    tabs.openLogs([d, a]);
    expect(tabs.tabs.map(({ kind }) => kind)).toEqual(['session', 'logs']);
    expect([known(), focused]).toEqual([
      [
        ['a', false],
        ['d', false],
      ],
      2,
    ]);
    tabs.close(logs().key);
    expect(tabs.activeSession?.session).toBe(a);
  });

  it('are of as many as the host reads', () => {
    tabs.openLogs(Array.from({ length: 9 }, (_, n) => fakeSession({ name: `s${n}` })));
    expect(logs().sessions).toHaveLength(8);
  });

  it('follow the list: names, and who is gone', () => {
    tabs.openLogs([a, b]);
    expect(logs().ended).toBe(false);
    tabs.follow(listing({ ...b, name: 'later' }), all);
    expect([known(), logs().ended, logs().gone]).toEqual([
      [
        ['a', true],
        ['later', false],
      ],
      true,
      false,
    ]);
    const before = logs().sessions;
    tabs.follow(listing({ ...b, name: 'later' }), all);
    expect(logs().sessions, 'nothing is read anew for nothing').toBe(before);
    // An engine that is away has lost nothing.
    tabs.follow(
      () => undefined,
      () => false,
    );
    expect(known().map(([, gone]) => gone)).toEqual([false, false]);
  });

  it('are there again with those that are gone, as soon as one is found', () => {
    tabs.open(a);
    tabs.openLogs([a, b, d]);
    const saved = tabs.serialize();
    expect(saved.tabs[1]).toEqual({ key: logs().key, active: true, logs: [a, b, d].map(ownerOf) });
    tabs = new OpenTabs(saved);
    tabs.follow(() => undefined, podman);
    expect([tabs.tabs, tabs.serialize().tabs.length]).toEqual([[], 1]);
    tabs.follow(listing(a), podman);
    expect(known()).toEqual([
      ['a', false],
      ['b', true],
      ['d', false],
    ]);
    expect(tabs.serialize().tabs.at(-1)).toEqual(saved.tabs[1]);
  });

  it('stay closed once all of them are gone', () => {
    tabs.openLogs([a, b]);
    tabs.follow(() => undefined, all);
    expect([logs().gone, tabs.serialize().tabs]).toEqual([true, []]);
    tabs = new OpenTabs({ tabs: [{ key: 'logs:x', logs: [ownerOf(a), ownerOf(b)], active: true }], panes: null });
    tabs.follow(() => undefined, all);
    expect([tabs.tabs, tabs.serialize().tabs]).toEqual([[], []]);
  });
});

function ownerOf({ engine, id, name }: typeof a) {
  return { engine, id, name };
}
