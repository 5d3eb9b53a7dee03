// How a session's terminal can be, and in which words.

import type { Session } from '../backend/port';
import { sentence } from '../notices/text';
import type { Ended } from './attachment';

export type Phase =
  /** Nothing was done yet. */
  | 'waiting'
  | 'attaching'
  | 'attached'
  /** The engine restarts it; there is nothing to join for a moment. */
  | 'restarting'
  | 'paused'
  /** It is over: its last screen, and how it ended. */
  | 'ended'
  /** It runs without a terminal. */
  | 'noTerminal'
  /** To join its terminal would stop it. */
  | 'attachWouldStop'
  /** It could not be joined. */
  | 'refused'
  /** Its engine is out of reach, or the connection ended while the session did not: joined again by itself. */
  | 'lost'
  /** Another window shows it. Not joined again by itself: the two would take it from each other for ever. */
  | 'otherWindow';

/** The phases in a word for the status bar. */
export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
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

export interface Problem {
  title: string;
  text: string;
  detail: string | null;
}

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
