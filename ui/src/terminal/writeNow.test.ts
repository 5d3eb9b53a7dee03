import { Terminal } from '@xterm/xterm';
import { expect, it } from 'vitest';

import { writeNow } from './writeNow';

function firstLine(terminal: Terminal): string {
  return terminal.buffer.active.getLine(0)?.translateToString(true) ?? '';
}

it('has parsed when it returns', () => {
  const terminal = new Terminal();
  const done: string[] = [];
  writeNow(terminal, 'one ', () => done.push('one'));
  writeNow(terminal, new TextEncoder().encode('two'), () => done.push('two'));
  expect(firstLine(terminal)).toBe('one two');
  expect(done).toEqual(['one', 'two']);
});

it('keeps its place behind what waits', async () => {
  const terminal = new Terminal();
  terminal.write('before ');
  await new Promise<void>((resolve) => writeNow(terminal, 'after', resolve));
  expect(firstLine(terminal)).toBe('before after');
});
