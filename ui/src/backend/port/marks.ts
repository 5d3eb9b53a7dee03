// What the person marks sessions with, and their order by hand.

import type { MarkChange, MarksNow } from '../bindings';

export interface MarkCalls {
  /** Sends the marks: at once, then after every change of their file, until the window is gone. */
  subscribeMarks(listen: (now: MarksNow) => void): Promise<void>;
  /** Pins a session, gives it a colour or a note, or takes that away. */
  markSession(engine: string, name: string, change: MarkChange): Promise<void>;
  /** Writes the order by hand: keys as those of marks. */
  orderSessions(order: readonly string[]): Promise<void>;
}
