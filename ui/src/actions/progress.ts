// What is under way for a session: its row says so, and nothing else begins for it meanwhile.

import type { Backend, Session } from '../backend/port';
import { notifyError } from '../notices/notices';
import { type Doing, DoneHere } from '../runs/doneHere';
import { type BulkChoices, type BulkResult, type BulkVerb, runBulk } from '../session/bulk';
import { keyOf } from '../session/state';
import type { SessionList } from '../sessions/list.svelte';
import type { SessionTabs } from './around';
import { t } from './text';

export class Progress {
  readonly #doneHere = new DoneHere();

  constructor(
    private readonly backend: Backend,
    private readonly list: SessionList,
    private readonly tabs: SessionTabs,
    private readonly stepsOf: BulkChoices['stepsOf'],
  ) {}

  /** What this window did to a session that has ended. */
  endedBy(session: Session): string[] {
    return this.#doneHere.of(session);
  }

  /** Does what may end a session, and remembers that this window did. */
  async noting<T>(session: Session, doing: Doing, work: () => Promise<T>): Promise<T> {
    const takeBack = this.#doneHere.note(session, doing);
    try {
      return await work();
    } catch (error) {
      takeBack();
      throw error;
    }
  }

  async during(
    session: Session,
    word: string,
    failed: string,
    work: () => Promise<void>,
    onfail?: (error: unknown) => void,
  ): Promise<void> {
    const key = keyOf(session);
    if (this.list.busy.has(key)) return;
    this.list.busy.set(key, word);
    try {
      await work();
    } catch (error) {
      onfail?.(error);
      notifyError(failed, error);
    } finally {
      this.list.busy.delete(key);
    }
    await this.list.refresh();
  }

  /** Does to many what their dialog asked for, and reports each result. */
  async many(
    verb: BulkVerb,
    sessions: readonly Session[],
    onresult: (session: Session, result: BulkResult) => void,
    withoutLog = false,
  ): Promise<void> {
    for (const session of sessions) this.list.busy.set(keyOf(session), busyWord(verb));
    const tell = (session: Session, result: BulkResult): void => {
      this.list.busy.delete(keyOf(session));
      if (result.session === null) {
        this.list.drop(session);
        this.tabs.close(keyOf(session));
      } else if (result.session) this.list.put(result.session);
      onresult(session, result);
    };
    await runBulk(this.backend, verb, sessions, tell, { withoutLog, stepsOf: this.stepsOf });
    await this.list.refresh();
  }
}

/** What a row says while its verb of many is under way. */
function busyWord(verb: BulkVerb): string {
  return { start: t.busy.starting, stop: t.busy.stopping, delete: t.busy.deleting, prune: t.busy.deleting }[verb];
}
