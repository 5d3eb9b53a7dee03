// Where xterm.js 6.0.0 does otherwise than terminals do. The screen model on the host's side has
// the same rules. Its oracle tests apply this file to the xterm.js that they compare with, so it
// imports nothing but types.

import type { IDisposable, Terminal } from '@xterm/xterm';

/** What the corrections need of xterm.js's inside, for which there is no public way. */
interface Core {
  _bufferService: {
    buffer: { scrollTop: number; scrollBottom: number };
    scroll(fill: unknown): void;
  };
  _inputHandler: {
    _eraseAttrData(): unknown;
    _dirtyRowTracker: { markRangeDirty(from: number, to: number): void };
    _curAttrData: { extended: object };
  };
}

/** Corrects a terminal. */
export function correct(terminal: Terminal): IDisposable {
  resetUnderlineColour(terminal);
  return scrollIntoScrollback(terminal);
}

/**
 * SU (`CSI n S`) deletes lines, where xterm moves those of a region that begins in the first row
 * into the scrollback. codex and tmux scroll so: their transcripts would have gaps.
 */
function scrollIntoScrollback(terminal: Terminal): IDisposable {
  const { _bufferService: buffers, _inputHandler: handler } = (terminal as unknown as { _core: Core })._core;
  return terminal.parser.registerCsiHandler({ final: 'S' }, ([count]) => {
    const { scrollTop, scrollBottom } = buffers.buffer;
    if (scrollTop > 0) return false;
    // After as many lines as the region has, all are new: more would be empty ones.
    const lines = Math.min(Number(count) || 1, scrollBottom + 1);
    for (let line = 0; line < lines; line++) buffers.scroll(handler._eraseAttrData());
    handler._dirtyRowTracker.markRangeDirty(scrollTop, scrollBottom);
    return true;
  });
}

const corrected = new WeakSet<object>();

/**
 * SGR 59 resets the colour of the underline. xterm.js stores -1 there, which reads as white. Where
 * attributes store it, so that other colours cost nothing more.
 */
function resetUnderlineColour(terminal: Terminal): void {
  const { _inputHandler: handler } = (terminal as unknown as { _core: Core })._core;
  const attributes = Object.getPrototypeOf(handler._curAttrData.extended) as object;
  const colour = Object.getOwnPropertyDescriptor(attributes, 'underlineColor');
  if (!colour?.set || corrected.has(attributes)) return;
  corrected.add(attributes);
  Object.defineProperty(attributes, 'underlineColor', {
    ...colour,
    set(this: object, value: number) {
      colour.set?.call(this, value === -1 ? 0 : value);
    },
  });
}
