// Reads a session's log: when asked, and while it is followed every two seconds.

import type { Backend, Session } from '../backend/port';
import { wordsOf } from '../notices/errors';

/** What a person may ask for, in lines. */
export const LINE_CHOICES = [100, 1000, 10_000] as const;
export type Lines = (typeof LINE_CHOICES)[number];

/** Between the end of one reading and the next, ms. */
export const FOLLOW_EVERY = 2000;

export class LogReader {
  lines = $state<Lines>(1000);
  /** The log as last read; null before the first time. */
  bytes = $state.raw<Uint8Array | null>(null);
  problem = $state.raw<{ text: string; detail: string | null } | null>(null);
  reading = $state(false);
  #following = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly session: () => Pick<Session, 'engine' | 'id'>,
  ) {}

  /** Reads now; a reading under way is followed by one more. */
  async read(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.reading) {
      this.#again = true;
      return;
    }
    this.reading = true;
    do {
      this.#again = false;
      await this.#once();
    } while (this.#again);
    this.reading = false;
    this.#wait();
  }

  /** Follows the log, or stops to. Reads when it begins, unless that is under way. */
  follow(following: boolean): void {
    if (following === this.#following) return;
    this.#following = following;
    if (!following) clearTimeout(this.#timer);
    else if (!this.reading) void this.read();
  }

  async #once(): Promise<void> {
    const { engine, id } = this.session();
    try {
      this.bytes = await this.backend.sessionLogs(engine, id, this.lines);
      this.problem = null;
    } catch (error) {
      // What was read before stays; a log that is followed may come back.
      this.problem = wordsOf(error);
    }
  }

  #wait(): void {
    if (!this.#following) return;
    this.#timer = setTimeout(() => {
      if (document.hidden) this.#wait();
      else void this.read();
    }, FOLLOW_EVERY);
  }
}
