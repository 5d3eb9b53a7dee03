// The line in the scrollback where the person left off.

import type { IDecoration, IMarker, Terminal } from '@xterm/xterm';

export class LeftMark {
  #terminal: Terminal | null = null;
  #marker: IMarker | null = null;
  #decoration: IDecoration | undefined;
  #gone = false;

  /** `words` say what the mark means. */
  constructor(private readonly words: string) {}

  /** Hears which terminal is drawn, if any, and whether the person is away from it. */
  follow(terminal: Terminal | null, gone: boolean): void {
    // Another xterm.js has none of the lines of the one before.
    if (terminal !== this.#terminal) this.#drop();
    this.#terminal = terminal;
    if (gone && !this.#gone) this.#put();
    // Nothing was written since: there is nothing to tell apart.
    else if (!gone && this.#gone && !this.#isPassed) this.#drop();
    this.#gone = gone;
  }

  /** Goes to the first line that is unread; to the oldest that is held, where the mark is above it. */
  jump(): void {
    const line = this.#marker && !this.#marker.isDisposed ? this.#marker.line + 1 : 0;
    this.#terminal?.scrollToLine(line);
  }

  get #isPassed(): boolean {
    const { buffer } = this.#terminal ?? {};
    if (!buffer || !this.#marker || this.#marker.isDisposed) return false;
    return buffer.normal.baseY + buffer.normal.cursorY > this.#marker.line;
  }

  #put(): void {
    this.#drop();
    // A full-screen program has no scrollback.
    if (this.#terminal?.buffer.active.type !== 'normal') return;
    const marker = this.#terminal.registerMarker(0);
    this.#marker = marker;
    this.#decoration = this.#terminal.registerDecoration({ marker, width: this.#terminal.cols });
    this.#decoration?.onRender((element) => {
      element.classList.add('left-mark');
      element.role = 'img';
      element.ariaLabel = this.words;
      element.title = this.words;
    });
  }

  #drop(): void {
    this.#decoration?.dispose();
    this.#marker?.dispose();
    this.#decoration = undefined;
    this.#marker = null;
  }
}
