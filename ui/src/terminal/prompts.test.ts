// @vitest-environment node
import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Prompts, promptsOf } from './prompts';

const mark = (what: string): string => `\x1b]133;${what}\x07`;
/** A command as bash and zsh mark it. */
const run = (command: string, output: string, code: number): string =>
  `${mark('A')}$ ${mark('B')}${command}\r\n${mark('C')}${output}${mark(`D;${code}`)}`;

let terminal: Terminal;
let prompts: Prompts;

beforeEach(() => {
  terminal = new Terminal({ allowProposedApi: true, cols: 20, rows: 4, scrollback: 50 });
  prompts = promptsOf(terminal);
});
afterEach(() => terminal.dispose());

function write(text: string): Promise<void> {
  return new Promise((resolve) => terminal.write(text, resolve));
}

const top = (): string =>
  terminal.buffer.active.getLine(terminal.buffer.active.viewportY)?.translateToString(true) ?? '';

describe('the last output', () => {
  it('is that of the last command, whole lines and nothing of the prompts', async () => {
    await write(run('first', 'one\r\n', 0) + run('second', `${'x'.repeat(30)}\r\ntwo\r\n`, 1) + `${mark('A')}$ `);
    expect(prompts.lastOutput()).toBe(`${'x'.repeat(30)}\ntwo\n`);
  });

  it('is what there is of it while the command runs', async () => {
    await write(`${mark('A')}$ sleep\r\n${mark('C')}half`);
    expect(prompts.lastOutput()).toBe('half\n');
  });

  it('is none before a command, and after a reset', async () => {
    expect(prompts.lastOutput()).toBeNull();
    await write(`${mark('A')}$ `);
    expect(prompts.lastOutput()).toBeNull();
    await write(run('a', 'b\r\n', 0));
    terminal.reset();
    prompts.clear();
    expect(prompts.lastOutput()).toBeNull();
    expect(prompts.jump(-1)).toBe(false);
  });

  it('is none of a full-screen program', async () => {
    await write(`\x1b[?1049h${run('a', 'b\r\n', 0)}`);
    expect(prompts.lastOutput()).toBeNull();
  });
});

it('goes from prompt to prompt', async () => {
  const lines = 'line\r\n'.repeat(6);
  await write(run('one', lines, 0) + run('two', lines, 0) + `${mark('A')}$ now`);
  expect(prompts.jump(-1)).toBe(true);
  expect(top()).toBe('$ two');
  expect(prompts.jump(-1)).toBe(true);
  expect(top()).toBe('$ one');
  expect(prompts.jump(-1)).toBe(false);
  expect(prompts.jump(1)).toBe(true);
  expect(top()).toBe('$ two');
});

it('counts a prompt that is drawn anew once', async () => {
  await write('x\r\n'.repeat(9) + `${mark('A')}$ \r${mark('A')}$ ` + '\r\n'.repeat(9));
  expect(prompts.jump(-1)).toBe(true);
  expect(prompts.jump(-1)).toBe(false);
});

it('forgets a prompt that left the scrollback', async () => {
  await write(run('old', 'x\r\n'.repeat(100), 0));
  expect(prompts.jump(-1)).toBe(false);
});
