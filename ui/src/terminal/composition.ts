// Text of input methods, once and in order. xterm.js 6.0.0 looks a moment later for what is new in
// its text field, so a key that comes meanwhile is sent first, and then again with all the text
// there: IBus ends a composition with the key after it, often one that it never began, and WebKit
// writes a space otherwise than it was. Here the events say what was composed.

import type { IDisposable, Terminal } from '@xterm/xterm';

/** What there is no public way to. */
interface Core {
  _compositionHelper: {
    _compositionView: HTMLElement;
    _isComposing: boolean;
    _isSendingComposition: boolean;
    _finalizeComposition(waits: boolean): void;
    _handleAnyTextareaChanges(): void;
  };
}

/** The key of which the system makes something else. */
const PROCESSED = 229;

/** Corrects a terminal that was opened. */
export function sendCompositionsOnce(terminal: Terminal): IDisposable {
  const area = terminal.textarea;
  if (!area) return { dispose: () => undefined };
  const { _compositionHelper: helper } = (terminal as unknown as { _core: Core })._core;
  helper._handleAnyTextareaChanges = () => undefined;
  helper._finalizeComposition = () => {
    helper._compositionView.classList.remove('active');
    helper._isComposing = false;
    helper._isSendingComposition = false;
  };
  const done = new AbortController();
  const listen = { capture: true, signal: done.signal };
  /** What comes is of a key that xterm.js left to the system. */
  let processed = false;
  area.addEventListener(
    'keydown',
    (event) => {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells them apart
      processed = event.keyCode === PROCESSED;
    },
    listen,
  );
  for (const other of ['keypress', 'keyup', 'compositionstart'] as const)
    area.addEventListener(other, () => (processed = false), listen);
  area.addEventListener(
    'input',
    (event) => {
      if (!processed || !(event instanceof InputEvent)) return;
      if (event.inputType === 'insertText' && event.data) terminal.input(event.data);
      else if (event.inputType === 'deleteContentBackward') terminal.input('\x7f');
    },
    listen,
  );
  area.addEventListener('compositionend', ({ data }) => data !== '' && terminal.input(data), listen);
  return { dispose: () => done.abort() };
}
