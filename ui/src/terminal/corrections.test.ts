// @vitest-environment node
import { Terminal } from '@xterm/xterm';
import { beforeEach, describe, expect, it } from 'vitest';

import { correct } from './corrections';

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal({ cols: 10, rows: 4, scrollback: 5, allowProposedApi: true });
  correct(terminal);
});

const write = (text: string): Promise<void> => new Promise((resolve) => terminal.write(text, resolve));

/** Scrollback and screen. */
function rows(): string[] {
  const { active } = terminal.buffer;
  return Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? '');
}

describe('CSI n S', () => {
  it('moves lines into the scrollback', async () => {
    await write('1\r\n2\r\n3\r\n4\x1b[2S');
    expect(rows()).toEqual(['1', '2', '3', '4', '', '']);
    expect(terminal.buffer.active.baseY).toBe(2);
  });

  it('leaves rows below the region where they are', async () => {
    await write('1\r\n2\r\n3\r\n4\x1b[1;3r\x1b[S');
    expect(rows()).toEqual(['1', '2', '3', '', '4']);
  });

  it('moves no more than the region has', async () => {
    await write('1\r\n2\r\n3\r\n4\x1b[1;2r\x1b[2147483647S');
    expect(rows()).toEqual(['1', '2', '', '', '3', '4']);
  });

  it('loses lines of a region that begins below the first row', async () => {
    await write('1\r\n2\r\n3\r\n4\x1b[2;3r\x1b[S');
    expect(rows()).toEqual(['1', '3', '', '4']);
  });

  it('keeps nothing of the alternate screen', async () => {
    await write('1\x1b[?1049h\x1b[Hpicture\x1b[2S\x1b[?1049l');
    expect(rows()).toEqual(['1', '', '', '']);
  });
});

describe('SGR 59', () => {
  /** The colour of the underline of the first characters, which the public buffer does not tell: mode and value. */
  function colours(count: number): number[] {
    const { _core } = terminal as unknown as {
      _core: { buffer: { lines: { get(y: number): { _extendedAttrs: { underlineColor: number }[] } } } };
    };
    const { _extendedAttrs: attributes } = _core.buffer.lines.get(0);
    return Array.from({ length: count }, (_, x) => attributes[x]?.underlineColor ?? 0);
  }

  it('resets the colour of the underline, and white stays white', async () => {
    await write('\x1b[4;58;5;9ma\x1b[59mb\x1b[58;2;255;255;255mc\x1b[58;5;3md');
    expect(colours(4)).toEqual([0x2000009, 0, 0x3ffffff, 0x2000003 | 0xffff00]);
  });
});
