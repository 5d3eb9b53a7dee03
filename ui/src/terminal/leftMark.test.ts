// @vitest-environment node
import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { LeftMark } from './leftMark';

let terminal: Terminal;
let mark: LeftMark;

beforeEach(() => {
  terminal = new Terminal({ cols: 20, rows: 4, scrollback: 100, allowProposedApi: true });
  mark = new LeftMark('You left here');
});

afterEach(() => terminal.dispose());

const write = (text: string): Promise<void> => new Promise((resolve) => terminal.write(text, resolve));
const lines = (count: number): string => Array.from({ length: count }, (_, i) => `line ${i}\r\n`).join('');
const top = (): number => terminal.buffer.active.viewportY;

it('goes to the first line that was written since, and stays when the person comes back', async () => {
  await write(lines(10));
  mark.follow(terminal, false);
  mark.follow(terminal, true);
  await write(lines(20));
  mark.follow(terminal, false);
  expect(terminal.markers).toHaveLength(1);
  const line = terminal.markers[0]?.line;
  // The last line that was there; the cursor's had nothing yet.
  expect(line).toBe(9);
  mark.jump(20);
  expect(top()).toBe(9);
  await write(lines(5));
  mark.jump(20);
  expect(top()).toBe(9);
});

it('is none where nothing was written, and one at a time', async () => {
  await write(lines(10));
  mark.follow(terminal, true);
  mark.follow(terminal, false);
  expect(terminal.markers).toHaveLength(0);
  mark.follow(terminal, true);
  await write(lines(3));
  mark.follow(terminal, false);
  mark.follow(terminal, true);
  expect(terminal.markers).toHaveLength(1);
  expect(terminal.markers[0]?.line).toBe(12);
});

it('is on the line of a prompt, which may be drawn anew, and above a question', async () => {
  await write(`${lines(10)}$ `);
  mark.follow(terminal, true);
  await write('\r\x1b[K/srv $ ');
  mark.follow(terminal, false);
  expect(terminal.markers).toHaveLength(0);
  mark.follow(terminal, true);
  await write('make\r\n');
  mark.follow(terminal, false);
  expect(terminal.markers[0]?.line).toBe(10);
  mark.follow(terminal, true);
  await write('Go on? [y/N] ');
  mark.follow(terminal, false);
  expect(terminal.markers[0]?.line).toBe(10);
  await write(`\r\n${lines(20)}`);
  mark.jump(20);
  expect(top()).toBe(10);
});

it('is counted from the end where the window was closed since', async () => {
  await write(lines(30));
  mark.follow(terminal, false);
  mark.jump(20);
  expect(top()).toBe(10);
  mark.jump(500);
  expect(top()).toBe(0);
});

it('goes to the oldest line that is held where the mark is above it, and with another terminal', async () => {
  await write(lines(10));
  mark.follow(terminal, true);
  await write(lines(300));
  mark.follow(terminal, false);
  mark.jump(300);
  expect(top()).toBe(0);
  const other = new Terminal({ cols: 20, rows: 4 });
  mark.follow(other, false);
  expect(terminal.markers).toHaveLength(0);
  other.dispose();
});

it('is none in a full-screen program', async () => {
  await write('\x1b[?1049h');
  mark.follow(terminal, true);
  expect(terminal.markers).toHaveLength(0);
});
