// @vitest-environment node

import { beforeEach, describe, expect, it } from 'vitest';

import { ended } from '../backend/fake';
import { DoneHere } from './doneHere';

const AT = '2026-03-01T10:00:00Z';
const run = (exitCode: number) => ended({ name: 'bot', startedAt: AT }, exitCode, '2026-03-01T10:00:10Z');
let here: DoneHere;

beforeEach(() => {
  here = new DoneHere();
});

describe('until the archive says who ended a run', () => {
  it('is the window that stopped it, with the grace time when that ran out', () => {
    here.note(run(0), { verb: 'stop', grace: 10 });
    expect(here.of(run(0))).toEqual(['you stopped it']);
    expect(here.of(run(143))).toEqual(['you stopped it']);
    expect(here.of(run(137))).toEqual(['killed by SIGKILL after the 10 s grace time', 'you stopped it']);
    expect(here.of({ ...run(137), oomKilled: true })).toEqual([]);
  });

  it('is the window that sent the signal that ended it', () => {
    here.note(run(0), { verb: 'kill', grace: 0 });
    expect(here.of(run(129))).toEqual(['you sent it SIGHUP']);
    expect(here.of(run(137))).toEqual(['you killed it']);
  });

  it.each([0, 1, 127, 134, 137, 139, 143])('is nobody when it exited %i, for the archive knows', (code) => {
    expect(here.of(run(code))).toEqual([]);
  });

  it('is not told of its next run, nor of what failed', () => {
    const takeBack = here.note(run(0), { verb: 'stop', grace: 10 });
    expect(here.of({ ...run(0), startedAt: '2026-03-01T11:00:00Z' })).toEqual([]);
    takeBack();
    expect(here.of(run(0))).toEqual([]);
  });
});
