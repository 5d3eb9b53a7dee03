import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeBackend, fakeSession } from '../backend/fake';
import { FOLLOW_EVERY, LogReader } from './reader.svelte';

const session = fakeSession({ name: 'bot' });
let backend: FakeBackend;
let reader: LogReader;

beforeEach(() => {
  vi.useFakeTimers();
  backend = new FakeBackend({ scenario: 'empty', latency: 100 });
  backend.sessions = [session];
  reader = new LogReader(backend, () => session);
});

afterEach(() => {
  reader.follow(false);
  vi.useRealTimers();
});

const readings = (): number => backend.calls.length;

describe('a log', () => {
  it('is read once more, however often that is asked for meanwhile', async () => {
    void reader.read();
    void reader.read();
    void reader.read();
    await vi.advanceTimersByTimeAsync(1000);
    expect(readings()).toBe(2);
    expect(reader.bytes?.length).toBeGreaterThan(0);
    expect(reader.reading).toBe(false);
  });

  it('that is followed is read again two seconds after the last reading', async () => {
    reader.follow(true);
    await vi.advanceTimersByTimeAsync(100);
    expect(readings()).toBe(1);
    await vi.advanceTimersByTimeAsync(FOLLOW_EVERY - 1);
    expect(readings()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(readings()).toBe(2);
  });

  it('is not read again when it is no longer followed', async () => {
    reader.follow(true);
    await vi.advanceTimersByTimeAsync(100);
    reader.follow(false);
    await vi.advanceTimersByTimeAsync(10 * FOLLOW_EVERY);
    expect(readings()).toBe(1);
  });

  it('keeps what was read when the next reading fails, and gets over it', async () => {
    reader.follow(true);
    await vi.advanceTimersByTimeAsync(100);
    const read = reader.bytes;
    backend.fail('sessionLogs', { message: 'away' });
    await vi.advanceTimersByTimeAsync(FOLLOW_EVERY + 100);
    expect(reader.problem?.text).toBe('away');
    expect(reader.bytes).toBe(read);
    await vi.advanceTimersByTimeAsync(FOLLOW_EVERY + 100);
    expect(reader.problem).toBeNull();
  });
});
