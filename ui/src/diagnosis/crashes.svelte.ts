// The reports of what failed in Berth: kept on this computer, shown to the person, sent to nobody.

import { createContext } from 'svelte';

import type { Backend, CrashReport } from '../backend/port';
import { notifyError } from '../notices/notices';
import { t } from './text';

export class Crashes {
  /** The newest first. */
  all = $state.raw<readonly CrashReport[]>([]);

  constructor(private readonly backend: Backend) {}

  /** Those that the person was not told of. */
  get fresh(): readonly CrashReport[] {
    return this.all.filter((report) => report.new);
  }

  /** Asks what there is. What can't be read is no reason to say so: nobody asked. */
  load(): void {
    this.backend.crashReports().then(
      (all) => (this.all = all),
      () => undefined,
    );
  }

  /** Null where it is there no longer. */
  read(name: string): Promise<string | null> {
    return this.backend.crashReport(name);
  }

  /** The person was told of those that are known here: one that came since is still new. */
  see(): void {
    const newest = this.fresh[0];
    if (newest === undefined) return;
    this.all = this.all.map((report) => ({ ...report, new: false }));
    this.backend.seeCrashReports(newest.name).catch((error: unknown) => notifyError(t.crash.notSeen, error));
  }

  async delete(reports: readonly CrashReport[]): Promise<void> {
    for (const { name } of reports) {
      try {
        await this.backend.deleteCrashReport(name);
        this.all = this.all.filter((report) => report.name !== name);
      } catch (error) {
        notifyError(t.crash.notDeleted, error);
      }
    }
  }
}

export const [useCrashes, provideCrashes] = createContext<Crashes>();
