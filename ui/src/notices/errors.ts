import { BackendError } from '../backend/port';
import { speech } from '../i18n/language.svelte';
import { type Args, ERRORS } from './text/errors';

/** An error's sentence for people, and the engine's own words. */
export function wordsOf(error: unknown): { text: string; detail: string | null } {
  if (error instanceof BackendError) return { text: sayError(error), detail: error.detail };
  return { text: error instanceof Error ? error.message : String(error), detail: null };
}

/** The sentence of an error of the host in the window's language; where there is none, the host's own. */
export function sayError({ code, args, message }: { code: string; args?: Args; message: string }): string {
  return ERRORS[speech.language]?.[code]?.(args ?? {}) ?? message;
}

/** Ends a message with a full stop, so that another sentence can follow. */
export function sentence(message: string): string {
  const text = message.trim();
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}
