// What an exit code means, in words. The list's tooltip and the exit card share it.

import type { Session } from '../backend/port';
import { signal } from './signals';

export type Tone = 'well' | 'failed' | 'neutral';

export interface ExitExplanation {
  /** Short: "Exited 137: killed by SIGKILL". */
  title: string;
  /** One or two sentences for a person. */
  sentence: string;
  tone: Tone;
}

/** The part of a session that tells how it ended. */
export type Ended = Pick<Session, 'state' | 'exitCode' | 'oomKilled' | 'startedAt' | 'error'>;

/** Explains how a session ended; for one that runs or never ran it says so. */
export function explainExit(session: Ended): ExitExplanation {
  const { state, exitCode } = session;
  if (state === 'created' || state === 'defined') return neverStarted(session);
  if (state !== 'exited' && state !== 'dead') {
    return { title: 'Has not exited', sentence: 'This session has not ended.', tone: 'neutral' };
  }
  if (session.oomKilled) return outOfMemory(exitCode);
  if (exitCode === null) {
    return {
      title: state === 'dead' ? 'Dead' : 'Exited, code unknown',
      sentence: withError(session, 'The engine does not say which code it exited with.'),
      tone: 'failed',
    };
  }
  if (session.startedAt === null && exitCode !== 0) return neverStarted(session);
  return byCode(session, exitCode);
}

function byCode(session: Ended, code: number): ExitExplanation {
  if (code === 0) {
    return { title: 'Exited 0', sentence: 'The program ended by itself, without an error.', tone: 'well' };
  }
  if (code < 0) {
    return {
      title: `Exited ${code}: lost by the engine`,
      sentence: withError(
        session,
        'The engine lost track of the process, so its real exit code is not known. That happens when its monitor was killed or the machine went down.',
      ),
      tone: 'failed',
    };
  }
  if (code === 125) {
    return failed(
      'Exited 125: the engine failed',
      session,
      'By convention the engine itself failed here, not the program.',
    );
  }
  if (code === 126) {
    return failed(
      'Exited 126: could not be run',
      session,
      'A command was found but could not be run: its own, or one that its shell was told. Look at the permissions, and whether it was built for another processor.',
    );
  }
  if (code === 127) {
    return failed(
      'Exited 127: command not found',
      session,
      'A command was not found: its own, or one that its shell was told. Look at the spelling, and at the PATH of the image.',
    );
  }
  if (code > 128 && code <= 192) return bySignal(session, code);
  return failed(
    `Exited ${code}`,
    session,
    'The program ended with an error of its own. Its last lines usually tell why.',
  );
}

function bySignal(session: Ended, code: number): ExitExplanation {
  const { name, meaning } = signal(code - 128);
  // 130 and 143 are how a person or an engine ends a program: no alarm.
  const asked = code === 130 || code === 143;
  const sentence =
    code === 137 ? 'It was killed and could not clean up.' : `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`;
  return {
    title: `Exited ${code}: ${asked ? 'ended' : 'killed'} by ${name}`,
    sentence: withError(session, sentence),
    tone: asked ? 'neutral' : 'failed',
  };
}

function outOfMemory(code: number | null): ExitExplanation {
  return {
    title: code === null ? 'Out of memory' : `Exited ${code}: out of memory`,
    sentence:
      'The system killed it because it reached its memory limit. Start it with a higher limit, or let it use less.',
    tone: 'failed',
  };
}

function neverStarted(session: Ended): ExitExplanation {
  if (session.error) {
    return { title: 'Never started', sentence: withError(session, 'The engine could not start it.'), tone: 'failed' };
  }
  return { title: 'Never started', sentence: 'It was created and has not run yet.', tone: 'neutral' };
}

function failed(title: string, session: Ended, sentence: string): ExitExplanation {
  return { title, sentence: withError(session, sentence), tone: 'failed' };
}

function withError(session: Ended, sentence: string): string {
  return session.error ? `${sentence} The engine says: ${session.error}` : sentence;
}
