// Steps of a stop while they are edited.

import type { DefinedSession, Session, StopSettings, StopStep } from '../backend/port';
import { rememberedSteps } from '../preferences/stopSteps';

export type Steps = readonly StopStep[] | null;

/** By which a session is stopped where nobody chooses: those that were remembered, or the file's; else null. */
export function usualSteps(settings: StopSettings, session: Session, definition: DefinedSession | null): Steps {
  const byFile = definition?.stop ?? [];
  return rememberedSteps(settings, session) ?? (byFile.length > 0 ? byFile : null);
}

export interface DraftStep {
  /** `type`, or a signal. */
  kind: string;
  text: string;
  /** Null while the field is empty. */
  seconds: number | null;
}

/** Those that are offered; another one of a session's own stays as it is. */
export const STEP_SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGKILL'];
export const MAX_STEPS = 10;
const MAX_SECONDS = 3600;

export function draftOf(step: StopStep): DraftStep {
  const { seconds } = step;
  if (step.signal === undefined) return { kind: 'type', text: step.type, seconds };
  return { kind: step.signal, text: '', seconds };
}

export function stepOf({ kind, text, seconds }: DraftStep): StopStep {
  return kind === 'type' ? { type: text, seconds: seconds ?? 0 } : { signal: kind, seconds: seconds ?? 0 };
}

/** What is wrong with a step; the host looks again. */
export function stepProblem({ kind, text, seconds }: DraftStep): 'text' | 'seconds' | null {
  if (kind === 'type' && text === '') return 'text';
  const whole = seconds !== null && Number.isInteger(seconds);
  return whole && seconds >= 0 && seconds <= MAX_SECONDS ? null : 'seconds';
}
