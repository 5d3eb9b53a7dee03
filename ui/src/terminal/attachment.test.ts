import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { TerminalHandle, TerminalListener } from '../backend/port';
import { eventually } from '../test-wait';
import { type Attach, Attachment, type AttachmentHooks, type Ended } from './attachment';
import { CHUNK } from './outbox';
import { swallowQueries } from './queries';

const ESC = '\x1b';
const ENDED: Ended = { kind: 'ended', session: null, continues: false, failure: null };

/** An attach whose other end is the test. */
class FarEnd {
  readonly written: Uint8Array[] = [];
  readonly close = vi.fn(() => Promise.resolve());
  readonly resize = vi.fn(() => Promise.resolve());
  readonly clear = vi.fn(() => Promise.resolve());
  write = (bytes: Uint8Array): Promise<void> => {
    this.written.push(bytes);
    return Promise.resolve();
  };
  listener: TerminalListener | null = null;

  readonly attach: Attach = (_size, listener) => {
    this.listener = listener;
    return Promise.resolve<TerminalHandle>({
      write: (bytes) => this.write(bytes),
      resize: this.resize,
      clear: this.clear,
      close: this.close,
    });
  };

  get text(): string {
    // Not TextDecoder: its latin1 is windows-1252 since Node 22, as in browsers.
    return this.written.map((bytes) => String.fromCharCode(...bytes)).join('');
  }
}

let terminal: Terminal;
let session: FarEnd;
let attachment: Attachment;
const hooks = {
  ended: vi.fn(),
  echo: vi.fn(),
  unsent: vi.fn(),
  outgoing: vi.fn<AttachmentHooks['outgoing']>(() => true),
};

beforeEach(async () => {
  vi.clearAllMocks();
  terminal = new Terminal({ allowProposedApi: true, cols: 40, rows: 5 });
  swallowQueries(terminal);
  session = new FarEnd();
  attachment = new Attachment(terminal, hooks);
  await attachment.open(session.attach, { cols: 40, rows: 5 });
});

afterEach(() => {
  void attachment.close();
  terminal.dispose();
});

function output(text: string, done = (): void => undefined): void {
  attachment.output(new TextEncoder().encode(text), done);
}

/** Resolves when all that was written so far is on the screen. */
function parsed(): Promise<void> {
  return new Promise((resolve) => terminal.write('', resolve));
}

function line(y: number): string {
  return terminal.buffer.active.getLine(y)?.translateToString(true) ?? '';
}

describe('order', () => {
  it('reports the end only after all output before it is on the screen', async () => {
    let seen = '';
    hooks.ended.mockImplementation(() => (seen = line(0)));
    output('last words');
    attachment.event(ENDED);
    expect(hooks.ended).not.toHaveBeenCalled();
    await eventually(() => expect(hooks.ended).toHaveBeenCalledWith(ENDED));
    expect(seen).toBe('last words');
  });

  it('gives credits when bytes were parsed, not before', async () => {
    const done = vi.fn();
    output('x', done);
    expect(done).not.toHaveBeenCalled();
    await eventually(() => expect(done).toHaveBeenCalledOnce());
  });

  it('clears between what came before a reset and what comes after, even within a sequence', async () => {
    output(`old${ESC}]0;cut off in a title`);
    attachment.event({ kind: 'reset' });
    output('new');
    attachment.event({ kind: 'live' });
    await parsed();
    expect(line(0)).toBe('new');
  });

  it('forgets half a character at a reset', async () => {
    attachment.output(Uint8Array.of(0xe2, 0x94), () => undefined);
    attachment.event({ kind: 'reset' });
    output('─a');
    attachment.event({ kind: 'live' });
    await parsed();
    expect(line(0)).toBe('─a');
  });

  it('hears nothing after it was closed', async () => {
    void attachment.close();
    output('late');
    attachment.event(ENDED);
    await parsed();
    expect(line(0)).toBe('');
    expect(hooks.ended).not.toHaveBeenCalled();
    expect(session.close).toHaveBeenCalledOnce();
  });
});

