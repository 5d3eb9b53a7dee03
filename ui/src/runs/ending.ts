// How a run ended, in a word, a colour and by whom.

import type { Actor, ArchiveVerb, EndedBy, Ending, Run } from '../backend/port';
import { clockToSecond, moment } from '../session/age';
import { signal } from '../session/signals';
import { t } from './text';

/** The colour of an ending, as the end of a `--state-…` token. */
export type EndingTone = 'running' | 'ended' | 'failed' | 'paused';

const TONES: Readonly<Record<Ending, EndingTone>> = {
  well: 'ended',
  asked: 'ended',
  killed: 'failed',
  outOfMemory: 'failed',
  failed: 'failed',
  notStarted: 'failed',
  unknown: 'paused',
};

export const ENDINGS = Object.keys(TONES) as Ending[];

export function toneOfEnding(ending: Ending | null): EndingTone {
  return ending === null ? 'running' : TONES[ending];
}

/** "exited 3", "killed 137", "out of memory", "running". */
export function endingWord({ ending, exitCode }: Pick<Run, 'ending' | 'exitCode'>): string {
  if (ending === null) return t.running;
  if (ending === 'outOfMemory') return t.outOfMemory;
  if (exitCode === null) return ending === 'notStarted' ? t.notStarted : t.unknown;
  if (ending === 'asked') return t.ended(exitCode);
  return ending === 'killed' ? t.killed(exitCode) : t.exited(exitCode);
}

type Told = Pick<Run, 'by' | 'grace' | 'exitCode'>;

/** Who ended a run, as far as it is known; empty for what ends by itself. `pid` is this app's. */
export function endedBy({ by, grace, exitCode }: Told, pid: number | null): string[] {
  const sent = exitCode !== null && exitCode > 128 ? signal(exitCode - 128).name : null;
  switch (by.who) {
    case 'berth':
      return [...(by.killedAfterGrace ? [afterGrace(grace)] : []), byBerth(by, sent, pid)];
    case 'shutdown':
      return [t.shutdown];
    case 'other':
      return [sent === 'SIGKILL' ? t.killedElsewhere : t.endedElsewhere];
    default:
      return [];
  }
}

/** The same for a column of a table, where nothing said would be a gap. */
export function endedByAlways(run: Told, pid: number | null): string {
  const who = { itself: t.itself, kernel: t.kernel, unknown: t.nobodySaw };
  const words = endedBy(run, pid);
  return words.length > 0 ? words.join(' · ') : ((who as Partial<Record<EndedBy['who'], string>>)[run.by.who] ?? '');
}

/** The same in a word, for a column that says "ended by". */
export function endedByShort({ by, ending }: Pick<Run, 'by' | 'ending'>, pid: number | null): string {
  if (ending === null || by.who === 'nobody') return '';
  return by.who === 'berth' ? t.short[whoIs(by.actor, pid)] : t.short[by.who];
}

/** In which time nobody watched, if its end fell into one. */
export function unwatched({ unwatched: gap }: Pick<Run, 'unwatched'>): string | null {
  if (gap === null) return null;
  const [from, to] = gap;
  const sameDay = new Date(from).toDateString() === new Date(to).toDateString();
  return t.unwatched(moment(from), sameDay ? clockToSecond(to) : moment(to));
}

function whoIs(actor: Actor, pid: number | null): 'you' | 'window' | 'berthctl' {
  if (actor.kind === 'berthctl') return 'berthctl';
  return actor.pid === pid || pid === null ? 'you' : 'window';
}

function afterGrace(grace: number | null): string {
  return grace === null ? t.killedAfterSomeGrace : t.killedAfterGrace(grace);
}

function byBerth({ actor, verb }: Extract<EndedBy, { who: 'berth' }>, sent: string | null, pid: number | null): string {
  const who = whoIs(actor, pid);
  // One that handles a signal ends in a way of its own: then it was no kill.
  if (verb === 'kill' && sent !== null && sent !== 'SIGKILL') {
    return { you: t.youSent, window: t.windowSent, berthctl: t.berthctlSent }[who](sent);
  }
  return t.did[who][DEEDS[verb]];
}

const DEEDS: Readonly<Record<ArchiveVerb, keyof (typeof t.did)['you']>> = {
  start: 'start',
  stop: 'stop',
  kill: 'kill',
  restart: 'restart',
  pause: 'stop',
  resume: 'stop',
  rename: 'stop',
  delete: 'delete',
  prune: 'delete',
  podStart: 'start',
  podStop: 'pod',
  podRemove: 'pod',
  pauseRestarts: 'stop',
  resumeRestarts: 'stop',
  recreate: 'recreate',
  changeLimits: 'stop',
};
