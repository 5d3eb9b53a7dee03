import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { swallowQueries } from './queries';

const ESC = '\x1b';
const ST = `${ESC}\\`;

const QUESTIONS: [name: string, sequence: string][] = [
  ['DA1', `${ESC}[c`],
  ['DA1 with a parameter', `${ESC}[0c`],
  ['DA2', `${ESC}[>c`],
  ['DA3', `${ESC}[=c`],
  ['DECID', `${ESC}Z`],
  ['status', `${ESC}[5n`],
  ['cursor', `${ESC}[6n`],
  ['cursor, private', `${ESC}[?6n`],
  ['colour scheme', `${ESC}[?996n`],
  ['DECRQM', `${ESC}[4$p`],
  ['DECRQM, private', `${ESC}[?2004$p`],
  ['XTVERSION', `${ESC}[>0q`],
  ['DECREQTPARM', `${ESC}[x`],
  ['kitty keyboard', `${ESC}[?u`],
  ['DECRQSS SGR', `${ESC}P$qm${ST}`],
  ['DECRQSS margins', `${ESC}P$qr${ST}`],
  ['DECRQSS nonsense', `${ESC}P$qrm -rf${ST}`],
  ['XTGETTCAP', `${ESC}P+q544e${ST}`],
  ['palette', `${ESC}]4;1;?\x07`],
  ['two of the palette', `${ESC}]4;1;?;2;?\x07`],
  ['foreground', `${ESC}]10;?\x07`],
  ['foreground and ground', `${ESC}]10;?;?${ST}`],
  ['ground', `${ESC}]11;?\x07`],
  ['cursor colour', `${ESC}]12;?\x07`],
  ['clipboard', `${ESC}]52;c;?\x07`],
  ['pixels', `${ESC}[14t`],
  ['cell', `${ESC}[16t`],
  ['characters', `${ESC}[18t`],
  ['screen', `${ESC}[19t`],
  ['icon title', `${ESC}[20t`],
  ['title', `${ESC}[21t`],
];

let terminal: Terminal;
let host: HTMLElement;
let typed: string[];

beforeEach(() => {
  // With every report allowed, so that only the handlers keep it silent.
  terminal = new Terminal({
    allowProposedApi: true,
    windowOptions: {
      pushTitle: true,
      popTitle: true,
      getWinSizeChars: true,
      getWinSizePixels: true,
      getCellSizePixels: true,
      getWinTitle: true,
      getIconTitle: true,
    },
  });
  host = document.createElement('div');
  document.body.append(host);
  typed = [];
  terminal.onData((data) => typed.push(data));
  terminal.onBinary((data) => typed.push(data));
});

afterEach(() => {
  terminal.dispose();
  host.remove();
});

function write(sequence: string): Promise<void> {
  return new Promise((resolve) => terminal.write(sequence, resolve));
}

describe('questions', () => {
  it('would be answered by xterm.js itself', async () => {
    for (const [, sequence] of QUESTIONS) await write(sequence);
    expect(typed.length).toBeGreaterThan(8);
  });

  it.each(QUESTIONS)('%s gets no answer', async (_, sequence) => {
    swallowQueries(terminal);
    await write(`${sequence}after`);
    expect(typed).toEqual([]);
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('after');
  });
});

describe('what only looks like a question', () => {
  beforeEach(() => swallowQueries(terminal));

  it('still restores the title', async () => {
    const titles: string[] = [];
    terminal.onTitleChange((title) => titles.push(title));
    await write(`${ESC}]2;one\x07${ESC}[22;2t${ESC}]2;two\x07${ESC}[23;2t`);
    expect(titles).toEqual(['one', 'two', 'one']);
  });

  it('still sets modes and restores the cursor', async () => {
    await write(`${ESC}[?2004h${ESC}[3;4H${ESC}[s${ESC}[H${ESC}[u`);
    expect(terminal.modes.bracketedPasteMode).toBe(true);
    expect([terminal.buffer.active.cursorX, terminal.buffer.active.cursorY]).toEqual([3, 2]);
  });
});
