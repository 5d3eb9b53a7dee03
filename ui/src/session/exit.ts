// What an exit code means, in words. The list's tooltip and the exit card share it.

import type { Session } from '../backend/port';
import { signal } from './signals';
import { t } from './text';

export type Tone = 'well' | 'failed' | 'neutral';

interface ExitExplanation {
  /** Short: "Exited 137: killed by SIGKILL". */
  title: string;
  /** One or two sentences for a person. */
  sentence: string;
  tone: Tone;
}

/** The part of a session that says how it ended. */
export type Ended = Pick<Session, 'state' | 'exitCode' | 'oomKilled' | 'oomWithin' | 'startedAt' | 'error' | 'broken'>;

/** Explains how a session ended; for one that runs or never ran it says so. */
export function explainExit(session: Ended): ExitExplanation {
  const { state, exitCode, broken } = session;
  if (broken !== null) return { title: t.exit.broken, sentence: t.exit.brokenText(broken), tone: 'failed' };
  if (state === 'created' || state === 'defined') return neverStarted(session);
  if (state !== 'exited' && state !== 'dead') {
    return { title: t.exit.notExited, sentence: t.exit.notEnded, tone: 'neutral' };
  }
  if (session.oomKilled) return outOfMemory(exitCode);
  if (exitCode === null) {
    return failed(state === 'dead' ? t.exit.dead : t.exit.codeUnknown, session, t.exit.codeUntold);
  }
  if (session.startedAt === null && exitCode !== 0) return neverStarted(session);
  return session.oomWithin ? memoryWithin(byCode(session, exitCode)) : byCode(session, exitCode);
}

/** It ended in its own way; what was killed is a part of it. */
function memoryWithin({ title, sentence, tone }: ExitExplanation): ExitExplanation {
  return { title, sentence: t.exit.memoryWithinText(sentence), tone: tone === 'well' ? 'neutral' : tone };
}

function byCode(session: Ended, code: number): ExitExplanation {
  if (code === 0) return { title: t.exit.well, sentence: t.exit.wellText, tone: 'well' };
  if (code < 0) return failed(t.exit.lost(code), session, t.exit.lostText);
  if (code === 125) return failed(t.exit.engineFailed, session, t.exit.engineFailedText);
  if (code === 126) return failed(t.exit.notRunnable, session, t.exit.notRunnableText);
  if (code === 127) return failed(t.exit.notFound, session, t.exit.notFoundText);
  if (code > 128 && code <= 192) return bySignal(session, code);
  return failed(t.exit.failed(code), session, t.exit.failedText);
}

function bySignal(session: Ended, code: number): ExitExplanation {
  const { name, meaning } = signal(code - 128);
  // 130 and 143 are how a person or an engine ends a program: no alarm.
  const asked = code === 130 || code === 143;
  return {
    title: asked ? t.exit.endedBy(code, name) : t.exit.killedBy(code, name),
    sentence: withError(session, meaning),
    tone: asked ? 'neutral' : 'failed',
  };
}

function outOfMemory(code: number | null): ExitExplanation {
  return {
    title: code === null ? t.exit.outOfMemory : t.exit.outOfMemoryCode(code),
    sentence: t.exit.outOfMemoryText,
    tone: 'failed',
  };
}

function neverStarted(session: Ended): ExitExplanation {
  if (session.error) return failed(t.exit.neverStarted, session, t.exit.couldNotStart);
  return { title: t.exit.neverStarted, sentence: t.exit.notRunYet, tone: 'neutral' };
}

function failed(title: string, session: Ended, sentence: string): ExitExplanation {
  return { title, sentence: withError(session, sentence), tone: 'failed' };
}

function withError(session: Ended, sentence: string): string {
  return session.error ? t.exit.withError(sentence, session.error) : sentence;
}
