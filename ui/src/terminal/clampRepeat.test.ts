// @vitest-environment node
import { Terminal } from '@xterm/xterm';
import { beforeEach, expect, it } from 'vitest';

import { clampRepeat } from './clampRepeat';

const MOST = '2147483647';
let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal({ cols: 10, rows: 4, scrollback: 5, allowProposedApi: true });
  clampRepeat(terminal);
});

function screen(): string[] {
  const { active } = terminal.buffer;
  return Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? '');
}

const write = (text: string): Promise<void> => new Promise((resolve) => terminal.write(text, resolve));

it.each(['S', 'T', 'L', 'M'])('empties the screen for CSI %s with any count', async (final) => {
  await write('1\r\n2\r\n3\r\n4\x1b[H');
  await write(`\x1b[${MOST}${final}`);
  expect(screen()).toEqual(['', '', '', '']);
});

it('counts as before where it can be counted', async () => {
  await write('1\r\n2\r\n3\r\n4\x1b[H\x1b[2S');
  expect(screen()).toEqual(['3', '4', '', '']);
});

it('goes to the last tab stop, and to the first', async () => {
  await write(`\x1b[${MOST}Ix`);
  expect(screen()[0]).toBe('         x');
  await write(`\x1b[5G\x1b[${MOST}Zy`);
  expect(screen()[0]).toBe('y        x');
});

it('fills screen and scrollback with a character, up to where its last row ends', async () => {
  await write(`ab\x1b[${MOST}b`);
  // 2 + 2147483647 characters, 10 in a row.
  expect(screen()).toEqual([...Array<string>(8).fill('bbbbbbbbbb'), 'bbbbbbbbb']);
  await write('\x1bc\x1b[Hab\x1b[3b');
  expect(screen()[0]).toBe('abbbb');
});
