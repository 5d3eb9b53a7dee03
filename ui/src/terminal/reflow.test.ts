// @vitest-environment node
import { Terminal } from '@xterm/xterm';
import { describe, expect, it } from 'vitest';

import { keepTextOnResize } from './reflow';

// What each size does to each text is the model's matter, and its oracle's, which compares this with it.

function open(cols: number, rows: number, scrollback = 100): Terminal {
  const terminal = new Terminal({ cols, rows, scrollback, allowProposedApi: true });
  keepTextOnResize(terminal);
  return terminal;
}

const write = (terminal: Terminal, text: string): Promise<void> =>
  new Promise((resolve) => terminal.write(text, resolve));

function rows(terminal: Terminal): string[] {
  const { active } = terminal.buffer;
  return Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? '');
}

describe('a resize', () => {
  it('keeps the line that the cursor is in, and the cursor in it', async () => {
    const terminal = open(10, 4);
    await write(terminal, '$ abcdef');
    terminal.resize(6, 4);
    await write(terminal, 'gh');
    expect(rows(terminal)).toEqual(['$ abcd', 'efgh', '', '']);
    terminal.resize(10, 4);
    await write(terminal, '!');
    expect(rows(terminal)).toEqual(['$ abcdefgh', '!', '', '']);
  });

  it('keeps all of a full scrollback that fits', async () => {
    const terminal = open(6, 2, 3);
    await write(terminal, 'abcdef\r\nghijkl\r\nmnopqr\r\nstuvwx\r\nyz');
    terminal.resize(3, 2);
    expect(rows(terminal)).toEqual(['mno', 'pqr', 'stu', 'vwx', 'yz']);
    await write(terminal, '\r\nend');
    expect(rows(terminal)).toEqual(['pqr', 'stu', 'vwx', 'yz', 'end']);
  });

  it('moves marks along', async () => {
    const terminal = open(6, 4, 3);
    await write(terminal, 'abcdef\r\nghijkl\r\n');
    const marker = terminal.registerMarker(-1);
    const first = terminal.registerMarker(-2);
    terminal.resize(3, 4);
    expect([first.line, marker.line]).toEqual([0, 2]);
    terminal.resize(2, 2);
    expect([first.isDisposed, marker.line]).toEqual([true, 1]);
    terminal.resize(6, 2);
    expect(marker.line).toBe(1);
  });

  it('stays where the person scrolled to', async () => {
    const terminal = open(6, 2);
    await write(terminal, 'abcdef\r\nghijkl\r\nmnopqr\r\nstuvwx\r\nyz');
    terminal.scrollToLine(1);
    terminal.resize(3, 2);
    expect(terminal.buffer.active.viewportY).toBe(2);
    terminal.scrollToBottom();
    terminal.resize(6, 2);
    expect(terminal.buffer.active.viewportY).toBe(3);
  });

  it('gives the alternate screen no scrollback', async () => {
    const terminal = open(6, 4);
    terminal.resize(6, 2);
    await write(terminal, '\x1b[?1049h1\r\n2\r\n3\r\n4');
    expect(rows(terminal)).toEqual(['3', '4']);
  });

  it('works after a reset as before', async () => {
    const terminal = open(10, 4);
    terminal.reset();
    await write(terminal, '$ abcdef');
    terminal.resize(4, 4);
    expect(rows(terminal)).toEqual(['$ ab', 'cdef', '', '']);
  });
});
