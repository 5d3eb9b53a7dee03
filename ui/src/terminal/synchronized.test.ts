import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { limitSynchronized, MAX_BLOCK } from './synchronized';

const BEGIN = '\x1b[?2026h';
const END = '\x1b[?2026l';

let terminal: Terminal;
let limit: { dispose(): void };

beforeEach(() => {
  vi.useFakeTimers();
  terminal = new Terminal({ cols: 10, rows: 4, allowProposedApi: true });
  limit = limitSynchronized(terminal);
});

afterEach(() => {
  limit.dispose();
  terminal.dispose();
  vi.useRealTimers();
});

async function write(text: string): Promise<void> {
  const written = new Promise<void>((resolve) => terminal.write(text, resolve));
  await vi.advanceTimersByTimeAsync(0);
  await written;
}

const isOpen = (): boolean => terminal.modes.synchronizedOutputMode;

it('ends a block that is not closed, and draws', async () => {
  const refresh = vi.spyOn(terminal, 'refresh');
  await write(`${BEGIN}half a pict`);
  vi.advanceTimersByTime(MAX_BLOCK - 1);
  expect(isOpen()).toBe(true);
  vi.advanceTimersByTime(1);
  expect(isOpen()).toBe(false);
  expect(refresh).toHaveBeenCalledWith(0, 3);
});

it('counts from the beginning of a block that is begun again', async () => {
  await write(BEGIN);
  vi.advanceTimersByTime(MAX_BLOCK - 1);
  await write(`\x1b[?25;2026h`);
  vi.advanceTimersByTime(1);
  expect(isOpen()).toBe(false);
});

it('gives each block its own time', async () => {
  await write(BEGIN);
  vi.advanceTimersByTime(MAX_BLOCK - 1);
  await write(`${END}${BEGIN}`);
  vi.advanceTimersByTime(MAX_BLOCK - 1);
  expect(isOpen()).toBe(true);
  await write(END);
  expect(isOpen()).toBe(false);
});

it('leaves the sequence alone that output stopped in', async () => {
  await write(`${BEGIN}\x1b[3`);
  vi.advanceTimersByTime(MAX_BLOCK);
  await write('1mred');
  expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('red');
});
