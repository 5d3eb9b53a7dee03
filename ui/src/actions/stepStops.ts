// Stops in steps: begun by the stop dialog, which shows the steps until it is closed.

import type { Backend, Session, StopStep } from '../backend/port';
import { notify, notifyError, notifyWarning } from '../notices/notices';
import type { Preferences } from '../preferences/preferences.svelte';
import { withSteps } from '../preferences/stopSteps';
import { keyOf } from '../session/state';
import type { SessionList } from '../sessions/list.svelte';
import type { DialogOwner } from './asked';
import type { Outcomes } from './outcomes';
import type { Progress } from './progress';
import { t } from './text';

export class StepStops {
  constructor(
    private readonly backend: Backend,
    private readonly preferences: Preferences,
    private readonly list: SessionList,
    private readonly dialogs: DialogOwner,
    private readonly progress: Progress,
    private readonly outcomes: Outcomes,
    private readonly orWithoutLog: (session: Session, volumes: boolean, work: () => Promise<void>) => Promise<void>,
  ) {}

  /** Stops it as its dialog asked for. */
  async confirm(session: Session, steps: StopStep[], remove: boolean, remember: boolean): Promise<void> {
    const kept = withSteps(this.preferences.stop, session, remember ? steps : null);
    this.preferences.change({ stop: kept }).catch((error: unknown) => notifyError(t.couldNot.remember, error));
    try {
      await this.orWithoutLog(session, false, () => this.#climb(session, steps, remove));
    } catch (error) {
      notifyError(t.couldNot.stop(session.name), error);
    }
    await this.list.refresh();
  }

  async #climb(session: Session, steps: StopStep[], remove: boolean): Promise<void> {
    const grace = steps.reduce((sum, { seconds }) => sum + seconds, 0);
    const outcome = await this.progress.noting(session, { verb: 'stop', grace }, async () => {
      try {
        return await this.backend.stopInSteps(session.engine, session.id, steps, remove);
      } finally {
        this.#close(session);
      }
    });
    if (outcome.kind === 'ended') this.outcomes.ended(outcome.stop, t.stopped(session.name));
    else if (outcome.kind === 'cancelled') notify(t.ladder.cancelled(session.name), t.ladder.cancelledText);
    else notifyWarning(t.ladder.runs(session.name), t.ladder.runsText);
  }

  #close(session: Session): void {
    const { asked } = this.dialogs;
    if (asked?.verb === 'stop' && keyOf(asked.session) === keyOf(session)) this.dialogs.asked = null;
  }
}
