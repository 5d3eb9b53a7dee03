// A terminal on the screen: one xterm.js for as long as it is in sight, and at
// most one attach in it. It measures first and attaches at that size.

import type { IDisposable } from '@xterm/xterm';

import type { Backend, Session, TerminalSize } from '../backend/port';
import { isMac } from '../parts/platform';
import { type Attach, Attachment, type AttachmentHooks } from './attachment';
import { encodeKey, isOfInputMethod, type KeyPress, type Pressed } from './encode';
import { folderPath } from './folder';
import { cleanPaste } from './input';
import { isAppShortcut } from './keys';
import type { LinkVerdict } from './links';
import type { Unsent } from './outbox';
import { plainKey } from './plain';
import type { ScreenPool } from './pool';
import { promptsOf } from './prompts';
import type { Screen } from './screen';
import { cleanTitle } from './title';

export interface ViewHooks extends AttachmentHooks {
  size(size: TerminalSize): void;
  title(title: string): void;
  /** The working directory that the program told; empty when it does not say. */
  folder(path: string): void;
  link(verdict: LinkVerdict): void;
  hover(target: string | null): void;
  /** The person pasted; call `paste` to go on. */
  pasted(text: string): void;
}

/** What an ended program may have left on and that is in the person's way: no cursor, the mouse free to select. */
const STILL = '\x18\x1b[?25l\x1b[?9;1000;1002;1003;2026l';
/** How long what was typed to a client that had ended waits for the next of its run, ms: later it would surprise. */
const KEPT = 5000;

/** What the attachment before could not send. */
interface Left {
  run: string | null;
  at: number;
  unsent: Promise<Unsent>;
}

export class TerminalView {
  readonly screen: Screen;
  readonly #disposables: IDisposable[] = [];
  readonly #observer: ResizeObserver;
  readonly #measured: Promise<void>;
  #onMeasured: () => void = () => undefined;
  #size: TerminalSize | null = null;
  #attachment: Attachment | null = null;
  /** The run whose program reads what is typed; null where none is known. */
  #run: string | null = null;
  #left: Left | null = null;
  #active = false;
  #frame = 0;
  #pressed: Pressed | null = null;
  #disposed = false;

  /** Opens in `host` once text can be measured; null when `wanted` says that nobody waits any more. */
  static async open(
    pool: ScreenPool,
    host: HTMLElement,
    hooks: ViewHooks,
    wanted: () => boolean,
  ): Promise<TerminalView | null> {
    await pool.ready();
    return wanted() ? new TerminalView(pool, host, hooks) : null;
  }

