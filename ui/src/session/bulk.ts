// What can be done to many sessions at once: to which of them, and how each went.

import { DEFAULT_STOP } from '../backend/bindings';
import type { Backend, LadderOutcome, Session, StartOutcome, StopStep } from '../backend/port';
import { isLogUnreadable, sayError, sentence, wordsOf } from '../notices/errors';
import { guardOf } from './guard';
import { groupOf } from './state';
import { t } from './text';

export type BulkVerb = 'start' | 'stop' | 'delete' | 'prune';

export interface BulkResult {
  done: boolean;
  /** One sentence: what became of it, or why it is as it was. */
  text: string;
  /** It is still there only because its log can't be read. */
  logUnreadable?: boolean;
  /** As it is now; null when it was removed. Left out when nothing is known. */
  session?: Session | null;
}

export interface BulkChoices {
  /** Sessions go although their log can't be read. */
  withoutLog: boolean;
  /** The steps by which a session is stopped; null for the usual way. */
  stepsOf: (session: Session) => readonly StopStep[] | null;
}

/** Engines are slow at many things at once; a stop may take all its grace. */
const AT_ONCE = 4;

/** As many as the host reads in one view. */
export const MOST_LOGS = 8;

/** Those that can have written anything. */
export function withLogs(sessions: readonly Session[]): Session[] {
  return sessions.filter(({ state }) => state !== 'defined');
}

/** Why the logs of these are not shown in one view; null when they can be. */
export function whyNoLogs(sessions: readonly Session[]): string | null {
  const count = withLogs(sessions).length;
  if (count < 2) return t.bulk.twoLogs;
  return count > MOST_LOGS ? t.bulk.mostLogs(MOST_LOGS) : null;
}

/** Why a verb leaves a session alone; null when it does not. */
export function whyNot(verb: BulkVerb, session: Session): string | null {
  const group = groupOf(session.state);
  const guard = guardOf(session);
  switch (verb) {
    case 'start':
      return session.broken === null ? whyNotStarted(session) : t.bulk.broken;
    case 'stop':
      return group === 'running' ? null : t.bulk.notRunning;
    case 'delete':
      return session.state === 'defined' ? t.bulk.noContainer : (guard?.whyKept ?? null);
    case 'prune':
      return session.prunable ? null : (guard?.whyKept ?? t.bulk.notPrunable);
  }
}

function whyNotStarted({ state }: Session): string | null {
  switch (state) {
    case 'running':
      return t.bulk.alreadyRunning;
    case 'paused':
      return t.bulk.alreadyPaused;
    case 'restarting':
      return t.bulk.alreadyRestarting;
    case 'stopping':
      return t.bulk.alreadyStopping;
    case 'unknown':
      return t.bulk.alreadyUnknown;
    case 'defined':
      return t.bulk.noContainerYet;
    default:
      return null;
  }
}

/** The ended own sessions, which a prune offers. */
export function prunable(sessions: readonly Session[]): Session[] {
  return sessions.filter((session) => session.prunable);
}

/** Does it, and reports each session as soon as its end is known. Never rejects. */
export async function runBulk(
  backend: Backend,
  verb: BulkVerb,
  sessions: readonly Session[],
  onresult: (session: Session, result: BulkResult) => void,
  { withoutLog, stepsOf }: BulkChoices,
): Promise<void> {
  if (verb === 'prune') return prune(backend, sessions, onresult);
  const waiting = [...sessions];
  const worker = async (): Promise<void> => {
    for (let session = waiting.shift(); session; session = waiting.shift()) {
      onresult(session, await one(backend, verb, session, withoutLog, stepsOf(session)).catch(failed));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function prune(
  backend: Backend,
  sessions: readonly Session[],
  onresult: (session: Session, result: BulkResult) => void,
): Promise<void> {
  const engines = new Set(sessions.map(({ engine }) => engine));
  await Promise.all(
    [...engines].map(async (engine) => {
      const mine = sessions.filter((session) => session.engine === engine);
      try {
        const results = new Map(
          (
            await backend.pruneSessions(
              engine,
              mine.map(({ id }) => id),
            )
          ).map((result) => [result.id, result]),
        );
        for (const session of mine) {
          const result = results.get(session.id);
          if (!result) onresult(session, { done: false, text: t.bulk.untold });
          else if (result.failure) onresult(session, refusedFor(result.failure, sayError(result.failure)));
          else onresult(session, { done: true, text: archived(result.archived), session: null });
        }
      } catch (error) {
        for (const session of mine) onresult(session, failed(error));
      }
    }),
  );
}

async function one(
  backend: Backend,
  verb: Exclude<BulkVerb, 'prune'>,
  session: Session,
  withoutLog: boolean,
  steps: readonly StopStep[] | null,
): Promise<BulkResult> {
  const { engine, id } = session;
  switch (verb) {
    case 'start':
      return started(await backend.startExisting(engine, id, null));
    case 'stop': {
      if (steps) return stopped(await backend.stopInSteps(engine, id, [...steps], false));
      const outcome = await backend.stopSession(engine, id, { ...DEFAULT_STOP, remove: false });
      return {
        done: true,
        text: outcome.alreadyStopped ? t.bulk.hadEnded : t.bulk.stopped,
        session: outcome.session,
      };
    }
    case 'delete': {
      const outcome = await backend.deleteSession(engine, id, { volumes: false, withoutLog });
      return outcome.removed
        ? { done: true, text: archived(outcome.archived), session: null }
        : { done: false, text: t.bulk.stillThere, session: outcome.session };
    }
  }
}

function stopped(outcome: LadderOutcome): BulkResult {
  if (outcome.kind !== 'ended') return { done: false, text: t.bulk.noStepEnded, session: outcome.session };
  const text = outcome.step === null ? t.bulk.hadEnded : t.bulk.stopped;
  return { done: true, text, session: outcome.stop.session };
}

function started(outcome: StartOutcome): BulkResult {
  switch (outcome.outcome) {
    case 'started':
    case 'restarted':
      return { done: true, text: t.bulk.started, session: outcome.session };
    case 'ended':
      return { done: false, text: t.bulk.endedAtOnce, session: outcome.session };
    case 'imageAbsent':
      return { done: false, text: t.bulk.imageGone(outcome.image) };
    case 'hostPathsAbsent':
      return { done: false, text: t.bulk.foldersMissing(outcome.paths) };
  }
}

function archived(run: number | null): string {
  return run === null ? t.bulk.deleted : t.bulk.deletedKept(run);
}

function failed(error: unknown): BulkResult {
  return refusedFor(error, wordsOf(error).text);
}

function refusedFor(error: unknown, text: string): BulkResult {
  return { done: false, text: sentence(text), ...(isLogUnreadable(error) && { logUnreadable: true }) };
}
