// Which session is looked at without being joined, for every part of the window that can ask for it.

import { createContext } from 'svelte';

import type { Session } from '../backend/port';
import { keyOf } from './state';

type Known = Pick<Session, 'engine' | 'id' | 'name'>;

/** What was written to a session and not sent. */
export interface Draft {
  text: string;
  /** The screen that it was written for; null where there was none. */
  screen: string | null;
}

export class Peeking {
  /** Of the session whose card is open; null while none is. */
  key = $state<string | null>(null);
  /** What was written and not sent yet, by the run that it is for: a card that is closed keeps it. */
  readonly drafts = new Map<string, Draft>();
  /** Gives the card the keyboard; null while none is open. */
  into: (() => void) | null = null;
  /** Who had the keyboard when the card opened. */
  #from: Element | null = null;

  open(session: Known): void {
    if (this.key === null) this.#from = document.activeElement;
    this.key = keyOf(session);
  }

  toggle(session: Known): void {
    if (this.key === keyOf(session)) this.key = null;
    else this.open(session);
  }

  /** Closes the card; `back`: who had the keyboard before, or the session's row, has it again. */
  close(back: boolean): void {
    const { key } = this;
    this.key = null;
    if (!back) return;
    const rows = [...document.querySelectorAll<HTMLElement>('[data-key], [data-peek]')];
    const row = rows.find(({ dataset }) => key !== null && (dataset['key'] === key || dataset['peek'] === key));
    if (row) row.focus();
    else if (this.#from instanceof HTMLElement && this.#from.isConnected) this.#from.focus();
  }
}

/** Set once in the window, read anywhere below it. */
export const [usePeeking, providePeeking] = createContext<Peeking>();
