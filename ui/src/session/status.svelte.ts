// What is known of open terminals outside their panes: for the status bar, tabs and starts.

import { createContext } from 'svelte';
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

/** On which a session is started, or a log laid out, where no terminal can be measured. */
export const USUAL_SIZE: TerminalSize = { cols: 120, rows: 40 };

type Known = Pick<Session, 'engine' | 'id' | 'name'>;
type Measure = () => Promise<TerminalSize | null>;

/** Where the next terminal will be. */
interface Place {
  /** Measures it; null where nothing can be. */
  measure: Measure;
  /** What is known of it without measuring. */
  known: () => TerminalSize | null;
}

const NOWHERE: Place = { measure: () => Promise.resolve(null), known: () => null };

/** The open terminals of the window, as other parts of it know them. */
export class TerminalStatuses {
  readonly #statuses = new SvelteMap<string, TerminalStatus>();
  #next = NOWHERE;

  /** The status of a session's open terminal; undefined when it has none. */
  of(session: Known): TerminalStatus | undefined {
    return this.#statuses.get(keyOf(session));
  }

  /** Sets it, or with null takes it away. */
  set(session: Known, status: TerminalStatus | null): void {
    if (status) this.#statuses.set(keyOf(session), status);
    else this.#statuses.delete(keyOf(session));
  }

  /** For the part of the window that will show the next terminal; the returned function lets go of it again. */
  nextIn(place: Place): () => void {
    this.#next = place;
    return () => {
      if (this.#next === place) this.#next = NOWHERE;
    };
  }

  /** The size of the terminal that opens next, if that can be told at once. */
  get nextSize(): TerminalSize | null {
    return this.#next.known();
  }

  /**
   * The size of the terminal that a session will have once it is started: that of its own if it is open, else of the
   * pane in which the next one opens. A program that asks its terminal at once is answered by one of this size.
   */
  async startSize(session: Known | null): Promise<TerminalSize> {
    return (session && this.of(session)?.size) ?? (await this.#next.measure()) ?? USUAL_SIZE;
  }
}

/** Those of the window: set once at its root, read anywhere below it. */
export const [useTerminalStatuses, provideTerminalStatuses] = createContext<TerminalStatuses>();

/** "120×40 · attached · 3 ms" */
export function statusText({ size, word, echo }: Pick<TerminalStatus, 'size' | 'word' | 'echo'>): string {
  const parts = [word];
  if (size) parts.unshift(`${size.cols}×${size.rows}`);
  if (echo !== null) parts.push(echo < 1 ? '< 1 ms' : `${Math.round(echo)} ms`);
  return parts.join(' · ');
}
