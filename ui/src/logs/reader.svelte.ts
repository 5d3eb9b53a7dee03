// Reads a session's log: once when asked, and as it is written while it is followed.

import type { Backend, Session, Subscription } from '../backend/port';
import { wordsOf } from '../notices/errors';
import { t } from './text';

/** What a person may ask for, in lines. */
export const LINE_CHOICES = [100, 1000, 10_000] as const;
export type Lines = (typeof LINE_CHOICES)[number];

/** `off`: nobody looks at the log. */
export type Reading = 'off' | 'once' | 'follow';

/** Shows a log. */
export interface LogSink {
  /** Replaces all that is shown. */
  show(log: Uint8Array): void;
  append(bytes: Uint8Array): void;
}

/** From a failure to the next try while a log is followed, in milliseconds. */
export const RETRY_AFTER = 2000;
/** A log that sends nothing for this long is empty so far, in milliseconds. */
export const SILENT_AFTER = 500;
/** Of a log that is followed for long, the end is kept for saving, in bytes. */
const KEPT_BYTES = 16 * 1024 * 1024;
/** The end of the log that has to be found again for the log to go on there, in bytes. */
const TAIL_BYTES = 64;

const LINE_FEED = 10;

export class LogReader {
  lines = $state<Lines>(1000);
  /** Bytes of the log that are kept; null before anything was read. */
  size = $state<number | null>(null);
  problem = $state.raw<{ text: string; detail: string | null } | null>(null);
  #mode: Reading = 'off';
  #busy = false;
  #again = false;
  #pieces: Uint8Array[] = [];
  #sink: LogSink | null = null;
  /** Counts subscriptions, so that one that was ended is not heard any more. */
  #turn = 0;
  #subscription: Subscription | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly session: () => Pick<Session, 'engine' | 'id'>,
  ) {}

  /** The log as it is now. */
  get bytes(): Uint8Array {
    return joined(this.#pieces);
  }

  /** Shows the log in `sink` from now on; null when that is gone. */
  showIn(sink: LogSink | null): void {
    this.#sink = sink;
    if (this.size !== null) sink?.show(this.bytes);
  }

  /** Reads the log afresh, once or with what follows, or stops. */
  read(mode: Reading = this.#mode): void {
    this.#mode = mode;
    this.#end();
    if (mode === 'off') this.#again = false;
    else if (this.#busy) this.#again = true;
    else void this.#run();
  }

  /** Requests do not overlap; those during one make one more. */
  async #run(): Promise<void> {
    this.#busy = true;
    do {
      this.#again = false;
      await (this.#mode === 'follow' ? this.#follow() : this.#once());
    } while (this.#again);
    this.#busy = false;
  }

  async #once(): Promise<void> {
    const { engine, id } = this.session();
    try {
      this.#replace(await this.backend.sessionLogs(engine, id, this.lines));
    } catch (error) {
      // What was read before stays.
      this.problem = wordsOf(error);
    }
  }

  async #follow(): Promise<void> {
    const turn = this.#turn;
    const { engine, id } = this.session();
    const current = (): boolean => turn === this.#turn;
    let first = true;
    let mark: Uint8Array | null = null;
    const skipped = (lines: number, bytes: number): void => {
      const inLine = !first && this.#pieces.at(-1)?.at(-1) !== LINE_FEED;
      mark = markOf(lines, bytes, inLine);
    };
    const output = (plain: Uint8Array): void => {
      if (!current()) return;
      const bytes = mark ? joined([mark, plain]) : plain;
      mark = null;
      if (first) this.#replace(bytes);
      else this.#append(bytes);
      first = false;
    };
    const ended = (failure: unknown): void => {
      if (!current()) return;
      if (failure !== null) this.#failed(failure);
      else if (first) this.#replace(new Uint8Array());
    };
    try {
      const subscription = await this.backend.followLogs(engine, id, this.lines, { output, skipped, ended });
      if (!current()) {
        subscription.end();
        return;
      }
      this.#subscription = subscription;
      this.#silence = setTimeout(() => {
        if (!first || this.#retry !== undefined) return;
        this.size ??= 0;
        this.problem = null;
      }, SILENT_AFTER);
    } catch (error) {
      if (current()) this.#failed(error);
    }
  }

  /** What was read before stays, and the log may come back. */
  #failed(error: unknown): void {
    this.problem = wordsOf(error);
    this.#retry = setTimeout(() => {
      if (document.hidden) this.#failed(error);
      else this.read();
    }, RETRY_AFTER);
  }

  #end(): void {
    this.#turn++;
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#retry = undefined;
    this.#subscription?.end();
    this.#subscription = null;
  }

  /** Where `log` goes on with the one that is shown, only its rest is shown: place and selection stay. */
  #replace(log: Uint8Array): void {
    this.problem = null;
    const rest = this.size === null ? null : continuation(this.bytes, log);
    if (rest) {
      this.#append(rest);
      return;
    }
    this.#pieces = [log];
    this.size = log.length;
    this.#sink?.show(log);
  }

  #append(bytes: Uint8Array): void {
    this.problem = null;
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.size = keepEnd(this.#pieces, (this.size ?? 0) + bytes.length);
    this.#sink?.append(bytes);
  }
}

/** A line that stands for output that was left out; `inLine`: the output before it ends within a line. */
function markOf(lines: number, bytes: number, inLine: boolean): Uint8Array {
  // The output before may also end in a colour.
  return new TextEncoder().encode(`${inLine ? '\r\n' : ''}\x1b[0;2m${t.skipped(lines, bytes)}\x1b[0m\r\n`);
}

/** What `log` has behind the end of `shown`; null when it does not begin within `shown` or moved on too far. */
function continuation(shown: Uint8Array, log: Uint8Array): Uint8Array | null {
  if (shown.length === 0 || log.length === 0) return null;
  // One character for each byte.
  const latin = new TextDecoder('latin1');
  const tail = latin.decode(shown.subarray(-Math.min(TAIL_BYTES, log.length)));
  const at = latin.decode(log).lastIndexOf(tail);
  const end = at + tail.length;
  if (at < 0 || end > shown.length) return null;
  const start = shown.length - end;
  return log.subarray(0, end).every((byte, n) => byte === shown[start + n]) ? log.subarray(end) : null;
}

/** Drops from the front of `pieces` all that is not needed for `KEPT_BYTES`, up to a line. Returns the new size. */
function keepEnd(pieces: Uint8Array[], size: number): number {
  let [front] = pieces;
  if (!front || size - front.length < KEPT_BYTES) return size;
  while (front && size - front.length >= KEPT_BYTES) {
    size -= front.length;
    pieces.shift();
    [front] = pieces;
  }
  const cut = front ? front.indexOf(LINE_FEED) + 1 : 0;
  if (front) pieces[0] = front.subarray(cut);
  return size - cut;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
