// The verbs that any component may ask for, set once by App. They show their own
// dialogs, progress and errors; callers only say what the person wanted.

import { createContext } from 'svelte';

import type { Session } from '../backend/port';

export interface SessionActions {
  /** Starts an ended session, or restarts a running one. */
  restart(session: Session): void;
  resume(session: Session): void;
  /** Opens the stop dialog. */
  stop(session: Session): void;
  /** Opens the delete dialog. */
  remove(session: Session): void;
  /** Opens the session's tab on its terminal, and gives it the keyboard. */
  attach(session: Session): void;
  showLogs(session: Session): void;
  /** Gives the keyboard back to the list. */
  focusList(): void;
}

export const [useActions, provideActions] = createContext<SessionActions>();
