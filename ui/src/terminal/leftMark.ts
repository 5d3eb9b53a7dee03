// The line in the scrollback where the person left off.

import type { IDecoration, IMarker, Terminal } from '@xterm/xterm';

export class LeftMark {
  #terminal: Terminal | null = null;
  #marker: IMarker | null = null;
  #decoration: IDecoration | undefined;
  #gone = false;
  /** How many rows below the mark the cursor was then: 1 where its line had nothing yet. */
  #below = 0;

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

  /**
   * Goes to the first line that is unread, below the mark, which stays in sight; to the oldest that is held, where the
   * mark is above it. Without a mark, of before the window was closed, `lines` are counted from the end.
   */
  jump(lines: number): void {
    if (!this.#terminal) return;
    const { baseY, cursorY } = this.#terminal.buffer.normal;
    const counted = Math.max(0, baseY + cursorY - lines);
    const marked = this.#marker?.isDisposed ? 0 : this.#marker?.line;
    this.#terminal.scrollToLine(marked ?? counted);
  }

  get #isPassed(): boolean {
    const { buffer } = this.#terminal ?? {};
    if (!buffer || !this.#marker || this.#marker.isDisposed) return false;
    const { baseY, cursorY, cursorX } = buffer.normal;
    const below = baseY + cursorY - this.#marker.line;
    // A prompt may be drawn anew; what is on a line that had nothing was written since.
    return below > this.#below || (this.#below === 1 && below === 1 && cursorX > 0);
  }

  #put(): void {
    this.#drop();
    // A full-screen program has no scrollback.
    if (this.#terminal?.buffer.active.type !== 'normal') return;
    const { baseY, cursorY, cursorX } = this.#terminal.buffer.active;
    // The mark is on the last line that was read: a line that has nothing yet is not.
    this.#below = cursorX === 0 && baseY + cursorY > 0 ? 1 : 0;
    const marker = this.#terminal.registerMarker(-this.#below);
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
