// A log on the screen: a read-only xterm.js, in which nothing that a program
// wrote can act, capture the mouse, or hide the lines before it.

import type { IDisposable, IMarker, Terminal } from '@xterm/xterm';

import type { Preferences } from '../preferences/preferences.svelte';
import { fontReady } from '../theme/fonts';
import { currentMatches } from '../theme/theme';
import type { LinkVerdict } from './links';
import { Screen } from './screen';

interface LogHooks {
  link(verdict: LinkVerdict): void;
  hover(target: string | null): void;
}

/** Lines are asked for by the log's count, and may wrap. */
const SCROLLBACK = 30_000;
/** Bytes written at a time: xterm.js takes a breath only between writes. */
const PIECE = 64 * 1024;
export const HIDE_CURSOR = '\x1b[?25l';

/** DEC modes that would take over the pane: mouse, focus, the other screen, the cursor, held output. */
const TAKING_OVER = new Set([9, 25, 47, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1047, 1049, 2026]);

/** Lets nothing that is written act, nor anything that is typed. */
export function onlyShow(terminal: Terminal): IDisposable[] {
  terminal.attachCustomKeyEventHandler(() => false);
  return ['h', 's', 'r'].map((final) =>
    terminal.parser.registerCsiHandler({ prefix: '?', final }, (modes) =>
      modes.some((mode) => TAKING_OVER.has(Number(mode))),
    ),
  );
}

/** Moves through what a terminal shows by keys, as a pager does; true when the key was one of them. */
export function scrollByKey(terminal: Terminal, key: string): boolean {
  switch (key) {
    case 'ArrowUp':
      terminal.scrollLines(-1);
      return true;
    case 'ArrowDown':
      terminal.scrollLines(1);
      return true;
    case 'PageUp':
      terminal.scrollPages(-1);
      return true;
    case 'PageDown':
      terminal.scrollPages(1);
      return true;
    case 'Home':
      terminal.scrollToTop();
      return true;
    case 'End':
      terminal.scrollToBottom();
      return true;
    default:
      return false;
  }
}

export class LogView {
  readonly screen: Screen;
  readonly #handlers: IDisposable[];
  readonly #observer: ResizeObserver;
  #active = false;
  #frame = 0;

  /** Opens in `host` once text can be measured; null when `wanted` says that nobody waits any more. */
  static async open(
    preferences: Preferences,
    host: HTMLElement,
    hooks: LogHooks,
    wanted: () => boolean,
  ): Promise<LogView | null> {
    await fontReady();
    return wanted() ? new LogView(preferences, host, hooks) : null;
  }

  private constructor(
    private readonly preferences: Preferences,
    host: HTMLElement,
    hooks: LogHooks,
  ) {
    this.screen = new Screen(host, {
      preferences,
      scrollback: SCROLLBACK,
      readOnly: true,
      onlink: (verdict) => hooks.link(verdict),
      onhover: (target) => hooks.hover(target),
      onmetrics: () => this.#fitSoon(),
    });
    const { terminal } = this.screen;
    this.#handlers = onlyShow(terminal);
    this.#observer = new ResizeObserver(() => this.#fitSoon());
    this.#observer.observe(host);
  }

  setActive(active: boolean): void {
    this.#active = active;
    if (active) this.screen.fit();
  }

  /** Shows the log as it is now. `lines`: it has bare line feeds, as without a terminal. */
  show(log: Uint8Array, lines: boolean): void {
    this.screen.clear(lines);
    this.screen.terminal.write(HIDE_CURSOR);
    this.append(log);
  }

  /** Shows a log with a part of it marked and in sight, as one opens a line that was found. */
  showMarked(log: Uint8Array, lines: boolean, { from, to }: { from: number; to: number }): void {
    const { terminal } = this.screen;
    this.screen.clear(lines);
    terminal.write(HIDE_CURSOR);
    this.append(log.subarray(0, from));
    let start: IMarker | undefined;
    terminal.write('', () => (start = terminal.registerMarker(0)));
    this.append(log.subarray(from, to));
    terminal.write('', () => {
      if (start) this.#mark(start, terminal.buffer.active.baseY + terminal.buffer.active.cursorY);
    });
    this.append(log.subarray(to));
    terminal.write('', () => {
      // A program that clears its screen takes the line away, and the mark with it.
      if (start && !start.isDisposed) terminal.scrollToLine(Math.max(0, start.line - Math.floor(terminal.rows / 3)));
    });
  }

  #mark(start: IMarker, last: number): void {
    const { terminal } = this.screen;
    const { activeMatchBackground, activeMatchColorOverviewRuler: color } = currentMatches(this.preferences);
    const height = Math.max(1, last - start.line + 1);
    const look = activeMatchBackground === undefined ? {} : { backgroundColor: activeMatchBackground };
    const mark = terminal.registerDecoration({
      marker: start,
      width: terminal.cols,
      height,
      overviewRulerOptions: { color },
      ...look,
    });
    mark?.onRender((element) => element.classList.add('marked-line'));
  }

  /** Adds to the log; `bytes` may begin and end anywhere. */
  append(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PIECE) this.screen.terminal.write(bytes.subarray(at, at + PIECE));
  }

  /** Moves through the log by keys, as a pager does; true when the key was one of them. */
  scroll(key: string): boolean {
    return scrollByKey(this.screen.terminal, key);
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    for (const handler of this.#handlers) handler.dispose();
    this.screen.dispose();
  }

  #fitSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (this.#active) this.screen.fit();
    });
  }
}
