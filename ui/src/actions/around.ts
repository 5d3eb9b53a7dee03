// What actions need of the window and its tabs.

import type { DefinedSession, Session } from '../backend/port';

/** The window around them. */
export interface Window {
  focusList(): void;
  /** Shows the session's screen in a card beside its row, or closes that. */
  peek(session: Session): void;
  /** What the file of definitions says of a session; null where it says nothing. */
  defined(session: Session): DefinedSession | null;
  /** Opens the form on a definition. */
  editDefinition(session: Session): void;
  /** Shows the session's files. */
  showFiles(session: Session): void;
  showHistory(asked: { session?: { engine: string; name: string }; run?: number }): void;
}

/** The open tabs, as far as actions change them. */
export interface SessionTabs {
  open(session: Session, view: 'terminal' | 'logs'): void;
  /** Opens the logs of several in one view, and gives them the keyboard. */
  openLogs(sessions: readonly Session[]): void;
  /** Opens it and gives it the keyboard. */
  enter(session: Session, view: 'terminal' | 'shell'): void;
  /** Opens it on a debug shell and gives that the keyboard. */
  debug(session: Session): void;
  close(key: string): void;
  isOpen(key: string): boolean;
  /** The session's terminal is in a window of its own now. */
  movedOut(session: Session): void;
  /** Whether its terminal is in sight, where the person is. */
  isInSight(session: Session): boolean;
}
