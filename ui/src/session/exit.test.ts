// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { type Ended, explainExit } from './exit';

function ended(part: Partial<Ended>): Ended {
  return {
    state: 'exited',
    exitCode: 0,
    oomKilled: false,
    oomWithin: false,
    startedAt: '2026-01-01T10:00:00Z',
    error: null,
    broken: null,
    ...part,
  };
}

describe('explainExit', () => {
  it.each([
    [0, 'Exited 0', 'well'],
    [1, 'Exited 1', 'failed'],
    [3, 'Exited 3', 'failed'],
    [125, 'Exited 125: the engine failed', 'failed'],
    [126, 'Exited 126: could not be run', 'failed'],
    [127, 'Exited 127: command not found', 'failed'],
    [128, 'Exited 128', 'failed'],
    [129, 'Exited 129: killed by SIGHUP', 'failed'],
    [130, 'Exited 130: ended by SIGINT', 'neutral'],
    [134, 'Exited 134: killed by SIGABRT', 'failed'],
    [137, 'Exited 137: killed by SIGKILL', 'failed'],
    [139, 'Exited 139: killed by SIGSEGV', 'failed'],
    [143, 'Exited 143: ended by SIGTERM', 'neutral'],
    [170, 'Exited 170: killed by SIG42', 'failed'],
    [255, 'Exited 255', 'failed'],
    [-1, 'Exited -1: lost by the engine', 'failed'],
  ] as const)('%i reads "%s"', (exitCode, title, tone) => {
    expect(explainExit(ended({ exitCode }))).toMatchObject({ title, tone });
  });

  it('names memory before the signal that the kernel used', () => {
    expect(explainExit(ended({ exitCode: 137, oomKilled: true })).title).toBe('Exited 137: out of memory');
  });

  it('does not say that the system killed one that ended by itself', () => {
    const { title, sentence, tone } = explainExit(ended({ exitCode: 0, oomWithin: true }));
    expect({ title, tone }).toEqual({ title: 'Exited 0', tone: 'neutral' });
    expect(sentence).toBe(
      'The program ended by itself, without an error. Something in it was killed before, because the session ' +
        'reached its memory limit.',
    );
    expect(explainExit(ended({ exitCode: 3, oomWithin: true }))).toMatchObject({ title: 'Exited 3', tone: 'failed' });
  });

  it("keeps the engine's own error", () => {
    const { sentence } = explainExit(ended({ exitCode: 127, error: 'exec: "nope": not found' }));
    expect(sentence).toContain('exec: "nope": not found');
  });

  it('says that a created session never ran, and fails it only with an error', () => {
    expect(explainExit(ended({ state: 'created', exitCode: null, startedAt: null }))).toMatchObject({
      title: 'Never started',
      tone: 'neutral',
    });
    expect(
      explainExit(ended({ state: 'created', exitCode: null, startedAt: null, error: 'no such device' })).tone,
    ).toBe('failed');
  });

  it('gives the engine the word about one that it cannot describe', () => {
    const { title, sentence, tone } = explainExit(ended({ broken: 'RWLayer of container ab is unexpectedly nil' }));
    expect({ title, tone }).toEqual({ title: 'Broken', tone: 'failed' });
    expect(sentence).toContain('The engine says: RWLayer of container ab is unexpectedly nil');
  });

  it('does not claim an end for a session that runs', () => {
    expect(explainExit(ended({ state: 'running', exitCode: null })).title).toBe('Has not exited');
  });
});
