// Pauses the restarts of a session by its policy, and puts the policy back.

import type { Backend, Session } from '../backend/port';
import { notify } from '../notices/notices';
import type { SessionList } from '../sessions/list.svelte';
import type { Progress } from './progress';
import { t } from './text';

export class Restarts {
  constructor(
    private readonly backend: Backend,
    private readonly list: SessionList,
    private readonly progress: Progress,
  ) {}

  pause(session: Session): void {
    void this.progress.during(session, t.busy.pausingRestarts, t.couldNot.pauseRestarts(session.name), async () => {
      const now = await this.backend.pauseRestarts(session.engine, session.id);
      this.list.put(now);
      notify(t.restartsPaused(now.name), t.restartsPausedText(now.pausedPolicy ?? ''), {
        label: t.resumeRestarts,
        run: () => this.resume(now),
      });
    });
  }

  resume(session: Session): void {
    void this.progress.during(session, t.busy.resumingRestarts, t.couldNot.resumeRestarts(session.name), async () => {
      const now = await this.backend.resumeRestarts(session.engine, session.id);
      this.list.put(now);
      notify(t.restartsResumed(now.name), t.restartsResumedText(now.restartPolicy));
    });
  }
}
