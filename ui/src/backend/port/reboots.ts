// What became of sessions after a restart of the machine.

import type { Fate, RebootsNow, SessionKey } from '../bindings';

export interface RebootCalls {
  /** Sends what became of them: at once, then after every change, until the window is gone. */
  subscribeReboots(listen: (now: RebootsNow) => void): Promise<void>;
  /** Starts one; null where it does not wait any more. */
  startAfterReboot(session: SessionKey): Promise<Fate | null>;
  /** Nobody asks of it again before the next restart. */
  leaveAfterReboot(session: SessionKey): Promise<void>;
  /** The command that takes up its work was run, or is not wanted. */
  resumedAfterReboot(session: SessionKey): Promise<void>;
  /** The person has seen what became of all. */
  seeReboot(): Promise<void>;
}
