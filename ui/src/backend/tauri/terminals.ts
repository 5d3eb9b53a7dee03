// Terminals of sessions, and what they show.

import { Channel, invoke } from '@tauri-apps/api/core';

import { commands, type TerminalEvent } from '../bindings';
import { BackendError, type TerminalCalls, type TerminalHandle, type TerminalListener } from '../port';
import { bytesOf, translated } from './call';
import { Credits } from './credits';
import { subscribe } from './subscription';

/** What one call carries of a large paste. */
const WRITE_CHUNK = 64 * 1024;

export const terminalCalls: TerminalCalls = {
  attach: (engine, id, size, listener) => openTerminal('attach_session', { engine, id, size }, listener),
  openShell: (shell, size, listener) => openTerminal('open_shell', { shell, size }, listener),
  async closeShell(engine, id, key) {
    await translated(commands.closeShell(engine, id, key));
  },
  redrawSession: async (engine, id) => {
    await translated(commands.redrawSession(engine, id));
  },
  subscribePictures: (sessions, listen) => subscribe('subscribe_pictures', { sessions }, listen, () => undefined),
  sessionTranscript: (engine, id, size, lines) =>
    bytesOf(invoke<ArrayBuffer>('session_transcript', { engine, id, size, lines })),
  saveOutput: ({ engine, id }, format, palette, size, words) =>
    translated(commands.saveOutput(engine, id, format, palette, size, words)),
  async terminalLook(look) {
    await translated(commands.terminalLook(look));
  },
  async openWindow(engine, id) {
    await translated(commands.openWindow(engine, id));
  },
};

/** Calls a command that answers with a terminal's number and feeds its channel. */
async function openTerminal(
  command: string,
  args: Record<string, unknown>,
  listener: TerminalListener,
): Promise<TerminalHandle> {
  const credits = new Credits();
  const channel = new Channel<ArrayBuffer | TerminalEvent>((message) => deliver(message, listener, credits));
  const terminal = await translated(invoke<number>(command, { ...args, output: channel }));
  credits.open((bytes) => void translated(commands.terminalAck(terminal, bytes)).catch(ignoreClosed));
  return handle(terminal);
}

function deliver(message: ArrayBuffer | TerminalEvent, listener: TerminalListener, credits: Credits): void {
  if (!(message instanceof ArrayBuffer)) {
    listener.event(message);
    if (message.kind === 'live') credits.soon();
    return;
  }
  const bytes = new Uint8Array(message);
  credits.taken(bytes.length);
  listener.output(bytes, () => credits.parsed(bytes.length));
}

function handle(terminal: number): TerminalHandle {
  // One call at a time keeps the order; the host only queues, so calls are short.
  let last: Promise<unknown> = Promise.resolve();
  const write = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.length; at += WRITE_CHUNK) {
      const chunk = bytes.subarray(at, at + WRITE_CHUNK);
      await translated(invoke('terminal_write', chunk, { headers: { terminal: String(terminal) } }));
    }
  };
  return {
    write(bytes) {
      const turn = last.then(() => write(bytes));
      last = turn.catch(() => undefined);
      return turn;
    },
    resize: async (size) => {
      await translated(commands.terminalResize(terminal, size));
    },
    clear: async () => {
      await translated(commands.terminalClear(terminal));
    },
    close: async () => {
      await translated(commands.terminalClose(terminal));
    },
  };
}

/** Acknowledging a terminal that was closed meanwhile is no fault. */
function ignoreClosed(error: unknown): void {
  if (!(error instanceof BackendError && error.code === 'terminal_closed')) throw error;
}
