import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { FakeBackend } from '../backend/fake';
import { Preferences } from '../preferences/preferences.svelte';
import { LogView } from './logview';

let host: HTMLElement;
let view: LogView;

beforeEach(async () => {
  host = document.createElement('div');
  document.body.append(host);
  const opened = await LogView.open(
    new Preferences(new FakeBackend()),
    host,
    { link: vi.fn(), hover: vi.fn() },
    () => true,
  );
  if (!opened) throw new Error('not opened');
  view = opened;
});

afterEach(() => {
  view.dispose();
  host.remove();
});

async function shown(log: string, lines = false): Promise<string> {
  view.show(new TextEncoder().encode(log), lines);
  return text();
}

async function text(): Promise<string> {
  await new Promise<void>((resolve) => view.screen.terminal.write('', resolve));
  return view.screen.text();
}

it('appends what a log goes on with: place and selection stay', async () => {
  const first = 'line one of a log that is long enough\r\n'.repeat(3);
  expect(await shown(first)).toBe(first.replaceAll('\r', ''));
  view.screen.terminal.select(0, 0, 4);
  const more = new TextEncoder().encode('möre\r\n');
  view.append(more.subarray(0, 2));
  view.append(more.subarray(2));
  expect(await text()).toBe(`${first}möre\r\n`.replaceAll('\r', ''));
  expect(view.screen.terminal.getSelection()).toBe('line');
});

it('shows a log afresh that has moved on', async () => {
  await shown('old\r\n'.repeat(50));
  expect(await shown('new\r\n'.repeat(3))).toBe('new\n'.repeat(3));
});

it('starts bare lines at the left', async () => {
  expect(await shown('a\nb\n', true)).toBe('a\nb\n');
});

it('joins lines that were only wrapped', async () => {
  const long = 'x'.repeat(200);
  expect(await shown(`${long}\r\nnext\r\n`)).toBe(`${long}\nnext\n`);
});

it('does nothing that a log says: no answers, no mouse, no other screen, no title', async () => {
  const typed = vi.fn();
  const { terminal } = view.screen;
  terminal.onData(typed);
  terminal.onBinary(typed);
  const log =
    'before\r\n\x1b[6n\x1b[c\x1b]11;?\x07\x1b[?1004h\x1b[?1003;1006h\x1b[?1049hafter\r\n\x1b[?25h\x1b]52;c;eA==\x07';
  expect(await shown(log)).toBe('before\nafter\n');
  expect(typed).not.toHaveBeenCalled();
  expect(terminal.modes.mouseTrackingMode).toBe('none');
  expect(terminal.modes.sendFocusMode).toBe(false);
  expect(terminal.buffer.active.type).toBe('normal');
});

it('takes no keys', () => {
  const typed = vi.fn();
  view.screen.terminal.onData(typed);
  view.screen.terminal.input('x');
  expect(typed).not.toHaveBeenCalled();
});
