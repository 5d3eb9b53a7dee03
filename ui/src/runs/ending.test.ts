// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { fakeRun } from '../backend/fake';
import type { ArchiveVerb, EndedBy, Run } from '../backend/port';
import { endedBy, endedByAlways, endingWord, unwatched } from './ending';

const ME = 7;
const run = (exitCode: number | null, by: EndedBy, part: Partial<Run> = {}): Run =>
  fakeRun({ id: 1, exitCode, by, ...part });
const us = (verb: ArchiveVerb, killedAfterGrace = false): EndedBy => ({
  who: 'berth',
  actor: { kind: 'window', pid: ME },
  verb,
  killedAfterGrace,
});
const other = (verb: ArchiveVerb): EndedBy => ({
  who: 'berth',
  actor: { kind: 'window', pid: 8 },
  verb,
  killedAfterGrace: false,
});
const cli = (verb: ArchiveVerb): EndedBy => ({
  who: 'berth',
  actor: { kind: 'berthctl', pid: 9 },
  verb,
  killedAfterGrace: false,
});

describe('who ended a run', () => {
  it.each<[number | null, EndedBy, Partial<Run>, string[]]>([
    [0, us('stop'), {}, ['you stopped it']],
    [143, us('stop'), { grace: 10 }, ['you stopped it']],
    [137, us('stop', true), { grace: 10 }, ['killed by SIGKILL after the 10 s grace time', 'you stopped it']],
    [137, us('restart', true), {}, ['killed by SIGKILL after the grace time', 'you restarted it']],
    [129, us('kill'), {}, ['you sent it SIGHUP']],
    [137, us('kill'), {}, ['you killed it']],
    [0, us('delete'), {}, ['you deleted it']],
    [137, other('kill'), {}, ['killed in another window of Berth']],
    [143, other('kill'), {}, ['another window of Berth sent it SIGTERM']],
    [143, cli('stop'), {}, ['stopped by berthctl']],
    [0, cli('podRemove'), {}, ['its pod was stopped by berthctl']],
    [137, { who: 'other' }, {}, ['by somebody else, not by Berth: a kill, or a stop whose grace time ran out']],
    [143, { who: 'other' }, {}, ['ended by somebody else, not by Berth']],
    [143, { who: 'shutdown' }, {}, ['the engine or the machine was shut down']],
    [0, { who: 'itself' }, {}, []],
    [137, { who: 'kernel' }, {}, []],
    [null, { who: 'unknown' }, {}, []],
  ])('%s by %o', (exitCode, by, part, said) => {
    expect(endedBy(run(exitCode, by, part), ME)).toEqual(said);
  });

  it('is told in a table too where nobody did', () => {
    expect(endedByAlways(run(0, { who: 'itself' }), ME)).toBe('ended by itself');
    expect(endedByAlways(run(137, { who: 'kernel' }), ME)).toBe('ended by the kernel, for want of memory');
    expect(endedByAlways(run(null, { who: 'unknown' }), ME)).toBe('nobody saw who ended it');
    expect(endedByAlways(run(null, { who: 'nobody' }), ME)).toBe('');
  });
});

it.each<[Run['ending'], number | null, string]>([
  ['well', 0, 'exited 0'],
  ['asked', 143, 'ended 143'],
  ['killed', 137, 'killed 137'],
  ['outOfMemory', 137, 'out of memory'],
  ['failed', 3, 'exited 3'],
  ['notStarted', 127, 'exited 127'],
  ['notStarted', null, 'not started'],
  ['unknown', null, 'end unknown'],
  [null, null, 'running'],
])('an ending %s %s is "%s"', (ending, exitCode, word) => {
  expect(endingWord({ ending, exitCode })).toBe(word);
});

it('names the time in which nobody watched', () => {
  expect(unwatched({ unwatched: null })).toBeNull();
  expect(unwatched({ unwatched: ['2026-03-01T02:10:00Z', '2026-03-01T07:55:00Z'] })).toMatch(
    /^Berth did not watch from Mar 1, 2026.*2:10.* to 0?7:55/,
  );
});
