// How a session's terminal can be, and what each needs.

import type { Session } from '../backend/port';
import { sayError, sentence } from '../notices/errors';
import type { Ended } from './attachment';
import { t } from './text';

export interface Problem {
  title: string;
  text: string;
  detail: string | null;
}

/** The state of a session's terminal pane, with the data that belongs to it. */
export type Phase =
  /** Nothing was done yet. */
  | { at: 'waiting' }
  | { at: 'attaching' }
  | { at: 'attached' }
  /** The engine restarts the session; there is nothing to attach to for a moment. */
  | { at: 'restarting'; problem: Problem | null }
  | { at: 'paused'; problem: Problem | null }
  /** The session ended: its last screen stays, with the exit card below. */
  | { at: 'ended'; problem: Problem | null }
  /** It runs without a terminal. */
  | { at: 'noTerminal' }
  /** An attach would stop the session. */
  | { at: 'attachWouldStop' }
  /** The attach was refused. */
  | { at: 'refused'; problem: Problem }
  /**
   * The engine is unreachable, or the connection ended while the session runs.
   * `dueAt`: when the next attempt begins, ms since 1970; null while one runs.
   */
  | { at: 'lost'; problem: Problem; dueAt: number | null }
  /** Another window shows it. Never attached again by itself: the windows would steal it from each other in a loop. */
  | { at: 'otherWindow'; problem: Problem };

/** Refusals that are about the session's state, which may have just changed. */
export const STATE_CODES = new Set(['not_running', 'session_paused', 'no_terminal']);

/** Refusals that are about the way to the engine, or its haste. */
export const AWAY_CODES = new Set(['engine_unavailable', 'timed_out']);

export function hasEnded({ state }: Pick<Session, 'state'>): boolean {
  return state === 'exited' || state === 'dead' || state === 'created' || state === 'defined';
}

/** What a session is between two runs, and after the last; null for one that can be attached to, now or soon. */
export function restOf(session: Session): 'ended' | 'restarting' | null {
  if (hasEnded(session)) return 'ended';
  return session.state === 'restarting' ? 'restarting' : null;
}

export function lostProblem({ engine, name }: Session, known: boolean, failure: Ended['failure']): Problem {
  if (known) {
    return {
      title: t.detached(name),
      text: t.detachedText,
      detail: failure?.detail ?? null,
    };
  }
  return {
    title: t.connectionLost(engine),
    text: failure ? t.mayRunBecause(sentence(sayError(failure))) : t.mayRun,
    detail: failure?.detail ?? null,
  };
}
