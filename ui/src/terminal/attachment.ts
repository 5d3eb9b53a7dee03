// One attach, from opening to closing: its output into xterm.js, what the person
// types back to the session, everything in the order in which it happened.

import type { IDisposable, Terminal } from '@xterm/xterm';

import type { TerminalEvent, TerminalHandle, TerminalListener, TerminalSize } from '../backend/port';
import { EchoMeter } from './echo';
import { isReport, latin1Bytes, textBytes } from './input';
import { Outbox, type Unsent } from './outbox';
import { promptsOf } from './prompts';
import { CANCEL } from './screen';
import { writeNow } from './writeNow';

export type Ended = Extract<TerminalEvent, { kind: 'ended' }>;
export type ShellEnded = Extract<TerminalEvent, { kind: 'shellEnded' }>;

/** Attaches at this size; rejects with the backend's error. */
export type Attach = (size: TerminalSize, listener: TerminalListener) => Promise<TerminalHandle>;

export interface AttachmentHooks {
  /** The client ended, and all output before that is on the screen. */
  ended(event: Ended | ShellEnded): void;
  /** A key came back as output after this many ms. */
  echo(ms: number): void;
  /** What was typed, or a report that the terminal makes by itself; false keeps it from the session. */
  outgoing(data: string, report: boolean): boolean;
  /** What was typed could not be sent. */
  unsent(error: unknown): void;
}

const NOTHING = new Uint8Array(0);
/** In bytes: output up to this length is drawn once, when it is complete; longer output as it arrives. */
const AT_ONCE = 32 * 1024;

/** What a program that asked for it (`?1004h`) is told when its terminal gets or loses the keyboard. */
const FOCUS_IN = '\x1b[I';
const FOCUS_OUT = '\x1b[O';

/** Output, and whom to tell that it was parsed. */
interface Piece {
  bytes: Uint8Array;
  done: () => void;
}

export class Attachment implements TerminalListener {
  readonly #outbox: Outbox;
  readonly #echo = new EchoMeter();
  readonly #listeners: IDisposable[];
  #handle: TerminalHandle | null = null;
  #size: TerminalSize | null = null;
  #replaying = false;
  /** What shows instead of what is to be reset, as far as it has come; `null` when nothing is. */
  #instead: Piece[] | null = null;
  #closed = false;
  /** What the key that was pressed last makes, until that has come. */
  #pressed: string | null = null;
  /** Whether the program was told last that its terminal has the keyboard; null before it was told anything. */
  #focused: boolean | null = null;

