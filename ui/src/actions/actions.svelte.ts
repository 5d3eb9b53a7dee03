// What a person can have done to a session: calls the backend, keeps list and tabs in step, says how it went.

import type { Backend, DeleteOptions, SaveFormat, Session, StartOutcome, StopOptions } from '../backend/port';
import { isLogUnreadable } from '../notices/errors';
import { notify, notifyError, notifyWarning, wordsOf } from '../notices/notices';
import type { Preferences } from '../preferences/preferences.svelte';
import type { Doing } from '../runs/doneHere';
import { type BulkVerb, prunable, withLogs } from '../session/bulk';
import type { DialogVerb, SessionActions } from '../session/context';
import { guardOf } from '../session/guard';
import { StartErrors } from '../session/startErrors';
import { groupOf } from '../session/state';
import { type TerminalStatuses, USUAL_SIZE } from '../session/status.svelte';
import type { SessionList } from '../sessions/list.svelte';
import { terminalPalette } from '../theme/palette';
import type { SessionTabs, Window } from './around';
import type { Asked } from './asked';
import { Outcomes } from './outcomes';
import { Pods } from './pods';
import { Progress } from './progress';
import { Restarts } from './restarts';
import { saveOutput } from './saving';
import { Specs } from './specs';
import { usualSteps } from './steps';
import { StepStops } from './stepStops';
import { t } from './text';

export class Actions implements SessionActions {
  /** What a dialog is open for. */
  asked = $state.raw<Asked | null>(null);
  readonly specs: Specs;
  readonly define = (session: Session): void => this.specs.define(session);
  readonly pods: Pods;
  readonly stepStops: StepStops;
  readonly #progress: Progress;
  readonly #restarts: Restarts;
  readonly #startErrors = new StartErrors();
  readonly #outcomes: Outcomes;

  constructor(
    private readonly backend: Backend,
    private readonly list: SessionList,
    private readonly tabs: SessionTabs,
    private readonly preferences: Preferences,
    private readonly terminals: TerminalStatuses,
    private readonly window: Window,
  ) {
    this.#outcomes = new Outcomes(list, tabs);
    this.#progress = new Progress(backend, list, tabs, (one) => usualSteps(preferences.stop, one, window.defined(one)));
    this.#restarts = new Restarts(backend, list, this.#progress);
    const orAsk = this.#orWithoutLog.bind(this);
    this.stepStops = new StepStops(backend, preferences, list, this, this.#progress, this.#outcomes, orAsk);
    this.pods = new Pods(backend, list, this, this.#progress);
    this.specs = new Specs(backend, list, tabs, terminals, this, this.#progress, this.#outcomes);
  }

  attach(session: Session): void {
    this.tabs.enter(session, 'terminal');
  }

  peek(session: Session): void {
    this.window.peek(session);
  }

  shell(session: Session): void {
    this.tabs.enter(session, 'shell');
  }

  debug(session: Session): void {
    this.tabs.debug(session);
  }

  startError(session: Session): string | null {
    return this.#startErrors.of(session);
  }

  endedBy(session: Session): string[] {
    return this.#progress.endedBy(session);
  }

  moveOut(session: Session): void {
    this.backend.openWindow(session.engine, session.id).then(
      () => this.tabs.movedOut(session),
      (error: unknown) => notifyError(t.couldNot.openWindow(session.name), error),
    );
  }

  handOver(session: Session): void {
    this.backend.handOver(session.engine, session.id).then(
      (handed) => {
        if (handed.outcome === 'opened') notify(t.opened(session.name, handed.program));
        else this.asked = { verb: 'handOver', session, why: handed.why, command: handed.command };
      },
      (error: unknown) => notifyError(t.couldNot.openInTerminal(session.name), error),
    );
  }

  showLogs(session: Session): void {
    this.tabs.open(session, 'logs');
  }

  showLogsOf(sessions: readonly Session[]): void {
    this.tabs.openLogs(withLogs(sessions));
  }

  showHistory({ engine, name }: Session, run?: number): void {
    this.window.showHistory({ session: { engine, name }, ...(run === undefined ? {} : { run }) });
  }

  focusList(): void {
    this.window.focusList();
  }

  showFiles(session: Session): void {
    this.window.showFiles(session);
  }

  holderOf(port: number): Session | null {
    const running = this.list.sessions.filter(({ state }) => groupOf(state) === 'running');
    return running.find(({ ports }) => ports.some(({ host }) => host === port)) ?? null;
  }

  ask(verb: DialogVerb, session: Session): void {
    this.asked = { verb, session };
  }

  remove(session: Session): void {
    if (session.state === 'defined') {
      this.asked = { verb: 'undefine', session };
      return;
    }
    const guard = guardOf(session);
    if (session.infra && session.pod !== null) this.pods.ask(session, session.pod);
    else if (guard) notifyWarning(t.stays(session.name), guard.whyKept);
    else this.asked = { verb: 'delete', session };
  }

  recreate(session: Session, byFile = false): void {
    const guard = guardOf(session);
    if (guard) notifyWarning(t.stays(session.name), guard.whyKept);
    else this.asked = { verb: 'recreate', session, byFile };
  }

  many(what: BulkVerb, sessions: readonly Session[]): void {
    this.asked = { verb: 'many', what, sessions };
  }

  prune(): void {
    this.many('prune', prunable(this.list.sessions));
  }

  editDefinition(session: Session): void {
    this.window.editDefinition(session);
  }

  restart(session: Session): void {
    if (session.state === 'defined') return this.specs.start(session);
    const running = groupOf(session.state) === 'running';
    void this.#progress.during(
      session,
      running ? t.busy.restarting : t.busy.starting,
      running ? t.couldNot.restart(session.name) : t.couldNot.start(session.name),
      async () => {
        const { engine, id } = session;
        this.#startErrors.clear(session);
        const size = await this.terminals.startSize(session);
        const outcome = running
          ? await this.backend.restartSession(engine, id, size)
          : await this.backend.startExisting(engine, id, size);
        this.started(outcome);
      },
      (error) => {
        const { text, detail } = wordsOf(error);
        this.#startErrors.note(session, detail ?? text);
      },
    );
  }

  pauseRestarts(session: Session): void {
    this.#restarts.pause(session);
  }

  resumeRestarts(session: Session): void {
    this.#restarts.resume(session);
  }

  redraw(session: Session): void {
    this.backend
      .redrawSession(session.engine, session.id)
      .catch((error: unknown) => notifyError(t.couldNot.redraw(session.name), error));
  }

  pause(session: Session): void {
    void this.#progress.during(session, t.busy.pausing, t.couldNot.pause(session.name), async () => {
      this.list.put(await this.backend.pauseSession(session.engine, session.id));
    });
  }

