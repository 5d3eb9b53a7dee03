// What sessions use of their machine.

import { commands } from '../bindings';
import type { Process, SessionUsage, UsageCalls } from '../port';
import { until } from './subscription';

export const usageCalls: UsageCalls = {
  subscribeUsage: (sessions, listen) =>
    until<SessionUsage[]>(listen, (channel) => commands.subscribeUsage(sessions, channel)),
  subscribeProcesses: (session, listen) =>
    until<Process[]>(listen, (channel) => commands.subscribeProcesses(session, channel)),
};
