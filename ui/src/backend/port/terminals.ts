// Terminals of sessions, and what they show.

import type {
  SaveFormat,
  SaveWords,
  Session,
  SessionKey,
  ShellAsked,
  TerminalEvent,
  TerminalLook,
  TerminalPalette,
  TerminalSize,
} from '../bindings';
import type { Subscription } from './subscription';

export interface TerminalListener {
  /** Every message in order. `done` reports that the bytes were parsed (it feeds the credits). */
  output(bytes: Uint8Array, done: () => void): void;
  event(event: TerminalEvent): void;
}

/** One open attach. Closing it leaves the session running. */
export interface TerminalHandle {
  /** Bytes that the person typed or pasted; resolves when they were taken over, in order. */
  write(bytes: Uint8Array): Promise<void>;
  resize(size: TerminalSize): Promise<void>;
  /** Drops what is above the screen, here and in what is shown later; a replay of the rest follows. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export interface TerminalCalls {
  /** Attaches to the main process's terminal. */
  attach(engine: string, id: string, size: TerminalSize, listener: TerminalListener): Promise<TerminalHandle>;
  /**
   * Opens a shell beside the main process, or shows the one that was opened under this key.
   * Detaching from it ends nothing.
   */
  openShell(shell: ShellAsked, size: TerminalSize, listener: TerminalListener): Promise<TerminalHandle>;
  /** Ends a shell, and what runs in it. */
  closeShell(engine: string, id: string, key: string): Promise<void>;
  /** Has the program of an attached session draw its screen anew. */
  redrawSession(engine: string, id: string): Promise<void>;
  /** Sends pictures of sessions when they change, for `wall/picture.ts`, until it is ended. Asks no engine. */
  subscribePictures(sessions: SessionKey[], listen: (bytes: Uint8Array) => void): Promise<Subscription>;
  /**
   * The screen of a session that can't be attached to now: the last one that was seen, or `lines` of its log.
   */
  sessionTranscript(engine: string, id: string, size: TerminalSize, lines: number): Promise<Uint8Array>;
  /**
   * Saves the output of a session to a file that the person chooses. Resolves with its path, or null when they
   * chose none. A log is laid out in `size`.
   */
  saveOutput(
    session: Pick<Session, 'engine' | 'id'>,
    format: SaveFormat,
    palette: TerminalPalette,
    size: TerminalSize,
    /** What the system's dialog says. */
    words: SaveWords,
  ): Promise<string | null>;
  /** Sends what programs may ask their terminals for, and how many lines these keep. */
  terminalLook(look: TerminalLook): Promise<void>;
  /** Opens a window for one session, or brings the one that it has to the front. */
  openWindow(engine: string, id: string): Promise<void>;
}
