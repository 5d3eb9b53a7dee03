// The verbs that any component may ask for, set once by App. They show their own
// dialogs, progress and errors; callers only say what the person wanted.

import { createContext } from 'svelte';

import type { Session } from '../backend/port';
import type { BulkVerb } from './bulk';

/** The verbs that open a dialog of their own, and do nothing before that. */
export type DialogVerb = 'rename' | 'note' | 'clone' | 'stop' | 'kill' | 'save' | 'inspect' | 'export';

export interface SessionActions {
  /** Starts an ended session, or restarts a running one. */
  restart(session: Session): void;
  pause(session: Session): void;
  /** Has its program draw its screen anew. */
  redraw(session: Session): void;
  resume(session: Session): void;
  /** Keeps it from being started again by its restart policy. */
  pauseRestarts(session: Session): void;
  /** Puts back the restart policy that it had. */
  resumeRestarts(session: Session): void;
  /** Opens the dialog of a verb. */
  ask(verb: DialogVerb, session: Session): void;
  /** Opens the sheet in which it is edited and made anew; filled with what the file of definitions says if asked. */
  recreate(session: Session, byFile?: boolean): void;
  /** Writes what it is into the file of definitions. */
  define(session: Session): void;
  /** Opens the delete dialog; says why when the session is never deleted. */
  remove(session: Session): void;
  /** Opens the dialog that does one thing to many sessions; starting asks nothing first. */
  many(verb: BulkVerb, sessions: readonly Session[]): void;
  /** Opens the dialog that deletes ended sessions of our own. */
  prune(): void;
  /** Opens the session's tab on its terminal, and gives it the keyboard. */
  attach(session: Session): void;
  /** Shows its screen in a card, without joining it; closes that card. */
  peek(session: Session): void;
  /** Opens the session's tab on its shell: a new process beside its own. */
  shell(session: Session): void;
  /** Opens the session's tab on a debug shell: programs of its own, beside the session or of a copy of it. */
  debug(session: Session): void;
  /** Moves the session's terminal to a window of its own. */
  moveOut(session: Session): void;
  /** Attaches in the person's own terminal program, or says how to. */
  handOver(session: Session): void;
  showLogs(session: Session): void;
  /** Opens the logs of several sessions in one view. */
  showLogsOf(sessions: readonly Session[]): void;
  /** Shows what is kept of it: all its runs, or one of them, by its number. */
  showHistory(session: Session, run?: number): void;
  /** Shows its files, whether it runs or not. */
  showFiles(session: Session): void;
  /** The session that has this port of the machine; null when none does. */
  holderOf(port: number): Session | null;
  /** Who ended a session, where it was this window: until the archive says. */
  endedBy(session: Session): string[];
  /** Why its last start from this window failed, in the engine's words; null when it did not. */
  startError(session: Session): string | null;
  /** Opens the form on what the file of definitions says of it. */
  editDefinition(session: Session): void;
  /** Gives the keyboard back to the list. */
  focusList(): void;
}

export const [useActions, provideActions] = createContext<SessionActions>();