  private constructor(
    private readonly pool: ScreenPool,
    private readonly host: HTMLElement,
    private readonly hooks: ViewHooks,
  ) {
    this.#measured = new Promise((resolve) => (this.#onMeasured = resolve));
    this.screen = pool.acquire(host, {
      onlink: (verdict) => hooks.link(verdict),
      onhover: (target) => hooks.hover(target),
      onmetrics: () => this.#fitSoon(),
    });
    const { terminal } = this.screen;
    const mac = isMac();
    let down = '';
    let written = false;
    terminal.attachCustomKeyEventHandler((event) => {
      if (event.type === 'keydown') {
        down = event.code;
        written = false;
      }
      // Pressed for something else, which gave the keyboard to the terminal at once: Escape on the wall.
      if (event.type === 'keypress' && (event.code !== down || written)) return false;
      // A last screen takes no keys, so Tab goes on to what can be done about it.
      const passes = event.key === 'Tab' && terminal.options.disableStdin === true;
      if (passes || isAppShortcut(event, mac)) return false;
      if (event.type !== 'keydown') return true;
      const bytes = this.#written(event, mac);
      this.#pressed = { key: event, asked: bytes !== null };
      // What is typed later, as a composition is, is none of this key.
      queueMicrotask(() => (this.#pressed = null));
      if (bytes === null) return true;
      written = true;
      event.preventDefault();
      event.stopPropagation();
      terminal.input(bytes);
      return false;
    });
    this.#disposables.push(
      terminal.onTitleChange((title) => hooks.title(cleanTitle(title))),
      promptsOf(terminal).followFolder((address) => hooks.folder(folderPath(address))),
    );
    host.addEventListener('paste', this.#onPaste, true);
    this.#observer = new ResizeObserver(() => this.#fitSoon());
    this.#observer.observe(host);
  }

  /** Once it was in sight. */
  async size(): Promise<TerminalSize> {
    await this.#measured;
    const { cols, rows } = this.screen.terminal;
    return { cols, rows };
  }

  /** Only the visible terminal has a say in the session's size. */
  setActive(active: boolean): void {
    this.#active = active;
    if (active) this.#fit();
    // An element that is hidden loses the keyboard, and not every engine tells it so.
    else this.screen.terminal.blur();
  }

  /** Attaches to the session's main process; rejects with the backend's error. */
  attach(backend: Backend, session: Session): Promise<void> {
    const { ahead } = this.pool;
    return this.open(
      (size, listener) =>
        ahead.take(session, size, listener) ?? backend.attach(session.engine, session.id, size, listener),
      session.startedAt,
    );
  }

  /**
   * Opens the attachment once the terminal has a size; rejects with what `attach` rejects with. What an earlier one
   * of the same run did not send goes first.
   */
  async open(attach: Attach, run: string | null = null): Promise<void> {
    this.detach();
    const left = this.#left;
    this.#left = null;
    this.#run = run;
    const attachment = new Attachment(this.screen.terminal, this.hooks);
    this.#attachment = attachment;
    this.screen.terminal.options.disableStdin = false;
    this.screen.terminal.options.convertEol = false;
    await this.#measured;
    if (left) await this.#sendFirst(attachment, left, run);
    if (this.#attachment !== attachment || !this.#size) return;
    await attachment.open(attach, this.#size);
    if (this.#size) attachment.resize(this.#size);
  }

  get live(): boolean {
    return this.#attachment?.live ?? false;
  }

  /** Drops what is above the screen, for good; what is drawn follows. */
  clearScrollback(): void {
    this.#attachment?.clear();
  }

  detach(): void {
    const attachment = this.#attachment;
    if (!attachment) return;
    this.#attachment = null;
    this.#left = { run: this.#run, at: performance.now(), unsent: attachment.close() };
  }

  /**
   * Leaves the last screen as it is: no keys, no cursor. `run`: what was typed since its client ended is for this
   * one, which is attached to again; null where that is over.
   */
  freeze(run: string | null = null): void {
    this.detach();
    if (run === null) void this.#loseLeft();
    else if (this.#left) this.#left = { ...this.#left, run };
    this.screen.terminal.options.disableStdin = true;
    this.screen.terminal.write(STILL);
  }

  /**
   * Shows output of the past. `lines`: it has bare line feeds, as without a terminal.
   * `size`: it fits no other; the exit card may have come since that was asked for.
   */
  showTranscript(bytes: Uint8Array, lines: boolean, { cols, rows }: TerminalSize): void {
    const { terminal } = this.screen;
    this.screen.clear(lines);
    terminal.write('', () => terminal.resize(cols, rows));
    terminal.write(bytes, () => this.#fitSoon());
    this.freeze();
  }

  /** Pastes as if typed; a program that asked for it gets it in brackets. */
  paste(text: string): void {
    this.screen.terminal.paste(cleanPaste(text));
  }

  /** The key that what is sent now was typed with; null for all else. */
  get pressed(): Pressed | null {
    return this.#pressed;
  }

  /** Sends keys that were typed elsewhere, each as the program here asked for it. */
  send(data: string, pressed: Pressed | null): void {
    const own = pressed && this.#written(pressed.key, isMac());
    const cursorMode = this.screen.terminal.modes.applicationCursorKeysMode;
    this.#attachment?.send(own ?? (pressed?.asked ? plainKey(pressed.key, cursorMode) : data));
  }

  get bracketsPastes(): boolean {
    return this.screen.terminal.modes.bracketedPasteMode;
  }

  focus(): void {
    this.screen.terminal.focus();
  }

  /** Takes the keyboard where nothing beside the terminal has it. */
  focusIfFree(): void {
    if (document.activeElement?.contains(this.host)) this.focus();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.host.removeEventListener('paste', this.#onPaste, true);
    this.detach();
    for (const disposable of this.#disposables) disposable.dispose();
    this.pool.release(this.screen);
  }

  async #sendFirst(attachment: Attachment, left: Left, run: string | null): Promise<void> {
    const { pieces, error } = await left.unsent;
    const isTimely = performance.now() - left.at < KEPT;
    if (run !== null && run === left.run && isTimely) attachment.precede(pieces);
    else this.#tellLost(pieces, error);
  }

  async #loseLeft(): Promise<void> {
    const left = this.#left;
    this.#left = null;
    if (!left) return;
    const { pieces, error } = await left.unsent;
    this.#tellLost(pieces, error);
  }

  /** Where it waits for a client that never came its problem is told instead. */
  #tellLost(pieces: readonly Uint8Array[], error: unknown): void {
    if (pieces.length > 0 && error !== null && !this.#disposed) this.hooks.unsent(error);
  }

  /** What a key writes other than terminals always did; null leaves it to xterm.js. */
  #written(event: KeyPress, mac: boolean): string | null {
    const { keyboard } = this.screen;
    const bytes = encodeKey(event, keyboard, mac);
    if (bytes !== null || keyboard.flags !== 0 || keyboard.otherKeys !== 0) return bytes;
    return this.pool.preferences.terminal.shiftEnterEscapes && isShiftEnter(event) ? '\x1b\r' : null;
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text !== '') this.hooks.pasted(text);
  };

  /** Once a frame at most: a window that is dragged reports many sizes. */
  #fitSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#fit());
  }

  #fit(): void {
    if (!this.#active || this.#disposed) return;
    const size = this.screen.fit();
    if (!size) return;
    this.#size = size;
    this.pool.fitted(this.host, size);
    this.#onMeasured();
    this.#attachment?.resize(size);
    this.hooks.size(size);
  }
}

function isShiftEnter(pressed: KeyPress): boolean {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = pressed;
  return key === 'Enter' && shiftKey && !altKey && !ctrlKey && !metaKey && !isOfInputMethod(pressed);
}
