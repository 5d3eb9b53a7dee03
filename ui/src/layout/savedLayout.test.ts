import { beforeEach, expect, it } from 'vitest';

import { loadLayout, saveLayout } from './savedLayout';
import { clampWidth } from './side.svelte';

beforeEach(() => localStorage.clear());

const owner = (engine: string, id: string) => ({ engine, id, name: `s${id}` });

it('recalls what it remembered', () => {
  const layout: Parameters<typeof saveLayout>[0] = {
    listWidth: 320,
    listShown: false,
    filter: 'mine',
    grouping: 'compose',
    decided: true,
    sort: 'age',
    hiddenEngines: ['docker'],
    tabs: [
      { engine: 'podman', key: 'podman/1', view: 'logs', active: true },
      { key: 'logs:docker/2+podman/1', logs: [owner('podman', '1'), owner('docker', '2')], active: false },
    ],
    panes: { way: 'column', share: 0.3, first: { key: 'podman/1' }, second: { key: 'podman/2' } },
  };
  saveLayout(layout);
  expect(loadLayout()).toEqual(layout);
});

it('recalls a label to group by', () => {
  localStorage.setItem('berth.layout', '{"grouping":"label:team"}');
  expect(loadLayout().grouping).toBe('label:team');
});

it.each([
  '{',
  '7',
  'null',
  '{"listWidth":"wide","listShown":1}',
  '{"grouping":"label:"}',
  JSON.stringify({
    filter: 'toString',
    grouping: 7,
    sort: 'colour',
    hiddenEngines: [7],
    tabs: [
      7,
      null,
      {},
      { engine: 'podman', key: 'podman/1', view: 'toString', active: true },
      { key: 'logs:podman/1', logs: [owner('podman', '1')], active: false },
      { key: 'logs:many', logs: Array.from({ length: 9 }, (_, n) => owner('podman', `${n}`)), active: false },
    ],
  }),
  '{"panes":{"way":"row","share":0.5,"first":7,"second":{"key":null}}}',
])('takes the defaults for %s', (saved) => {
  localStorage.setItem('berth.layout', saved);
  expect(loadLayout()).toEqual({
    listWidth: 296,
    listShown: true,
    filter: 'all',
    grouping: null,
    decided: false,
    sort: 'usual',
    hiddenEngines: [],
    tabs: [],
    panes: null,
  });
});

it('keeps the width within its bounds', () => {
  expect([10, 300.4, 999].map(clampWidth)).toEqual([240, 300, 420]);
});
