// The screen of a session that is only looked at: exactly as large as the session has it, in letters that fit the
// card, read-only.

import type { IDecoration, IDisposable } from '@xterm/xterm';

import type { TerminalSize } from '../backend/port';
import type { Preferences } from '../preferences/preferences.svelte';
import type { LinkVerdict } from '../terminal/links';
import { HIDE_CURSOR, onlyShow, scrollByKey } from '../terminal/logview';
import { Screen } from '../terminal/screen';
import { fontReady } from '../theme/fonts';

interface PeekHooks {
  link(verdict: LinkVerdict): void;
  hover(target: string | null): void;
  /** It is drawn: the lines of the screen as text. */
  drawn(lines: readonly string[]): void;
}

/** Lines above the screen that can be looked at. */
const SCROLLBACK = 5000;
/** The smallest letters that can be read, px; a larger screen is scrolled. */
const SMALLEST = 8;
/** Letters of this size are not made smaller for the height: one scrolls, px. */
const COMFORTABLE = 11;

interface Picture {
  size: TerminalSize;
  bytes: Uint8Array;
  questionRow: number | null;
}

export class PeekView {
  readonly #screen: Screen;
  readonly #handlers: IDisposable[];
  #mark: IDecoration | undefined;
  /** What is drawn when the terminal has parsed what it has. */
  #next: Picture | null = null;
  #drawing = false;
  #room = { width: 0, height: 0 };
  #disposed = false;
  #first = true;

  /** Opens in `host` once text can be measured; null when `wanted` says that nobody waits any more. */
  static async open(
    preferences: Preferences,
    host: HTMLElement,
    hooks: PeekHooks,
    wanted: () => boolean,
  ): Promise<PeekView | null> {
    await fontReady();
    return wanted() ? new PeekView(preferences, host, hooks) : null;
  }

  private constructor(
    private readonly preferences: Preferences,
    private readonly host: HTMLElement,
    private readonly hooks: PeekHooks,
  ) {
    this.#screen = new Screen(host, {
      preferences,
      scrollback: SCROLLBACK,
      readOnly: true,
      onlink: (verdict) => hooks.link(verdict),
      onhover: (target) => hooks.hover(target),
      onmetrics: () => this.#fit(),
    });
    const { terminal } = this.#screen;
    this.#handlers = onlyShow(terminal);
    // The card says what it shows; the terminal takes no keys, so that Tab goes past it.
    if (terminal.textarea) terminal.textarea.tabIndex = -1;
  }

  /** The card has this room for it, px. */
  setRoom(width: number, height: number): void {
    if (width === this.#room.width && height === this.#room.height) return;
    this.#room = { width, height };
    this.#fit();
  }

  /** Shows a screen; one that comes while another is drawn waits, and only the latest is drawn. */
  show(size: TerminalSize, bytes: Uint8Array, questionRow: number | null): void {
    this.#next = { size, bytes, questionRow };
    if (!this.#drawing) this.#draw();
  }

  /** True when the key moves through it. */
  scroll(key: string): boolean {
    const { terminal } = this.#screen;
    const { viewportY, baseY } = terminal.buffer.active;
    const { host } = this;
    const line = host.scrollHeight / Math.max(1, terminal.rows);
    // The card may be lower than the screen: first to the edge of the screen, then beyond it.
    if (key === 'ArrowUp' && host.scrollTop > 0) host.scrollTop -= line;
    else if (key === 'ArrowDown' && viewportY >= baseY) host.scrollTop += line;
    else if (key === 'ArrowLeft' || key === 'ArrowRight') host.scrollLeft += key === 'ArrowLeft' ? -40 : 40;
    else if (!scrollByKey(terminal, key)) return false;
    else if (key === 'Home') host.scrollTop = 0;
    else if (key === 'End') host.scrollTop = host.scrollHeight;
    return true;
  }

  dispose(): void {
    this.#disposed = true;
    this.#mark?.dispose();
    for (const handler of this.#handlers) handler.dispose();
    this.#screen.dispose();
  }

  #draw(): void {
    const picture = this.#next;
    this.#next = null;
    if (!picture || this.#disposed) return;
    this.#drawing = true;
    const { terminal } = this.#screen;
    const { viewportY, baseY } = terminal.buffer.active;
    const stays = viewportY < baseY ? viewportY : null;
    const { cols, rows } = picture.size;
    this.#screen.clear(false);
    if (cols !== terminal.cols || rows !== terminal.rows) {
      terminal.resize(cols, rows);
      this.#fit();
    }
    terminal.write(HIDE_CURSOR);
    terminal.write(picture.bytes);
    terminal.write(HIDE_CURSOR, () => {
      this.#drawing = false;
      if (this.#disposed) return;
      if (stays !== null) terminal.scrollToLine(stays);
      this.#markRow(picture.questionRow);
      this.hooks.drawn(this.#lines());
      if (this.#first) this.#reveal(picture.questionRow);
      this.#first = false;
      this.#draw();
    });
  }

  /** A frame around the row that asks, with a sign before it. */
  #markRow(row: number | null): void {
    this.#mark?.dispose();
    this.#mark = undefined;
    const { terminal } = this.#screen;
    if (row === null || row >= terminal.rows) return;
    const marker = terminal.registerMarker(row - terminal.buffer.active.cursorY);
    this.#mark = terminal.registerDecoration({ marker, width: terminal.cols, layer: 'top' });
    this.#mark?.onRender((element) => element.classList.add('asked-row'));
  }

  /** The question, else the foot of the screen, where a program writes. */
  #reveal(row: number | null): void {
    const { host } = this;
    const { terminal } = this.#screen;
    const at = row ?? terminal.buffer.active.cursorY;
    const bottom = (host.scrollHeight * (at + 2)) / Math.max(1, terminal.rows);
    if (bottom > host.clientHeight) host.scrollTop = bottom - host.clientHeight;
  }

  #lines(): string[] {
    const { terminal } = this.#screen;
    const { active } = terminal.buffer;
    return Array.from(
      { length: terminal.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
  }

  /** As large as set, or as small as is needed; never too small to read. */
  #fit(): void {
    const { terminal } = this.#screen;
    const drawn = terminal.element?.querySelector<HTMLElement>('.xterm-screen');
    const set = this.preferences.fontSize;
    const size = terminal.options.fontSize ?? set;
    if (!drawn || this.#room.width === 0 || drawn.offsetWidth === 0) return;
    const { width, height } = { width: drawn.offsetWidth / size, height: drawn.offsetHeight / size };
    const across = Math.min(set, this.#room.width / width);
    const fits = Math.min(across, Math.max(this.#room.height / height, Math.min(across, COMFORTABLE)));
    const wanted = Math.max(Math.min(SMALLEST, set), Math.floor(fits * 2) / 2);
    if (wanted !== size) terminal.options.fontSize = wanted;
  }
}
