import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import type { Session, TerminalEvent, TerminalHandle, TerminalListener, TerminalSize } from '../backend/port';
import { AttachAhead } from './ahead';

const SIZE = { cols: 80, rows: 24 };
const session = fakeSession({ name: 'bot' });

const handle: { [K in keyof TerminalHandle]: ReturnType<typeof vi.fn> } = {
  write: vi.fn(() => Promise.resolve()),
  resize: vi.fn(() => Promise.resolve()),
  clear: vi.fn(() => Promise.resolve()),
  close: vi.fn(() => Promise.resolve()),
};
let listener: TerminalListener | undefined;
let answer: Promise<TerminalHandle>;
const backend = Object.assign(new FakeBackend(), {
  attach: (_engine: string, _id: string, _size: TerminalSize, heard: TerminalListener) => {
    listener = heard;
    return answer;
  },
});

const told: string[] = [];
const terminal: TerminalListener = {
  output: (bytes, done) => {
    told.push(new TextDecoder().decode(bytes));
    done();
  },
  event: ({ kind }: TerminalEvent) => told.push(kind),
};
const write = (text: string, done = (): void => undefined): void =>
  listener?.output(new TextEncoder().encode(text), done);

function begun(wanted: Session = session): AttachAhead {
  const ahead = new AttachAhead();
  ahead.begin(backend, wanted, SIZE);
  return ahead;
}

beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
  answer = Promise.resolve(handle as unknown as TerminalHandle);
});
afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

it('hands over what came before its terminal, in order, and what comes after', async () => {
  const ahead = begun();
  const parsed = vi.fn();
  listener?.event({ kind: 'reset' });
  write('one', parsed);
  listener?.event({ kind: 'live' });
  expect(parsed).not.toHaveBeenCalled();
  const taken = ahead.take(session, SIZE, terminal);
  write('two');
  expect(told).toEqual(['reset', 'one', 'live', 'two']);
  expect(parsed).toHaveBeenCalledOnce();
  expect(await taken).toBe(handle);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(handle.resize).not.toHaveBeenCalled();
  expect(handle.close).not.toHaveBeenCalled();
  // Whoever attaches again does so by itself.
  expect(ahead.take(session, SIZE, terminal)).toBeNull();
});

it('is nothing for a terminal of another size', async () => {
  expect(begun().take(session, { cols: 79, rows: 24 }, terminal)).toBeNull();
  await vi.advanceTimersByTimeAsync(0);
  expect(handle.close).toHaveBeenCalledOnce();
});

it('tells of an end that came before its terminal', async () => {
  const ahead = begun();
  listener?.event({ kind: 'shellEnded', code: 3 });
  await ahead.take(session, SIZE, terminal);
  expect(told).toEqual(['shellEnded']);
});

it('is for one session only, and leaves one that no terminal takes', async () => {
  const ahead = begun();
  expect(ahead.take(fakeSession({ name: 'other' }), SIZE, terminal)).toBeNull();
  ahead.begin(backend, fakeSession({ name: 'other' }), SIZE);
  await vi.advanceTimersByTimeAsync(0);
  expect(handle.close).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(3000);
  expect(handle.close).toHaveBeenCalledTimes(2);
});

it('fails as its terminal would have failed', async () => {
  answer = Promise.reject(new Error('no such container'));
  const ahead = begun();
  await vi.advanceTimersByTimeAsync(100);
  await expect(ahead.take(session, SIZE, terminal)).rejects.toThrow('no such container');
});
