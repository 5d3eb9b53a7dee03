// How a session's terminal can be, and in which words.

import type { Session } from '../backend/port';
import { sentence } from '../notices/errors';
import type { Ended } from './attachment';

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

/** The phases in a word for the status bar. */
export const PHASE_WORDS: Readonly<Record<Phase['at'], string>> = {
  waiting: 'opening',
  attaching: 'attaching',
  attached: 'attached',
  restarting: 'restarting',
  paused: 'paused',
  ended: 'ended',
  noTerminal: 'no terminal',
  attachWouldStop: 'not attached',
  refused: 'not attached',
  lost: 'connection lost',
  otherWindow: 'in another window',
};

/** Refusals that are about the session's state, which may have just changed. */
export const STATE_CODES = new Set(['not_running', 'session_paused', 'no_terminal']);

/** Refusals that are about the way to the engine, or its haste. */
export const AWAY_CODES = new Set(['engine_unavailable', 'timed_out']);

export function hasEnded({ state }: Pick<Session, 'state'>): boolean {
  return state === 'exited' || state === 'dead' || state === 'created' || state === 'defined';
}

/** What a session is between two runs, and after the last; null for one that can be joined, or soon. */
export function restOf(session: Session): 'ended' | 'restarting' | null {
  if (hasEnded(session)) return 'ended';
  return session.state === 'restarting' ? 'restarting' : null;
}

export function lostProblem({ engine, name }: Session, known: boolean, failure: Ended['failure']): Problem {
  if (known) {
    return {
      title: `Detached from ${name}`,
      text: 'The connection ended; the session is still running.',
      detail: failure?.detail ?? null,
    };
  }
  return {
    title: `Connection to ${engine} lost`,
    text: `The session may still be running.${failure ? ` ${sentence(failure.message)}` : ''}`,
    detail: failure?.detail ?? null,
  };
}
