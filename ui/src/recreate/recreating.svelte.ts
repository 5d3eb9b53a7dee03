// Editing a session that there is: its form, what would change, and the recreation itself.

import {
  type Backend,
  BackendError,
  type KeptData,
  type Lost,
  type RecreateOutcome,
  type RecreatePlan,
  type RecreateStep,
  type Session,
  type SessionSpec,
  type SpecCheck,
} from '../backend/port';
import { wordsOf } from '../notices/errors';
import { ImageJobs } from '../pulls/jobs.svelte';
import type { TerminalStatuses } from '../session/status.svelte';
import { draftOf, specOf } from '../sessions/new/draft';
import { NewSessionForm } from '../sessions/new/form.svelte';
import { t } from './text';

export type Stage =
  | { at: 'reading' }
  | { at: 'edit' }
  | { at: 'working'; steps: readonly RecreateStep[] }
  | { at: 'putBack'; outcome: Extract<RecreateOutcome, { outcome: 'putBack' }> }
  | { at: 'foldersAbsent'; paths: readonly string[] }
  | { at: 'failed'; title: string; text: string; detail: string | null };

/** What becomes of a session is for others to show. */
export interface Around {
  recreated(old: Session, session: Session, kept: string | null): void;
  /** It is the same container; `session` is how it is now. */
  changed(session: Session): void;
}

export class Recreating {
  readonly form: NewSessionForm;
  stage = $state.raw<Stage>({ at: 'reading' });
  lost = $state.raw<readonly Lost[]>([]);
  /** Null while there are problems. */
  plan = $state.raw<RecreatePlan | null>(null);
  data = $state<KeptData>('volumes');

  constructor(
    private readonly backend: Backend,
    terminals: TerminalStatuses,
    readonly session: Session,
    /** The definition that it is to be like; null for what it is. */
    private readonly definition: string | null,
    private readonly around: Around,
  ) {
    this.form = new NewSessionForm(
      {
        checkSpec: (engine, spec) => this.#check(engine, spec),
        startSession: () => Promise.reject(new Error('it is recreated')),
      },
      terminals,
      ImageJobs.of(backend),
    );
  }

  /** Fills the form. */
  async read(): Promise<void> {
    try {
      const { spec, lost } = await this.backend.sessionSpec(this.session.engine, this.session.id);
      this.lost = lost;
      const wanted = this.definition === null ? spec : await this.backend.definedSpec(this.definition);
      this.form.draft = draftOf(wanted, this.session.engine);
      this.form.begun = true;
      // The form comes whole: what would change pushes its buttons down.
      await this.form.ask();
      this.stage = { at: 'edit' };
    } catch (error) {
      this.stage = { at: 'failed', title: t.couldNotRead(this.session.name), ...wordsOf(error) };
    }
  }

  async recreate(createHostPaths = false): Promise<void> {
    if (!(await this.#isSound())) return;
    const steps: RecreateStep[] = [];
    this.stage = { at: 'working', steps };
    const { engine, id } = this.session;
    try {
      const outcome = await this.backend.recreateSession(
        engine,
        id,
        specOf(this.form.draft),
        this.data,
        createHostPaths,
        (step) => {
          if (steps.at(-1) !== step) steps.push(step);
          if (this.stage.at === 'working') this.stage = { at: 'working', steps: [...steps] };
        },
      );
      this.#arrive(outcome);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Changes the limits of the container that there is. */
  async changeLimits(): Promise<void> {
    if (!(await this.#isSound())) return;
    const { engine, id } = this.session;
    try {
      this.around.changed(await this.backend.changeLimits(engine, id, specOf(this.form.draft)));
    } catch (error) {
      this.#fail(error);
    }
  }

  edit(): void {
    this.stage = { at: 'edit' };
  }

  /** The name that a container has may be one that Berth would not give. */
  async #check(engine: string, spec: SessionSpec): Promise<SpecCheck> {
    const check = await this.backend.checkSpec(engine, spec);
    const kept = (field: string): boolean => field === 'name' && spec.name === this.session.name;
    const problems = check.problems.filter(({ field }) => !kept(field));
    this.plan = problems.length > 0 ? null : await this.backend.planRecreate(engine, this.session.id, spec);
    return { ...check, problems, preview: this.plan?.commandAfter ?? '' };
  }

  async #isSound(): Promise<boolean> {
    this.form.submitted = true;
    await this.form.ask();
    return this.form.check.problems.length === 0 && this.form.step.at === 'edit';
  }

  #arrive(outcome: RecreateOutcome): void {
    switch (outcome.outcome) {
      case 'recreated':
        this.around.recreated(this.session, outcome.session, outcome.kept);
        return;
      case 'putBack':
        this.stage = { at: 'putBack', outcome };
        return;
      case 'hostPathsAbsent':
        this.stage = { at: 'foldersAbsent', paths: outcome.paths };
        return;
      case 'imageAbsent': {
        const text = t.imageAbsent(outcome.image);
        this.stage = { at: 'failed', title: t.couldNot(this.session.name), text, detail: null };
      }
    }
  }

  #fail(error: unknown): void {
    if (error instanceof BackendError && error.problems.length > 0) {
      this.form.refused = error.problems;
      this.stage = { at: 'edit' };
    } else this.stage = { at: 'failed', title: t.couldNot(this.session.name), ...wordsOf(error) };
  }
}

/** A form for another session like one that there is. */
export async function cloneForm(
  backend: Backend,
  terminals: TerminalStatuses,
  session: Session,
): Promise<{ form: NewSessionForm; lost: readonly Lost[] }> {
  const { spec, lost } = await backend.cloneSpec(session.engine, session.id);
  const form = new NewSessionForm(backend, terminals, ImageJobs.of(backend));
  form.draft = draftOf(spec, session.engine);
  form.begun = true;
  await form.ask();
  return { form, lost };
}
