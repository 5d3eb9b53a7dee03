// @vitest-environment node
import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { Keyboard } from './keyboard';

let terminal: Terminal;
let keyboard: Keyboard;

beforeEach(() => {
  terminal = new Terminal({ allowProposedApi: true });
  keyboard = new Keyboard(terminal);
});

afterEach(() => {
  keyboard.dispose();
  terminal.dispose();
});

/** In `text`, `^` is an escape. */
function write(text: string): Promise<void> {
  return new Promise((resolve) => terminal.write(text.replaceAll('^', '\x1b'), resolve));
}

// As in `emulator/keyboard_tests.rs`.
it.each([
  ['', 0],
  ['^[>1u', 1],
  ['^[>31u', 5],
  ['^[>2u', 0],
  ['^[>1u^[>u', 0],
  ['^[>1u^[>5u^[<u', 1],
  ['^[>1u^[>5u^[<0u', 1],
  ['^[>1u^[>5u^[<2u', 0],
  ['^[>1u^[>5u^[<2147483647u', 0],
  ['^[<u', 0],
  ['^[=1u^[=4u', 4],
  ['^[=1u^[=4;2u', 5],
  ['^[=5u^[=4;3u', 1],
  ['^[=5u^[=4;9u', 5],
  ['^[=5u^[=u', 0],
  ['^[=1u^[<u', 0],
  ['^[>1u^[?1049h', 0],
  ['^[>1u^[?1049h^[>5u', 5],
  ['^[>1u^[?1049h^[>5u^[<9u^[?1049l', 1],
  ['^[?1049h^[>5u^[?1049l^[?1049h', 5],
  ['^[>1u^c', 0],
  ['^[>1u^[!p', 0],
  ['^[s^[u', 0],
])('%s leaves the flags %i', async (text, flags) => {
  await write(text);
  expect(keyboard.flags).toBe(flags);
});

it.each([
  ['^[>4;1m', 1],
  ['^[>4;2m', 2],
  ['^[>4;2m^[>4;3m', 2],
  ['^[>4;2m^[>4m', 0],
  ['^[>4;2m^[>m', 0],
  ['^[>4;2m^[>4n', 0],
  ['^[>4;2m^[>2n^[>1;1m', 2],
  ['^[>4;2m^c', 0],
  ['^[>4;2m^[!p', 0],
])('%s leaves other keys at level %i', async (text, level) => {
  await write(text);
  expect(keyboard.otherKeys).toBe(level);
});

it('keeps few flags, however many are put by', async () => {
  await write(`^[>4u${'^[>1u'.repeat(7)}^[<7u`);
  expect(keyboard.flags).toBe(4);
  await write(`${'^[>1u'.repeat(9)}^[<8u`);
  expect(keyboard.flags).toBe(0);
});

it('forgets all where the window resets the terminal, for the next session', async () => {
  await write('^[>1u^[>4;2m^[?1049h^[>5u');
  terminal.reset();
  expect([keyboard.flags, keyboard.otherKeys]).toEqual([0, 0]);
  await write('^[?1049h');
  expect(keyboard.flags).toBe(0);
});

it('types nothing, also when it is asked', async () => {
  const typed: string[] = [];
  terminal.onData((data) => typed.push(data));
  await write('^[>1u^[?u^[=1u^[<u^[>4;2m^[?4m^[>4n');
  expect(typed).toEqual([]);
});