describe('a replay', () => {
  const QUESTIONS = `${ESC}[c${ESC}[6n${ESC}[?1004h${ESC}]11;?\x07`;

  it('types nothing, and keeps what the person types until it is over', async () => {
    attachment.event({ kind: 'reset' });
    output(QUESTIONS);
    await parsed();
    terminal.input('ls\r');
    terminal.input(`${ESC}[I`, false);
    expect(session.text).toBe('');
    attachment.event({ kind: 'live' });
    await eventually(() => expect(session.text).toBe('ls\r'));
  });

  it('ends when `live` was parsed, not when it arrived', async () => {
    attachment.event({ kind: 'reset' });
    // More than is parsed at once.
    output('more\r\n'.repeat(10_000));
    attachment.event({ kind: 'live' });
    terminal.input('a');
    expect(session.text).toBe('');
    await eventually(() => expect(session.text).toBe('a'));
  });

  it('of a screen is shown when all of it is there', async () => {
    const done = vi.fn();
    output('before');
    attachment.event({ kind: 'reset' });
    for (const piece of ['af', 'ter']) attachment.output(new TextEncoder().encode(piece), done);
    await parsed();
    expect(line(0)).toBe('before');
    expect(done).not.toHaveBeenCalled();
    attachment.event({ kind: 'live' });
    await parsed();
    expect(line(0)).toBe('after');
    expect(done).toHaveBeenCalledTimes(2);
  });

  it('of more is shown as it comes', async () => {
    const lines = 'more\r\n'.repeat(3_000);
    attachment.event({ kind: 'reset' });
    for (const piece of [lines, lines, 'and more']) output(piece);
    await parsed();
    expect(line(terminal.buffer.active.length - 1)).toBe('and more');
  });

  it('of nothing leaves nothing', async () => {
    output('before');
    attachment.event({ kind: 'reset' });
    attachment.event({ kind: 'live' });
    await parsed();
    expect(line(0)).toBe('');
  });

  it('lets focus reports through when it is live', async () => {
    terminal.input(`${ESC}[I`, false);
    await eventually(() => expect(session.text).toBe(`${ESC}[I`));
  });
});

describe('focus', () => {
  const ASKED = `${ESC}[?1004h`;
  let host: HTMLElement;

  beforeEach(() => {
    host = document.createElement('div');
    document.body.append(host);
    terminal.open(host);
  });
  afterEach(() => host.remove());

  /** Shows a program again that asked for focus reports. */
  async function comeBack(): Promise<void> {
    attachment.event({ kind: 'reset' });
    output(ASKED);
    attachment.event({ kind: 'live' });
    await parsed();
  }

  it('is told once to a program that is shown again and has the keyboard', async () => {
    terminal.focus();
    await comeBack();
    await eventually(() => expect(session.text).toBe(`${ESC}[I`));
    // A flood that was skipped is shown the same way.
    await comeBack();
    expect(session.text).toBe(`${ESC}[I`);
  });

  it('is told once also when it comes later', async () => {
    await comeBack();
    expect(session.text).toBe('');
    terminal.focus();
    await eventually(() => expect(session.text).toBe(`${ESC}[I`));
    terminal.blur();
    await eventually(() => expect(session.text).toBe(`${ESC}[I${ESC}[O`));
    void attachment.close();
    expect(session.text).toBe(`${ESC}[I${ESC}[O`);
  });

  it('that changed during a replay is told after it', async () => {
    terminal.focus();
    await comeBack();
    attachment.event({ kind: 'reset' });
    output(ASKED);
    await parsed();
    terminal.blur();
    attachment.event({ kind: 'live' });
    await eventually(() => expect(session.text).toBe(`${ESC}[I${ESC}[O`));
  });

  it('is taken from a program whose terminal is closed', async () => {
    terminal.focus();
    await comeBack();
    void attachment.close();
    await eventually(() => expect(session.close).toHaveBeenCalledOnce());
    expect(session.text).toBe(`${ESC}[I${ESC}[O`);
  });

  it('is not told to one that did not ask, or that is shown elsewhere now', async () => {
    terminal.focus();
    attachment.event({ kind: 'reset' });
    attachment.event({ kind: 'live' });
    await parsed();
    expect(session.text).toBe('');
    await comeBack();
    attachment.event(ENDED);
    await parsed();
    void attachment.close();
    expect(session.text).toBe(`${ESC}[I`);
  });
});

