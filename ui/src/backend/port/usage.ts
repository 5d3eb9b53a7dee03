// What sessions use of their machine.

import type { Process, SessionKey, SessionUsage } from '../bindings';
import type { Subscription } from './subscription';

export interface UsageCalls {
  /** Sends what these running sessions use, every two seconds, until it is ended. */
  subscribeUsage(sessions: SessionKey[], listen: (round: SessionUsage[]) => void): Promise<Subscription>;
  /** Sends the processes of a running session, now and every three seconds, until it is ended. */
  subscribeProcesses(session: SessionKey, listen: (processes: Process[]) => void): Promise<Subscription>;
}
