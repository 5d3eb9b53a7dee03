// @vitest-environment node

import { beforeEach, describe, expect, it } from 'vitest';

import { ended } from '../backend/fake';
import { Endings } from './endings';

const AT = '2026-03-01T10:00:00Z';
const run = (exitCode: number) => ended({ name: 'bot', startedAt: AT }, exitCode, '2026-03-01T10:00:10Z');
let endings: Endings;

beforeEach(() => {
  endings = new Endings();
});

describe('who ended a run', () => {
  it('is the window that stopped it, with the grace time when that ran out', () => {
    endings.note(run(0), { verb: 'stop', grace: 10 });
    expect(endings.of(run(0))).toEqual(['you stopped it']);
    expect(endings.of(run(143))).toEqual(['you stopped it']);
    expect(endings.of(run(137))).toEqual(['killed by SIGKILL after the 10 s grace time', 'you stopped it']);
    expect(endings.of({ ...run(137), oomKilled: true })).toEqual(['you stopped it']);
  });

  it('is the window that sent the signal that ended it', () => {
    endings.note(run(0), { verb: 'kill', signal: 'SIGHUP' });
    expect(endings.of(run(129))).toEqual(['you sent it SIGHUP']);
    expect(endings.of(run(3))).toEqual([]);
    endings.note(run(0), { verb: 'kill', signal: 'SIGKILL' });
    expect(endings.of(run(137))).toEqual(['you killed it']);
  });

  it('is somebody else when it ended by a signal that this window did not send', () => {
    expect(endings.of(run(137))).toEqual(['not from this window: a kill, or a stop whose grace time ran out']);
    expect(endings.of(run(143))).toEqual(['not ended from this window']);
  });

  it.each([0, 1, 127, 134, 139])('is nobody when it exited %i', (code) => {
    expect(endings.of(run(code))).toEqual([]);
  });

  it('is not told of its next run, nor of what failed', () => {
    const takeBack = endings.note(run(0), { verb: 'stop', grace: 10 });
    expect(endings.of({ ...run(0), startedAt: '2026-03-01T11:00:00Z' })).toEqual([]);
    takeBack();
    expect(endings.of(run(0))).toEqual([]);
  });
});