  resume(session: Session): void {
    void this.#progress.during(session, t.busy.resuming, t.couldNot.resume(session.name), async () => {
      this.list.put(await this.backend.resumeSession(session.engine, session.id));
    });
  }

  /** Carries out what the stop dialog asked for. */
  confirmStop(session: Session, options: StopOptions): void {
    this.asked = null;
    void this.#progress.during(session, t.busy.stopping, t.couldNot.stop(session.name), async () => {
      const doing: Doing = options.graceful
        ? { verb: 'stop', grace: options.timeout ?? session.stopTimeout }
        : { verb: 'kill', grace: 0 };
      await this.#orWithoutLog(session, false, async () => {
        this.#outcomes.ended(
          await this.#progress.noting(session, doing, () =>
            this.backend.stopSession(session.engine, session.id, options),
          ),
          t.stopped(session.name),
        );
      });
    });
  }

  /** Carries out what the delete dialog asked for. */
  confirmRemove(session: Session, options: DeleteOptions): void {
    this.asked = null;
    void this.#progress.during(session, t.busy.deleting, t.couldNot.remove(session.name), async () => {
      await this.#orWithoutLog(session, options.volumes, async () => {
        const outcome = await this.backend.deleteSession(session.engine, session.id, options);
        this.#outcomes.ended(outcome, t.deleted(session.name));
      });
    });
  }

  /** Where a log can't be read nothing was removed, and the person is asked whether the session goes without it. */
  async #orWithoutLog(session: Session, volumes: boolean, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isLogUnreadable(error) || this.asked !== null) throw error;
      const { text, detail } = wordsOf(error);
      this.asked = { verb: 'deleteWithoutLog', session, volumes, words: detail?.trim() ?? text };
    }
  }

  /** Sends the signal that the kill dialog asked for; null is KILL. */
  confirmKill(session: Session, signal: string | null): void {
    this.asked = null;
    const name = signal ?? 'KILL';
    void this.#progress.during(
      session,
      signal === null ? t.busy.killing : t.busy.sending(name),
      t.couldNot.send(name, session.name),
      async () => {
        this.list.put(
          await this.#progress.noting(session, { verb: 'kill', grace: 0 }, () =>
            this.backend.killSession(session.engine, session.id, signal),
          ),
        );
        if (signal !== null || !this.tabs.isInSight(session))
          notify(signal === null ? t.killed(session.name) : t.sent(name, session.name));
      },
    );
  }

  /** Rejects when the name can't be had; the dialog stays and says why. */
  async confirmRename(session: Session, name: string): Promise<void> {
    this.list.put(await this.backend.renameSession(session.engine, session.id, name));
    this.asked = null;
    await this.list.refresh();
  }

  /** Has the person choose a file, and writes it; the dialog stays until that is done. */
  async confirmSave(session: Session, format: SaveFormat): Promise<void> {
    const size = this.terminals.of(session)?.size ?? USUAL_SIZE;
    if (await saveOutput(this.backend, session, format, terminalPalette(this.preferences), size)) this.asked = null;
  }

  /** Does to many what their dialog asked for, and reports each result. */
  runMany(...asked: Parameters<Progress['many']>): Promise<void> {
    return this.#progress.many(...asked);
  }

  /** Starts the session that ships with Berth. */
  tryIt(): Promise<void> {
    return this.specs.tryIt();
  }

  /** Shows a session that was started, and how that went. True when there is one. */
  started(outcome: StartOutcome): boolean {
    return this.#outcomes.started(outcome);
  }
}
