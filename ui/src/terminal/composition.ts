// Text of input methods, once. Some end a composition that they never began: a letter of a dead
// key, or one that is chosen without a window. xterm.js 6.0.0 then sends all that came since the
// composition before: each letter again with the next. Here it is told where such a text begins.

import type { IDisposable, Terminal } from '@xterm/xterm';

/** What there is no public way to. */
interface Core {
  _compositionHelper: { _compositionPosition: { start: number; end: number }; _dataAlreadySent: string };
}

/** The key of which the system makes something else. */
const PROCESSED = 229;

/** Corrects a terminal that was opened. */
export function sendCompositionsOnce(terminal: Terminal): IDisposable {
  const area = terminal.textarea;
  if (!area) return { dispose: () => undefined };
  const { _compositionHelper: helper } = (terminal as unknown as { _core: Core })._core;
  const done = new AbortController();
  const first = { capture: true, signal: done.signal };
  let composing = false;
  /** How much of the text was there before what comes next. */
  let before = 0;
  const settle = (): void => {
    if (composing) return;
    before = area.value.length;
    helper._dataAlreadySent = '';
  };
  area.addEventListener(
    'keydown',
    (event) => {
      settle();
      // xterm.js may empty it at its own keys.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells them apart
      if (event.keyCode !== PROCESSED) queueMicrotask(settle);
    },
    first,
  );
  area.addEventListener(
    'input',
    (event) => {
      // Sent by xterm.js, or as keys were.
      if (event instanceof InputEvent && event.inputType === 'insertText') settle();
    },
    { signal: done.signal },
  );
  area.addEventListener('compositionstart', () => (composing = true), first);
  area.addEventListener(
    'compositionend',
    () => {
      if (!composing) helper._compositionPosition = { start: Math.min(before, area.value.length), end: before };
      composing = false;
    },
    first,
  );
  // After xterm.js, which sends the text once the event is over.
  area.addEventListener('compositionend', () => setTimeout(settle), { signal: done.signal });
  return { dispose: () => done.abort() };
}
