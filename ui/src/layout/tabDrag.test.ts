import { beforeEach, expect, it, vi } from 'vitest';

import { fakeSession } from '../backend/fake';
import { keyOf } from '../session/state';
import { OpenTabs } from '../tabs/tabs.svelte';
import { TabDrag } from './tabDrag.svelte';

const [a, b, c] = [fakeSession({ name: 'a' }), fakeSession({ name: 'b' }), fakeSession({ name: 'c' })] as const;
let tabs: OpenTabs;
let drag: TabDrag;
const capture = vi.fn();

beforeEach(() => {
  tabs = new OpenTabs();
  for (const session of [a, b, c]) tabs.open(session);
  tabs.split('row');
  tabs.open(a);
  capture.mockClear();
  // Three tabs of 100 px, and below them two panes of 300 px.
  drag = new TabDrag(tabs, {
    geometry: () => ({
      box: { left: 0, right: 600, top: 0, bottom: 36 },
      spans: [0, 100, 200].map((start) => ({ start, end: start + 100 })),
    }),
    scroll: vi.fn(),
    paneAt: (x, y) => (y > 36 ? (tabs.panes[x < 300 ? 0 : 1]?.id ?? null) : null),
    capture,
  });
});

function names(): string {
  return tabs.sessionTabs.map((tab) => tab.session.name).join('');
}

function shown(): string[] {
  return tabs.panes.map(({ key }) => tabs.sessionTabs.find((tab) => tab.key === key)?.session.name ?? '');
}

function press(session: typeof a, clientX: number, button = 0): void {
  drag.press(keyOf(session), { button, clientX, clientY: 18 });
}

function move(clientX: number, clientY: number): void {
  drag.move({ clientX, clientY, pointerId: 1 });
}

it('a tab that is dragged along the bar is dropped where the pointer is, and is seen', () => {
  press(b, 150);
  move(153, 18);
  expect(drag.key).toBeNull();
  move(20, 18);
  expect([drag.key, drag.to]).toEqual([keyOf(b), 0]);
  expect(capture).toHaveBeenCalledWith(1);
  drag.release();
  expect([names(), tabs.activeSession?.session.name, drag.key]).toEqual(['bac', 'b', null]);
});

it('a tab that is dropped on itself stays, and so does one whose drag is cancelled', () => {
  press(b, 150);
  move(160, 18);
  expect(drag.to).toBeNull();
  drag.release();
  press(b, 150);
  move(290, 18);
  expect(drag.to).toBe(3);
  drag.cancel();
  drag.release();
  expect(names()).toBe('abc');
});

it('a tab that is dragged into a pane is shown there, and the panes say where it would be', () => {
  expect(shown()).toEqual(['c', 'a']);
  press(b, 150);
  move(100, 200);
  expect([tabs.dropPane, drag.to]).toEqual([tabs.panes[0].id, null]);
  drag.release();
  expect([shown(), names(), tabs.dropPane]).toEqual([['b', 'a'], 'abc', null]);
  press(a, 50);
  move(400, 200);
  // It is there already.
  expect(tabs.dropPane).toBeNull();
  move(100, 200);
  drag.release();
  expect(shown()).toEqual(['a', 'b']);
});

it('only the first button drags', () => {
  press(b, 150, 1);
  move(20, 18);
  drag.release();
  expect(names()).toBe('abc');
});
