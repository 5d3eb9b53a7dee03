// The verbs on what a session is made of: start or remove what is only defined, recreate, clone.

import type { Backend, Exported, ExportForm, Session, StartOutcome } from '../backend/port';
import { notify, notifyError, notifyWarning } from '../notices/notices';
import { Recreating } from '../recreate/recreating.svelte';
import { t as words } from '../recreate/text';
import { keyOf } from '../session/state';
import type { TerminalStatuses } from '../session/status.svelte';
import type { SessionList } from '../sessions/list.svelte';
import type { SessionTabs } from './around';
import type { DialogOwner } from './asked';
import { t as exportWords } from './export/text';
import type { Outcomes } from './outcomes';
import type { Progress } from './progress';
import { notifySaved } from './saving';
import { t } from './text';

export class Specs {
  constructor(
    private readonly backend: Backend,
    private readonly list: SessionList,
    private readonly tabs: SessionTabs,
    private readonly terminals: TerminalStatuses,
    private readonly dialogs: DialogOwner,
    private readonly progress: Progress,
    private readonly outcomes: Outcomes,
  ) {}

  /** Creates what is only defined. */
  start(session: Session): void {
    void this.progress.during(session, t.busy.starting, t.couldNot.start(session.name), async () => {
      const size = await this.terminals.startSize(null);
      const outcome = await this.backend.startDefined(session.name, { createHostPaths: false }, size);
      if (this.outcomes.started(outcome)) this.tabs.close(keyOf(session));
    });
  }

  /** Removes a definition, as its dialog asked for. */
  undefine(session: Session): void {
    this.dialogs.asked = null;
    void this.progress.during(session, t.busy.deleting, t.couldNot.undefine(session.name), async () => {
      await this.backend.removeDefinition(session.name);
      this.tabs.close(keyOf(session));
      notify(t.undefined(session.name));
    });
  }

  /** Writes what a container is into the file of definitions. */
  define(session: Session): void {
    void this.progress.during(session, t.busy.saving, t.couldNot.define(session.name), async () => {
      const wrote = await this.backend.defineSession(session.engine, session.id);
      if (!wrote.changed) notify(t.asDefined(session.name));
      else if (wrote.variables.length === 0) notify(t.defined(session.name));
      else notifyWarning(t.defined(session.name), t.variablesWritten(wrote.variables));
    });
  }

  /** What the sheet edits. */
  recreating(session: Session, byFile: boolean): Recreating {
    const wanted = byFile ? session.name : null;
    return new Recreating(this.backend, this.terminals, session, wanted, {
      recreated: (old, now, kept) => {
        this.dialogs.asked = null;
        const wasOpen = this.tabs.isOpen(keyOf(old));
        this.list.drop(old);
        this.tabs.close(keyOf(old));
        this.list.put(now);
        if (wasOpen) this.tabs.open(now, 'terminal');
        notify(words.recreated(now.name));
        if (kept !== null) notifyWarning(words.recreated(now.name), words.keptAs(kept));
        void this.list.refresh();
      },
      changed: (now) => {
        this.dialogs.asked = null;
        this.list.put(now);
        notify(words.limited(now.name));
      },
    });
  }

  /** What the sheet of a clone needs. */
  cloning(): { backend: Backend; terminals: TerminalStatuses } {
    return { backend: this.backend, terminals: this.terminals };
  }

  /** What the dialog of an export writes. */
  exported(session: Session, form: ExportForm): Promise<Exported> {
    const { engine, id, name, state } = session;
    return state === 'defined'
      ? this.backend.exportDefinition(name, form)
      : this.backend.exportSession(engine, id, form);
  }

  /** Has the person choose a file for an export, and writes it. */
  async saveExported(session: Session, { file, text }: Exported): Promise<void> {
    const path = await this.backend.saveText(file, text, {
      title: exportWords.title(session.name),
      kind: exportWords.kind,
    });
    if (path !== null) notifySaved(this.backend, exportWords.saved(session.name), path);
  }

  cloned(outcome: StartOutcome): void {
    this.dialogs.asked = null;
    this.outcomes.started(outcome);
    void this.list.refresh();
  }

  /** Starts the session that ships with Berth. */
  async tryIt(): Promise<void> {
    try {
      this.outcomes.started(await this.backend.tryIt(await this.terminals.startSize(null)));
    } catch (error) {
      notifyError(t.couldNot.tryIt, error);
    }
    await this.list.refresh();
  }
}
