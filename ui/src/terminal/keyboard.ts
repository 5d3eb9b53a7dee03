// How a program wants keys to be written: the flags of the kitty keyboard protocol and xterm's
// modifyOtherKeys, of which xterm.js 6.0.0 has neither. The screen model on the host's side has
// the same state, sends it with a snapshot, and answers what is asked about it
// (`emulator/keyboard.rs`). Its oracle tests load this file, so it imports nothing but types.

import type { IDisposable, Terminal } from '@xterm/xterm';

/** What of it decides how a key is written. */
export interface KeyModes {
  /** 1 disambiguates, 4 tells alternate keys. */
  readonly flags: number;
  /** modifyOtherKeys, 0 to 2. */
  readonly otherKeys: number;
}

const KNOWN_FLAGS = 1 | 4;

/** Flags that are put by, a screen. Above it the oldest are forgotten. */
const MAX_SAVED = 7;

interface Flags {
  now: number;
  saved: number[];
}

/** Hears what programs say of the keyboard, as long as it is not disposed of. */
export class Keyboard implements KeyModes, IDisposable {
  #screens: Record<'normal' | 'alternate', Flags> = none();
  #otherKeys = 0;
  readonly #handlers: IDisposable[];

  constructor(private readonly terminal: Terminal) {
    const { parser } = terminal;
    const number = (param: number | number[] | undefined): number => Number(param ?? 0);
    this.#handlers = [
      parser.registerCsiHandler({ prefix: '>', final: 'u' }, ([flags]) => this.#push(number(flags))),
      parser.registerCsiHandler({ prefix: '<', final: 'u' }, ([count]) => this.#pop(number(count))),
      parser.registerCsiHandler({ prefix: '=', final: 'u' }, ([flags, mode]) => this.#set(number(flags), number(mode))),
      parser.registerCsiHandler({ prefix: '>', final: 'm' }, ([what, level]) =>
        this.#other(number(what), number(level)),
      ),
      parser.registerCsiHandler({ prefix: '>', final: 'n' }, ([what]) => this.#other(number(what) || -1, 0)),
      // RIS, DECSTR.
      parser.registerEscHandler({ final: 'c' }, () => this.#reset()),
      parser.registerCsiHandler({ intermediates: '!', final: 'p' }, () => this.#reset()),
    ];
    // A reset by the window is no sequence, and tells nobody.
    const reset = terminal.reset.bind(terminal);
    terminal.reset = () => {
      this.#reset();
      reset();
    };
  }

  get flags(): number {
    return this.#active.now;
  }

  get otherKeys(): number {
    return this.#otherKeys;
  }

  /** All of it, for tests. */
  get state(): unknown {
    return { ...this.#screens, otherKeys: this.#otherKeys };
  }

  dispose(): void {
    for (const handler of this.#handlers) handler.dispose();
  }

  get #active(): Flags {
    return this.#screens[this.terminal.buffer.active.type];
  }

  #push(flags: number): boolean {
    const active = this.#active;
    active.saved.push(active.now);
    if (active.saved.length > MAX_SAVED) active.saved.shift();
    active.now = flags & KNOWN_FLAGS;
    return true;
  }

  #pop(count: number): boolean {
    const active = this.#active;
    // More than there are leave none, however many.
    for (let left = Math.min(Math.max(count, 1), MAX_SAVED + 1); left > 0; left--) active.now = active.saved.pop() ?? 0;
    return true;
  }

  #set(flags: number, mode: number): boolean {
    const active = this.#active;
    const known = flags & KNOWN_FLAGS;
    if (mode === 0 || mode === 1) active.now = known;
    else if (mode === 2) active.now |= known;
    else if (mode === 3) active.now &= ~known;
    return true;
  }

  #other(what: number, level: number): boolean {
    if (what === 0) this.#otherKeys = 0;
    else if (what === 4 && level >= 0 && level <= 2) this.#otherKeys = level;
    return true;
  }

  #reset(): boolean {
    this.#screens = none();
    this.#otherKeys = 0;
    return false;
  }
}

function none(): Record<'normal' | 'alternate', Flags> {
  return { normal: { now: 0, saved: [] }, alternate: { now: 0, saved: [] } };
}