  constructor(
    private readonly terminal: Terminal,
    private readonly hooks: AttachmentHooks,
  ) {
    this.#outbox = new Outbox((error) => hooks.unsent(error));
    this.#listeners = [
      // Comes right before the data that the key makes.
      terminal.onKey(({ key }) => (this.#pressed = key)),
      terminal.onData((data) => this.#typed(data)),
      terminal.onBinary((data) => this.#reported(data)),
    ];
  }

  async open(attach: Attach, size: TerminalSize): Promise<void> {
    this.#size = size;
    const handle = await attach(size, this);
    if (this.#closed) {
      leave(handle);
      return;
    }
    this.#handle = handle;
    this.#deliver();
  }

  /** Sends the session its size, when that changed. */
  resize(size: TerminalSize): void {
    const changed = this.#size?.cols !== size.cols || this.#size.rows !== size.rows;
    if (!this.#handle || !changed) return;
    this.#size = size;
    // A resize that comes too late, after the end, is no fault; `ended` reports it.
    this.#handle.resize(size).catch(() => undefined);
  }

  /** Whether what is typed now goes to a program. */
  get live(): boolean {
    return this.#handle !== null && !this.#closed;
  }

  /** Drops what is above the screen. */
  clear(): void {
    // After the end there is nothing to come back to; `ended` reports it.
    this.#handle?.clear().catch(() => undefined);
  }

  /** Sends these before what is typed here: they did not reach the client before. */
  precede(pieces: readonly Uint8Array[]): void {
    if (!this.#closed) this.#outbox.precede(pieces);
  }

  /** Leaves; the session keeps running. Nothing is heard of it afterwards. Resolves to what was not sent. */
  close(): Promise<Unsent> {
    if (this.#closed) return Promise.resolve({ pieces: [], error: null });
    this.#closed = true;
    const unsent = this.#outbox.close();
    for (const listener of this.#listeners) listener.dispose();
    const handle = this.#handle;
    if (!handle) return unsent;
    if (this.#focused && this.terminal.modes.sendFocusMode && !this.#replaying)
      void handle
        .write(textBytes(FOCUS_OUT))
        .catch(() => undefined)
        .then(() => leave(handle));
    else leave(handle);
    return unsent;
  }

  output(bytes: Uint8Array, done: () => void): void {
    if (this.#closed) return;
    if (this.#instead && length(this.#instead) + bytes.length <= AT_ONCE) {
      this.#instead.push({ bytes, done });
      return;
    }
    this.#reset();
    if (!this.#replaying) {
      const ms = this.#echo.output(performance.now());
      if (ms !== null) this.hooks.echo(ms);
    }
    this.terminal.write(bytes, done);
  }

  event(event: TerminalEvent): void {
    if (event.kind === 'reset') {
      this.#reset();
      this.#instead = [];
      this.#inOrder(NOTHING, () => {
        if (!this.terminal.modes.sendFocusMode) this.#focused = null;
        this.#replaying = true;
        this.#outbox.hold();
      });
      return;
    }
    this.#reset();
    switch (event.kind) {
      case 'live':
        this.#inOrder(NOTHING, () => {
          this.#replaying = false;
          this.#tellFocus();
          this.#deliver();
        });
        break;
      case 'ended':
      case 'shellEnded':
        this.#inOrder(NOTHING, () => {
          // Whoever has the terminal now tells its focus.
          this.#focused = null;
          this.hooks.ended(event);
        });
        break;
    }
  }

  /** Only with what follows: it takes a moment to come, and the screen would be empty meanwhile. */
  #reset(): void {
    const instead = this.#instead;
    if (!instead || this.#closed) return;
    this.#instead = null;
    this.#inOrder(CANCEL, () => {
      this.terminal.reset();
      promptsOf(this.terminal).clear();
    });
    for (const { bytes, done } of instead) writeNow(this.terminal, bytes, done);
  }

  /** Acts when everything written before has been parsed. */
  #inOrder(bytes: Uint8Array, act: () => void): void {
    if (this.#closed) return;
    writeNow(this.terminal, bytes, () => {
      if (!this.#closed) act();
    });
  }

  /** Lets keys through once there is a session to read them and the past is over. */
  #deliver(): void {
    const handle = this.#handle;
    if (handle && !this.#replaying) this.#outbox.open((bytes) => handle.write(bytes));
  }

  /** A program that was shown again learns whether it has the keyboard, unless it knows. */
  #tellFocus(): void {
    const { element, modes } = this.terminal;
    const focused = element?.contains(document.activeElement) ?? false;
    if (modes.sendFocusMode && focused !== (this.#focused ?? false)) this.#typed(focused ? FOCUS_IN : FOCUS_OUT);
  }

  #typed(data: string): void {
    // Some keys look like reports: Shift+F3 like a cursor's place, Alt+] like the beginning of a colour.
    const report = this.#pressed !== data && isReport(data);
    this.#pressed = null;
    // Set off by a replay, or about a screen of the past: nobody's doing.
    if ((this.#replaying && report) || !this.hooks.outgoing(data, report)) return;
    if (report && (data === FOCUS_IN || data === FOCUS_OUT)) this.#focused = data === FOCUS_IN;
    this.send(data);
  }

  /** Sends keys, wherever they were typed. */
  send(data: string): void {
    if (this.#closed) return;
    this.#echo.typed(performance.now());
    this.#outbox.push(textBytes(data));
  }

  #reported(binary: string): void {
    if (!this.#replaying && this.hooks.outgoing(binary, true)) this.#outbox.push(latin1Bytes(binary));
  }
}

function length(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function leave(handle: TerminalHandle): void {
  // The client may have ended by itself a moment ago.
  handle.close().catch(() => undefined);
}
