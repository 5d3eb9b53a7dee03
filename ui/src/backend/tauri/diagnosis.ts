// What is right and wrong here, and what failed.

import { commands } from '../bindings';
import type { DiagnosisCalls } from '../port';
import { translated } from './call';

export const diagnosisCalls: DiagnosisCalls = {
  diagnose: () => translated(commands.diagnose()),
  crashReports: () => translated(commands.crashReports()),
  crashReport: (name) => translated(commands.crashReport(name)),
  async deleteCrashReport(name) {
    await translated(commands.deleteCrashReport(name));
  },
  async seeCrashReports(name) {
    await translated(commands.seeCrashReports(name));
  },
};
