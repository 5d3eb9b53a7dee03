import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { BackendError, type LogListener } from '../backend/port';
import { LogReader, RETRY_AFTER, SILENT_AFTER } from './reader.svelte';

const session = fakeSession({ name: 'bot' });
let backend: FakeBackend;
let reader: LogReader;
let shown: string;
let cleared: number;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (log: Uint8Array): string => new TextDecoder().decode(log);
const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, n) => `line number ${from + n}\n`).join('');
const calls = (): number => backend.calls.length;

beforeEach(() => {
  vi.useFakeTimers();
  backend = new FakeBackend({ scenario: 'empty', latency: 100 });
  backend.sessions = [session];
  reader = new LogReader(backend, () => session);
  shown = '';
  cleared = 0;
  reader.showIn({
    show: (log) => {
      shown = text(log);
      cleared++;
    },
    append: (more) => (shown += text(more)),
  });
});

afterEach(() => {
  reader.read('off');
  vi.useRealTimers();
});

describe('a log', () => {
  it('is read once more, however often that is asked for meanwhile', async () => {
    reader.read('once');
    reader.read();
    reader.read();
    await vi.advanceTimersByTimeAsync(1000);
    expect(calls()).toBe(2);
    expect(reader.size).toBeGreaterThan(0);
    expect(shown).toBe(text(reader.bytes));
  });

  it('is shown by a view that opens later', async () => {
    reader.showIn(null);
    reader.read('once');
    await vi.advanceTimersByTimeAsync(100);
    expect(shown).toBe('');
    reader.showIn({ show: (log) => (shown = text(log)), append: vi.fn() });
    expect(shown).toBe(text(reader.bytes));
  });

  const before = lines(0, 10);
  it.each([
    ['grew', before, lines(0, 13), lines(0, 13)],
    ['grew, and lost its first lines', lines(0, 900), lines(3, 903), lines(0, 903)],
    ['is the same', before, before, before],
    ['was short', 'hi\n', 'hi\nthere\n', 'hi\nthere\n'],
    ['had an open last line', `${before}half`, `${before}half a line\n`, `${before}half a line\n`],
    ['is shorter: fewer lines were asked for', lines(0, 100), lines(90, 100), lines(0, 100)],
    ['repeats itself', 'tick\n'.repeat(100), 'tick\n'.repeat(100), 'tick\n'.repeat(100)],
    [
      'repeats itself, then does not',
      'tick\n'.repeat(100),
      `${'tick\n'.repeat(90)}tock\n`,
      `${'tick\n'.repeat(100)}tock\n`,
    ],
  ])('that %s keeps place and selection when it is read again', async (_, old, now, whole) => {
    await readTwice(old, now);
    expect([shown, cleared]).toEqual([whole, 1]);
    expect(text(reader.bytes)).toBe(whole);
  });

  it.each([
    ['moved on too far', lines(0, 100), lines(500, 600)],
    ['goes back further: more lines were asked for', lines(90, 100), lines(0, 100)],
    ['overlaps by chance only', `${before}x\n`, `x\n${lines(50, 60)}`],
    ['repeats itself longer', 'tick\n'.repeat(100), 'tick\n'.repeat(110)],
    ['was emptied', before, ''],
    ['was empty', '', before],
  ])('that %s is shown afresh', async (_, old, now) => {
    await readTwice(old, now);
    expect([shown, cleared]).toEqual([now, 2]);
  });

  async function readTwice(old: string, now: string): Promise<void> {
    vi.spyOn(backend, 'sessionLogs').mockResolvedValueOnce(bytes(old)).mockResolvedValueOnce(bytes(now));
    reader.read('once');
    await vi.advanceTimersByTimeAsync(0);
    reader.read();
    await vi.advanceTimersByTimeAsync(0);
  }
});

