// What the status bar says about the active terminal.

import { SvelteMap } from 'svelte/reactivity';

import type { Session, TerminalSize } from '../backend/port';
import { keyOf } from './state';

export interface TerminalStatus {
  size: TerminalSize | null;
  /** One word or two: "attached", "attaching", "ended". */
  word: string;
  /** How long the last typed key took to come back, ms. */
  echo: number | null;
  /** What the program calls itself, cleaned; empty when it does not say. */
  title: string;
  /** It is attached: a program is in it. */
  live: boolean;
  /** Its connection broke; what it shows is old. */
  lost: boolean;
}

const statuses = new SvelteMap<string, TerminalStatus>();

/** The status of a session's open terminal; undefined when it has none. */
export function terminalStatus(session: Pick<Session, 'engine' | 'id' | 'name'>): TerminalStatus | undefined {
  return statuses.get(keyOf(session));
}

/** Sets it, or with null takes it away. */
export function setTerminalStatus(
  session: Pick<Session, 'engine' | 'id' | 'name'>,
  status: TerminalStatus | null,
): void {
  const key = keyOf(session);
  if (status) statuses.set(key, status);
  else statuses.delete(key);
}

/** "120×40 · attached · 3 ms" */
export function statusText({ size, word, echo }: Pick<TerminalStatus, 'size' | 'word' | 'echo'>): string {
  const parts = [word];
  if (size) parts.unshift(`${size.cols}×${size.rows}`);
  if (echo !== null) parts.push(echo < 1 ? '< 1 ms' : `${Math.round(echo)} ms`);
  return parts.join(' · ');
}
