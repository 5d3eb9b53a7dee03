// Synchronized output, mode 2026: xterm.js draws nothing while a block of it is open, for up to
// a second. A program that was killed in a block, or whose output was cut there, would freeze
// the terminal so long. The screen model has the same limit (`emulator/synchronized.rs`).

import type { IDisposable, Terminal } from '@xterm/xterm';

/** In ms: a block that is open for so long has lost its end. */
export const MAX_BLOCK = 150;

const MODE = 2026;

interface Core {
  coreService: { decPrivateModes: { synchronizedOutput: boolean } };
}

/** Ends blocks that are not closed in time. */
export function limitSynchronized(terminal: Terminal): IDisposable {
  const { coreService } = (terminal as unknown as { _core: Core })._core;
  let timer: number | undefined;
  const clear = (): void => window.clearTimeout(timer);
  const end = (): void => {
    // Not by a sequence: output may have stopped in the midst of one.
    if (!terminal.modes.synchronizedOutputMode) return;
    coreService.decPrivateModes.synchronizedOutput = false;
    terminal.refresh(0, terminal.rows - 1);
  };
  const begins = terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, (modes) => {
    // To begin an open one again does not make it last longer.
    if (modes.includes(MODE) && !terminal.modes.synchronizedOutputMode) {
      clear();
      timer = window.setTimeout(end, MAX_BLOCK);
    }
    return false;
  });
  return {
    dispose: () => {
      clear();
      begins.dispose();
    },
  };
}
