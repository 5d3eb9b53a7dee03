// The list of sessions, and how engines are doing.

import type { Health, Inspection, ListEvent, Session } from '../bindings';

export interface ListCalls {
  /** How an engine is doing, asked now. Never rejects because it is away. */
  engineHealth(engine: string): Promise<Health>;
  /** Sends the list: everything once, then every change, until the window is gone. Asks no engine. */
  subscribeSessions(listen: (event: ListEvent) => void): Promise<void>;
  /**
   * Asks every engine now; resolves when all have answered. The subscriber is sent the changes.
   * Never rejects because one is away.
   */
  refreshSessions(): Promise<void>;
  /** Reports whether the list is visible; while it is not, no engine is asked. */
  sessionsHidden(hidden: boolean): Promise<void>;
  sessionStatus(engine: string, id: string): Promise<Session>;
  /** All that its engine says of it now; secrets are masked in the JSON. */
  sessionInspection(engine: string, id: string): Promise<Inspection>;
}
