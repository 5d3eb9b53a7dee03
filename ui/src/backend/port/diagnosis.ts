// What is right and wrong here, and what failed.

import type { CrashReport, Diagnosis } from '../bindings';

export interface DiagnosisCalls {
  /** Looks at everything now; engines may take seconds. */
  diagnose(): Promise<Diagnosis>;
  /** The reports of what failed, the newest first. */
  crashReports(): Promise<CrashReport[]>;
  /** The text of one of them; null where it is there no longer. */
  crashReport(name: string): Promise<string | null>;
  deleteCrashReport(name: string): Promise<void>;
  /** The person was told of this one, and of those before it. */
  seeCrashReports(name: string): Promise<void>;
}
