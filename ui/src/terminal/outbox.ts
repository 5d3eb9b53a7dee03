// Sends what was typed and pasted, in order, a piece at a time: a megabyte that
// is pasted neither blocks the window nor overtakes the key that came before it.

import { BackendError } from '../backend/port';

/** Bytes a call. */
export const CHUNK = 32 * 1024;

/** The session does not read: how long to wait before trying again, ms. */
const BUSY_FIRST = 20;
const BUSY_MOST = 500;

export type Write = (bytes: Uint8Array) => Promise<void>;

/** What did not reach the program, and the refusal where there was one. */
export interface Unsent {
  pieces: readonly Uint8Array[];
  error: unknown;
}

/** Holds bytes until it is opened, then passes them on one call at a time. */
export class Outbox {
  #waiting: Uint8Array[] = [];
  #write: Write | null = null;
  #sending = false;
  /** Done when all calls so far are. */
  #sent: Promise<void> = Promise.resolve();
  /** Why it holds, where the terminal that it wrote to is over. */
  #over: unknown = null;

  /** `onproblem` hears when bytes could not be sent; what waited behind them is dropped. */
  constructor(private readonly onproblem: (error: unknown) => void) {}

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#waiting.push(bytes);
    this.#send();
  }

  /** Puts these before all that waits. */
  precede(pieces: readonly Uint8Array[]): void {
    this.#waiting.unshift(...pieces);
    this.#send();
  }

  open(write: Write): void {
    this.#write = write;
    this.#send();
  }

  /** Holds what comes from here on; a call under way is not taken back. */
  hold(): void {
    this.#write = null;
  }

  /** Holds, and gives back what waits once it is known what became of the call under way. */
  async close(): Promise<Unsent> {
    this.hold();
    await this.#sent;
    const pieces = this.#waiting;
    this.#waiting = [];
    return { pieces, error: this.#over };
  }

  #send(): void {
    if (!this.#sending) this.#sent = this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#sending = true;
    try {
      while (this.#write && this.#waiting.length > 0) {
        await this.#patiently(this.#take());
      }
    } catch (error) {
      this.#waiting = [];
      this.onproblem(error);
    } finally {
      this.#sending = false;
    }
  }

  /** The next piece: keys typed in the meantime together, a large paste cut. */
  #take(): Uint8Array {
    const parts: Uint8Array[] = [];
    let size = 0;
    while (size < CHUNK) {
      const next = this.#waiting.shift();
      if (!next) break;
      const room = CHUNK - size;
      parts.push(next.subarray(0, room));
      size += Math.min(room, next.length);
      if (next.length > room) this.#waiting.unshift(next.subarray(room));
    }
    const first = parts[0];
    if (first && parts.length === 1) return first;
    const piece = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      piece.set(part, at);
      at += part.length;
    }
    return piece;
  }

  /** A program that does not read is waited for, as a real terminal does. */
  async #patiently(piece: Uint8Array): Promise<void> {
    for (let pause = BUSY_FIRST; ; pause = Math.min(pause * 2, BUSY_MOST)) {
      const write = this.#write;
      if (!write) {
        this.#waiting.unshift(piece);
        return;
      }
      try {
        await write(piece);
        return;
      } catch (error) {
        if (hasCode(error, 'terminal_closed')) {
          // Its client has ended. Who is told so next knows whether the session goes on.
          this.#over = error;
          this.hold();
          continue;
        }
        if (!hasCode(error, 'terminal_busy')) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof BackendError && error.code === code;
}
