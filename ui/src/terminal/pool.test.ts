import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { FakeBackend } from '../backend/fake';
import { Preferences } from '../preferences/preferences.svelte';
import { eventually } from '../test-wait';
import { ScreenPool } from './pool';
import type { Screen } from './screen';

const hooks = { onlink: vi.fn(), onhover: vi.fn(), onmetrics: vi.fn() };
const hosts: HTMLElement[] = [];
let pool: ScreenPool;

beforeEach(async () => {
  pool = new ScreenPool(new Preferences(new FakeBackend()));
  await pool.ready();
});

function takeOne(): Screen {
  const host = document.createElement('div');
  document.body.append(host);
  hosts.push(host);
  return pool.acquire(host, hooks);
}

async function givenBack(screen: Screen): Promise<void> {
  pool.release(screen);
  // Behind what clears it.
  await new Promise<void>((resolve) => screen.terminal.write('', resolve));
}

function parsed(screen: Screen, text: string): Promise<void> {
  return new Promise((resolve) => screen.terminal.write(text, resolve));
}

afterEach(() => {
  for (const host of hosts.splice(0)) host.remove();
});

it('is the xterm.js of the terminal before, in the new place', async () => {
  const first = takeOne();
  await givenBack(first);
  expect(hosts[0]?.querySelector('.xterm')).toBeNull();
  const second = takeOne();
  expect(second).toBe(first);
  expect(hosts[1]?.querySelector('.xterm')).toBe(second.terminal.element);
  await givenBack(second);
});

it('knows the size of the next terminal in a box of the same size', () => {
  const box = (width: number): HTMLElement => {
    const host = document.createElement('div');
    Object.defineProperties(host, { clientWidth: { value: width }, clientHeight: { value: 300 } });
    return host;
  };
  expect(pool.knownSize(box(800))).toBeNull();
  pool.fitted(box(800), { cols: 100, rows: 20 });
  expect(pool.knownSize(box(800))).toEqual({ cols: 100, rows: 20 });
  expect(pool.knownSize(box(801))).toBeNull();
});

it('has nothing of the session before', async () => {
  const screen = takeOne();
  await parsed(
    screen,
    '\x1b]0;secret\x07\x1b[22;0t\x1b]0;other\x07\x1b[?1000h\x1b[?2004h' +
      '\x1b[4h\x1b[31mtext\x1b[5;2r\x1b]8;;https://one.example\x1b\\link\x1b]0;cut',
  );
  screen.terminal.options.disableStdin = true;
  screen.terminal.selectAll();
  await givenBack(screen);

  const next = takeOne();
  const { terminal } = next;
  const titles = vi.fn();
  terminal.onTitleChange(titles);
  await parsed(next, 'x\x1b[23;0t');
  expect(next.text().trimEnd()).toBe('x');
  expect(titles).not.toHaveBeenCalled();
  expect(terminal.hasSelection()).toBe(false);
  expect(terminal.modes).toMatchObject({ mouseTrackingMode: 'none', bracketedPasteMode: false, insertMode: false });
  expect(terminal.options.disableStdin).toBe(false);
  expect(terminal.buffer.active.getLine(0)?.getCell(0)?.isFgDefault()).toBe(true);
  await givenBack(next);
});

it('is one: another one is given up', async () => {
  const [one, two] = [takeOne(), takeOne()];
  expect(one).not.toBe(two);
  const disposed = vi.spyOn(two, 'dispose');
  await givenBack(one);
  pool.release(two);
  await eventually(() => expect(disposed).toHaveBeenCalledOnce());
  const next = takeOne();
  expect(next).toBe(one);
  await givenBack(next);
});
