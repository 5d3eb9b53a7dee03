// Output that is parsed at once.

import type { Terminal } from '@xterm/xterm';

interface Core {
  _writeBuffer: { handleUserInput(): void };
}

/**
 * Writes so that xterm.js parses now, as it does with the echo of a key, and not in a task of its own: that would come
 * after the next frame, and what the person waits for a frame later.
 */
export function writeNow(terminal: Terminal, bytes: Uint8Array | string, done: () => void): void {
  (terminal as unknown as { _core: Core })._core._writeBuffer.handleUserInput();
  terminal.write(bytes, done);
}
