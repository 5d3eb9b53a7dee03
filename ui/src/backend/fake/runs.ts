// Runs as the archive of a machine holds them: every ending, several generations of a name.

import type { EndedBy, Ending, Run, Session } from '../port';
import { idOf } from './sessions';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A run that ended well an hour ago; `part` says what is different. */
export function fakeRun(part: Partial<Run> & { id: number }): Run {
  const name = part.name ?? 'trainer';
  return {
    key: { session: { engine: 'docker', container: idOf(`docker/${name}`) }, startedAt: '2026-01-01T10:00:00Z' },
    name,
    own: true,
    image: 'train:cu12',
    imageId: `sha256:${idOf('train:cu12')}`,
    number: part.id,
    generation: 1,
    endedAt: '2026-01-01T11:00:00Z',
    ending: 'well',
    exitCode: 0,
    oomWithin: false,
    by: { who: 'itself' },
    grace: null,
    restarts: 0,
    error: null,
    peakMemory: null,
    health: [],
    clockOffset: null,
    log: { state: 'whole' },
    logBytes: 4096,
    logLines: 6,
    hasScreen: true,
    pinned: false,
    removed: false,
    unwatched: null,
    ...part,
  };
}

type End = Pick<Run, 'ending' | 'exitCode' | 'by'> & Partial<Run>;

/** The process id of the app that the fake plays. */
export const PID = 4711;
const BY_US: EndedBy = { who: 'berth', actor: { kind: 'window', pid: PID }, verb: 'stop', killedAfterGrace: false };

const ENDS: readonly End[] = [
  { ending: 'well', exitCode: 0, by: { who: 'itself' } },
  { ending: 'asked', exitCode: 143, by: BY_US, grace: 10 },
  { ending: 'killed', exitCode: 137, by: { ...BY_US, killedAfterGrace: true }, grace: 10 },
  { ending: 'failed', exitCode: 3, by: { who: 'itself' } },
  { ending: 'outOfMemory', exitCode: 137, by: { who: 'kernel' }, peakMemory: 34_000_000_000 },
  { ending: 'notStarted', exitCode: 127, by: { who: 'itself' }, error: 'exec: "trian": not found in $PATH' },
  { ending: 'killed', exitCode: 137, by: { who: 'other' } },
  {
    ending: 'asked',
    exitCode: 130,
    by: { who: 'berth', actor: { kind: 'berthctl', pid: 9 }, verb: 'stop', killedAfterGrace: false },
  },
  { ending: 'unknown', exitCode: null, by: { who: 'unknown' } },
  { ending: 'asked', exitCode: 143, by: { who: 'shutdown' } },
];

/** The runs of the sessions that the fake has: the last of each as the session says, before it older ones. */
export function runsOf(sessions: readonly Session[], now: number): Run[] {
  const runs = sessions
    .filter(({ startedAt, id }) => startedAt !== null && id !== '')
    .flatMap((session, place) => {
      const count = session.name === 'trainer' ? 24 : 3;
      return Array.from({ length: count }, (_, back) => runOf(session, place, back, count, now));
    });
  return numbered(runs);
}

/** `count` runs of many sessions, spread over months. */
export function manyRuns(count: number, now: number): Run[] {
  const words = ['api', 'worker', 'crawler', 'agent', 'bot', 'build', 'sync', 'index', 'mail'];
  const runs = Array.from({ length: count }, (_, i) => {
    const name = `${words[i % words.length] ?? 'job'}-${1 + (i % 40)}`;
    const start = now - (i + 1) * 11 * MINUTE;
    const end: End = ENDS[(i * 7) % ENDS.length] ?? { ending: 'well', exitCode: 0, by: { who: 'itself' } };
    const engine = i % 3 === 0 ? 'docker' : 'podman';
    const startedAt = new Date(start).toISOString();
    return fakeRun({
      id: 0,
      name,
      image: `registry.example.com/team/${words[i % words.length] ?? 'app'}:${1 + (i % 9)}.${i % 4}`,
      key: { session: { engine, container: idOf(`${engine}/${name}`) }, startedAt },
      number: 1 + Math.floor((count - i) / 40),
      endedAt: new Date(start + (1 + (i % 240)) * MINUTE).toISOString(),
      ...end,
    });
  });
  return numbered(runs);
}

/** The latest first; the first that was noted has number 1. */
function numbered(runs: Run[]): Run[] {
  runs.sort((a, b) => b.key.startedAt.localeCompare(a.key.startedAt));
  return runs.map((run, index) => ({ ...run, id: runs.length - index }));
}

function runOf(session: Session, place: number, back: number, count: number, now: number): Run {
  const { engine, id, name, image, own } = session;
  const latest = back === 0;
  const ran = (5 + ((back * 37) % 170)) * MINUTE;
  const begun = Date.parse(session.startedAt ?? '') || now;
  const start = begun - back * 4 * HOUR;
  const older = ENDS[(back + place) % ENDS.length];
  return fakeRun({
    id: 0,
    name,
    image: back > 12 ? `${image}-old` : image,
    own,
    number: count - back,
    generation: back > 12 ? 1 : 2,
    key: {
      session: { engine, container: back > 12 ? idOf(`${engine}/${name}/old`) : id },
      startedAt: new Date(start).toISOString(),
    },
    endedAt: latest ? session.finishedAt : new Date(Math.min(start + ran, now)).toISOString(),
    ...(latest ? endOf(session) : older),
    removed: back > 12,
  });
}

function endOf({ exitCode, finishedAt, oomKilled }: Session): End {
  if (finishedAt === null) return { ending: null, exitCode: null, by: { who: 'nobody' } };
  if (oomKilled) return { ending: 'outOfMemory', exitCode, by: { who: 'kernel' }, peakMemory: 34_190_000_000 };
  return { ending: endingOf(exitCode), exitCode, by: { who: 'itself' } };
}

/** As the archive judges an exit code. */
export function endingOf(code: number | null): Ending {
  if (code === null) return 'unknown';
  if (code === 0) return 'well';
  if (code === 130 || code === 143) return 'asked';
  if (code === 137) return 'killed';
  return code >= 125 && code <= 127 ? 'notStarted' : 'failed';
}