describe('a log that is followed', () => {
  let listener: LogListener;
  const end = vi.fn();

  beforeEach(() => {
    end.mockClear();
    vi.spyOn(backend, 'followLogs').mockImplementation((_engine, _id, _lines, heard) => {
      backend.calls.push({ verb: 'followLogs', subject: '' });
      listener = heard;
      return Promise.resolve({ end });
    });
  });

  async function follow(): Promise<void> {
    reader.read('follow');
    await vi.advanceTimersByTimeAsync(0);
  }

  it('goes on as it is written', async () => {
    await follow();
    listener.output(bytes('one\n'));
    listener.output(bytes('two\n'));
    expect([shown, cleared, text(reader.bytes)]).toEqual(['one\ntwo\n', 1, 'one\ntwo\n']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls()).toBe(1);
  });

  it('goes on where it was when it is followed again', async () => {
    await follow();
    listener.output(bytes(lines(0, 10)));
    reader.read('off');
    expect(end).toHaveBeenCalledOnce();
    listener.output(bytes('nobody hears this\n'));
    await follow();
    listener.output(bytes(lines(2, 12)));
    listener.output(bytes(lines(12, 14)));
    expect([shown, cleared]).toEqual([lines(0, 14), 1]);
  });

  it('ends a subscription that comes when nobody looks any more', async () => {
    reader.read('follow');
    reader.read('off');
    await vi.advanceTimersByTimeAsync(0);
    expect(end).toHaveBeenCalledOnce();
  });

  it('is empty when it ends without a word, or says nothing for a while', async () => {
    await follow();
    expect(reader.size).toBeNull();
    listener.ended(null);
    expect(reader.size).toBe(0);
    reader = new LogReader(backend, () => session);
    await follow();
    await vi.advanceTimersByTimeAsync(SILENT_AFTER);
    expect([reader.size, reader.problem]).toEqual([0, null]);
  });

  it('says how much of a flood is left out, on a line of its own', async () => {
    await follow();
    listener.skipped(1200, 130_000);
    listener.output(bytes('a\nb'));
    listener.skipped(1, 10);
    listener.output(bytes('c\n'));
    const escape = String.fromCharCode(0x1b);
    const plain = shown.replaceAll(`${escape}[0;2m`, '').replaceAll(`${escape}[0m`, '');
    expect(plain.split('\n').map((line) => line.trim())).toEqual([
      '··· 1,200 lines (127 KiB) left out: more was written than can be shown ···',
      'a',
      'b',
      '··· 1 line (1 KiB) left out: more was written than can be shown ···',
      'c',
      '',
    ]);
    expect(text(reader.bytes)).toBe(shown);
  });

  it('is not asked for again when its run ended', async () => {
    await follow();
    listener.output(bytes('bye\n'));
    listener.ended(null);
    await vi.advanceTimersByTimeAsync(10 * RETRY_AFTER);
    expect([shown, calls()]).toEqual(['bye\n', 1]);
  });

  it('keeps what was read when it fails, and gets over it', async () => {
    await follow();
    listener.output(bytes('so far\n'));
    listener.ended(new BackendError({ code: 'x', message: 'away', detail: null, problems: [] }));
    expect(reader.problem?.text).toBe('away');
    expect(shown).toBe('so far\n');
    await vi.advanceTimersByTimeAsync(RETRY_AFTER);
    expect(calls()).toBe(2);
    listener.output(bytes('so far\nback\n'));
    expect(reader.problem).toBeNull();
    expect([shown, cleared]).toEqual(['so far\nback\n', 1]);
  });
});

it('tries again to follow a log that was refused', async () => {
  backend.fail('followLogs', { message: 'away' });
  reader.read('follow');
  await vi.advanceTimersByTimeAsync(100);
  expect(reader.problem?.text).toBe('away');
  await vi.advanceTimersByTimeAsync(RETRY_AFTER + 100);
  expect(reader.problem).toBeNull();
  expect(reader.size).toBeGreaterThan(0);
});
