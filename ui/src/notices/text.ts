import { BackendError } from '../backend/port';

/** An error's sentence for people, and the engine's own words. */
export function wordsOf(error: unknown): { text: string; detail: string | null } {
  if (error instanceof BackendError) return { text: error.message, detail: error.detail };
  return { text: error instanceof Error ? error.message : String(error), detail: null };
}

/** Ends a message with a full stop, so that another sentence can follow. */
export function sentence(message: string): string {
  const text = message.trim();
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}