describe('a key that looks like a report', () => {
  const F3 = ['F3', 'F3', 114] as const;
  const PRESSED = [
    [F3, { shiftKey: true }, `${ESC}[1;2R`],
    [F3, { ctrlKey: true }, `${ESC}[1;5R`],
    [[']', 'BracketRight', 221], { altKey: true }, `${ESC}]`],
    [['P', 'KeyP', 80], { altKey: true, shiftKey: true }, `${ESC}P`],
  ] as const;

  beforeEach(() => {
    const host = document.createElement('div');
    document.body.append(host);
    terminal.open(host);
    hooks.outgoing.mockClear();
  });

  function press([key, code, keyCode]: readonly [string, string, number], modifiers: KeyboardEventInit): void {
    const init = { key, code, bubbles: true, cancelable: true, ...modifiers };
    terminal.textarea?.dispatchEvent(new KeyboardEvent('keydown', { ...init, keyCode }));
  }

  it.each(PRESSED)('%j with %j is a key, also during a replay', async (key, modifiers, written) => {
    attachment.event({ kind: 'reset' });
    await parsed();
    press(key, modifiers);
    expect(hooks.outgoing.mock.calls).toEqual([[written, false]]);
    attachment.event({ kind: 'live' });
    await eventually(() => expect(session.text).toBe(written));
  });

  it.each([`${ESC}[<0;1;1M`, `${ESC}[I`])('%j that was not pressed is a report', async (report) => {
    press(F3, { shiftKey: true });
    hooks.outgoing.mockClear();
    terminal.input(report, false);
    expect(hooks.outgoing.mock.calls).toEqual([[report, true]]);
    await parsed();
  });
});

describe('input', () => {
  it('is UTF-8, and binary reports are bytes', async () => {
    terminal.input('ä🚢');
    await eventually(() => expect(session.text).toBe('Ã¤ð\x9f\x9a¢'));
  });

  it('passes a pasted megabyte on whole, in order and in pieces', async () => {
    const text = Array.from({ length: 150_000 }, (_, n) => `${n}é\r`).join('');
    terminal.input('first ');
    terminal.input(text);
    terminal.input(' last');
    const expected = new TextEncoder().encode(`first ${text} last`);
    await eventually(() => expect(session.written.reduce((sum, piece) => sum + piece.length, 0)).toBe(expected.length));
    expect(expected.length).toBeGreaterThan(1 << 20);
    expect(session.written.every((piece) => piece.length <= CHUNK)).toBe(true);
    expect(
      await sha256(new Uint8Array(await new Blob(session.written.map((b) => new Uint8Array(b))).arrayBuffer())),
    ).toBe(await sha256(expected));
  });

  it('does not reach a session that is not attached yet', async () => {
    const slow = new FarEnd();
    let answer = (): void => undefined;
    const attach: Attach = async (...args) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return slow.attach(...args);
    };
    const late = new Attachment(terminal, hooks);
    const opened = late.open(attach, { cols: 40, rows: 5 });
    terminal.input('early');
    expect(slow.text).toBe('');
    answer();
    await opened;
    await eventually(() => expect(slow.text).toBe('early'));
    void late.close();
  });

  it('is kept back where the window says so, the mouse as well', async () => {
    hooks.outgoing.mockReturnValue(false);
    terminal.input('x');
    attachment.send('from another');
    await eventually(() => expect(session.text).toBe('from another'));
    expect(hooks.outgoing.mock.calls).toEqual([['x', false]]);
    hooks.outgoing.mockReturnValue(true);
  });

  it('says so when it could not be sent', async () => {
    const problem = new Error('gone');
    session.write = () => Promise.reject(problem);
    terminal.input('x');
    await eventually(() => expect(hooks.unsent).toHaveBeenCalledWith(problem));
  });
});

it('detaches from a session that it attached to only after it was closed', async () => {
  const slow = new FarEnd();
  const early = new Attachment(terminal, hooks);
  const opened = early.open(slow.attach, { cols: 40, rows: 5 });
  void early.close();
  await opened;
  expect(slow.close).toHaveBeenCalledOnce();
});

it('sends a size once, and only when it changed', () => {
  attachment.resize({ cols: 40, rows: 5 });
  attachment.resize({ cols: 50, rows: 5 });
  attachment.resize({ cols: 50, rows: 5 });
  expect(session.resize.mock.calls).toEqual([[{ cols: 50, rows: 5 }]]);
});

it('times a key until the next output', async () => {
  terminal.input('x');
  output('x');
  expect(hooks.echo).toHaveBeenCalledOnce();
  output('more');
  expect(hooks.echo).toHaveBeenCalledOnce();
  await parsed();
});

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16)).join(
    ' ',
  );
}
