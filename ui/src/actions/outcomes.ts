// How a start or an end went: what the list and the tabs show of it, and what is said.

import type { Difference, Session, StartOutcome, StopOutcome } from '../backend/port';
import { notify, notifyWarning } from '../notices/notices';
import { explainExit } from '../session/exit';
import { keyOf } from '../session/state';
import { differenceWords } from '../sessions/differences';
import type { SessionList } from '../sessions/list.svelte';
import type { SessionTabs } from './around';
import { t } from './text';

export class Outcomes {
  constructor(
    private readonly list: SessionList,
    private readonly tabs: SessionTabs,
  ) {}

  /** Shows a session that was started, and how that went. True when there is one. */
  started(outcome: StartOutcome): boolean {
    switch (outcome.outcome) {
      case 'imageAbsent':
        notifyWarning(t.imageGone, t.imageGoneText(outcome.image));
        return false;
      case 'hostPathsAbsent':
        notifyWarning(t.foldersMissing, t.foldersMissingText(outcome.paths));
        return false;
      case 'ended':
        this.#warnOfDifferences(outcome);
        this.list.put(outcome.session);
        this.tabs.open(outcome.session, 'terminal');
        // Its exit card says so, as below.
        if (!this.tabs.isInSight(outcome.session)) {
          notifyWarning(
            t.endedAtOnce(outcome.session.name),
            explainExit(outcome.session).title,
            outcome.lastLines.trim() || null,
          );
        }
        return true;
      case 'started':
      case 'restarted':
        if (outcome.outcome === 'restarted') this.#warnOfDifferences(outcome);
        this.list.put(outcome.session);
        this.tabs.enter(outcome.session, 'terminal');
        return true;
    }
  }

  /** A new session was asked for under the name of an old one, which is another. */
  #warnOfDifferences({ session, differences }: { session: Session; differences: readonly Difference[] }): void {
    if (differences.length === 0) return;
    notifyWarning(t.asCreated(session.name), t.asCreatedText(differenceWords(differences)));
  }

  /** Shows a session that has ended, or is removed. */
  ended(outcome: StopOutcome, done: string): void {
    const { session } = outcome;
    if (!outcome.removed) {
      this.list.put(session);
      // Its exit card says so, and a notice would lie over that.
      if (this.tabs.isInSight(session)) return;
      notify(outcome.alreadyStopped ? t.hadEnded(session.name) : done);
      return;
    }
    this.list.drop(session);
    this.tabs.close(keyOf(session));
    notify(t.deleted(session.name), whatIsKept(outcome));
  }
}

/** Where its run is, and what is not there. */
function whatIsKept({ archived, missingLog }: StopOutcome): string {
  if (archived === null) return '';
  if (missingLog === null) return t.runKept(archived);
  return missingLog.why === 'notKept' ? t.keptUnlogged(archived, missingLog.driver) : t.keptWithoutLog(archived);
}
