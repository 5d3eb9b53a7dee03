// The New session form: asks the runner's rules while one types, and takes a
// start through what may come in between (a pull, folders to create).

import { SvelteSet } from 'svelte/reactivity';

import {
  type Backend,
  BackendError,
  type DefinedSession,
  type Field,
  type Imported,
  type ImportedSession,
  type SpecCheck,
  type StartOutcome,
} from '../../backend/port';
import { wordsOf } from '../../notices/errors';
import type { ImageJobs } from '../../pulls/jobs.svelte';
import type { TerminalStatuses } from '../../session/status.svelte';
import { type Draft, draftOf, emptyDraft, type FullSpec, messagesFor, type Remark, specOf } from './draft';
import { ImageNames } from './imageNames.svelte';
import { t } from './text';

/** How long one must pause typing before the rules are asked, in milliseconds. */
const PAUSE = 120;

type Step =
  | { at: 'edit' }
  | { at: 'starting' }
  | { at: 'saving' }
  | { at: 'imageAbsent'; image: string }
  | { at: 'pulling'; image: string; job: number }
  | { at: 'hostPathsAbsent'; paths: string[] }
  | { at: 'failed'; title: string; text: string; detail: string | null };

export class NewSessionForm {
  draft = $state<Draft>(emptyDraft(''));
  step = $state<Step>({ at: 'edit' });
  check = $state.raw<SpecCheck>({ problems: [], preview: '', mounts: [] });
  /** Problems that only a start could find, such as a name that is taken; gone with the next change. */
  refused = $state.raw<readonly Remark[]>([]);
  submitted = $state(false);
  /** The definition that is edited; null where a new session is described. */
  editing = $state<string | null>(null);
  /** Somebody has typed or chosen something: what stands there is meant. */
  begun = $state(false);
  readonly imageNames: ImageNames;
  readonly touched = new SvelteSet<string>();

  readonly busy = $derived(this.step.at === 'starting' || this.step.at === 'saving' || this.step.at === 'pulling');

  /** Set while a change waits for its check. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #released: { promise: Promise<void>; resolve: () => void } | null = null;
  /** Counts checks, so that a late answer to an older question is dropped. */
  #asked = 0;

  constructor(
    private readonly backend: Pick<Backend, 'checkSpec' | 'startSession'> &
      Partial<Pick<Backend, 'importText' | 'saveDefinition' | 'listImages' | 'runs'>>,
    private readonly terminals: TerminalStatuses,
    readonly jobs: ImageJobs,
    private readonly pause = PAUSE,
  ) {
    this.imageNames = new ImageNames(backend);
  }

  /** Call when the draft changed: the rules are asked once the typing pauses. */
  changed(): void {
    if (this.refused.length > 0) this.refused = [];
    if (!this.busy && this.step.at !== 'edit') this.step = { at: 'edit' };
    this.#still();
    this.#timer = setTimeout(() => void this.ask(), this.pause);
  }

  /** Asks the rules now. Without an answer, what was known stays. */
  async ask(): Promise<void> {
    this.#still();
    const turn = ++this.#asked;
    // No engine is known yet; the rules are asked when one is.
    if (this.draft.engine === '') return;
    try {
      const check = await this.backend.checkSpec(this.draft.engine, specOf(this.draft));
      if (turn === this.#asked) this.check = check;
    } catch (error) {
      if (turn === this.#asked) this.#fail(t.rulesUnasked, error);
    }
  }

  /** A field was left: what is wrong with it is shown, once the rules have answered for what stands there now. */
  async touch(field: Field, row: number | null = null): Promise<void> {
    await Promise.all([this.#timer === undefined ? undefined : this.ask(), this.#released?.promise]);
    this.touched.add(row === null ? field : `${field} ${row}`);
  }

  /** A pointer is down: a message that appears now would move what is being clicked. */
  press(): void {
    if (this.#released) return;
    let resolve = (): void => {};
    const promise = new Promise<void>((done) => (resolve = done));
    this.#released = { promise, resolve };
  }

  release(): void {
    this.#released?.resolve();
    this.#released = null;
  }

  /** What to show at a field: once it was left, or after a try to start. */
  messages(field: Field, row: number | null = null): string[] {
    const refused = messagesFor(this.draft, this.refused, field, row);
    if (!this.submitted && !this.touched.has(row === null ? field : `${field} ${row}`)) return refused;
    return [...messagesFor(this.draft, this.check.problems, field, row), ...refused];
  }

  /** How many problems a section hides; only those that would be shown. */
  problemsIn(fields: readonly Field[]): number {
    return this.submitted
      ? [...this.check.problems, ...this.refused].filter((p) => fields.includes(p.field)).length
      : 0;
  }

  /** Starts it. Resolves with the outcome once there is a session; null when something is to be done first. */
  async start(options = { createHostPaths: false }): Promise<StartOutcome | null> {
    if (this.busy) return null;
    this.submitted = true;
    this.refused = [];
    this.step = { at: 'starting' };
    await this.ask();
    if (this.check.problems.length > 0 || this.step.at !== 'starting') {
      if (this.step.at === 'starting') this.step = { at: 'edit' };
      return null;
    }
    const spec = specOf(this.draft);
    try {
      const size = await this.terminals.startSize(null);
      const outcome = await this.backend.startSession(this.draft.engine, spec, options, size);
      return this.#arrive(outcome);
    } catch (error) {
      this.#refuse(error, spec);
      return null;
    }
  }

  /** Pulls the image that was absent, then starts. */
  async pull(image: string): Promise<StartOutcome | null> {
    if (this.busy) return null;
    this.step = { at: 'pulling', image, job: 0 };
    try {
      const job = await this.jobs.pull(this.draft.engine, image);
      this.step = { at: 'pulling', image, job };
      if (!(await this.jobs.done(job))) {
        this.step = { at: 'imageAbsent', image };
        return null;
      }
    } catch (error) {
      this.#fail(t.couldNotPull(image), error);
      return null;
    }
    this.step = { at: 'edit' };
    return this.start();
  }

  /** Shows what is defined, to be edited. */
  edit({ session, spec }: DefinedSession): void {
    this.clear();
    this.begun = true;
    this.editing = session.name;
    this.draft = draftOf(spec, session.engine);
    void this.ask();
  }

  /** Puts in what was read from a text; the engine too, where the text names one that answers. */
  fill({ spec, engine }: ImportedSession, ready: readonly string[]): void {
    this.clear();
    this.begun = true;
    this.draft = draftOf(spec, ready.includes(engine) ? engine : this.draft.engine);
    void this.ask();
  }

  /** Reads a text of another tool. */
  read(text: string): Promise<Imported> {
    return this.backend.importText?.(text) ?? Promise.reject(new Error('it reads no texts'));
  }

  /** What is described can be written to the file of definitions. */
  get saves(): boolean {
    return this.backend.saveDefinition !== undefined;
  }

  /** Writes it to the file of definitions. Resolves with its name; null when something is to be corrected first. */
  async save(): Promise<string | null> {
    if (this.busy || !this.backend.saveDefinition) return null;
    this.submitted = true;
    this.refused = [];
    this.step = { at: 'saving' };
    await this.ask();
    if (this.check.problems.length > 0 || this.step.at !== 'saving') {
      if (this.step.at === 'saving') this.step = { at: 'edit' };
      return null;
    }
    const spec = specOf(this.draft);
    try {
      await this.backend.saveDefinition(this.draft.engine, spec);
      this.clear();
      return spec.name;
    } catch (error) {
      this.#fail(t.couldNotSave(spec.name), error);
      return null;
    }
  }

  /** Empties the form for the next session; the engine stays. */
  clear(): void {
    this.#still();
    this.#asked += 1;
    this.draft = emptyDraft(this.draft.engine);
    this.editing = null;
    this.step = { at: 'edit' };
    this.check = { problems: [], preview: '', mounts: [] };
    this.refused = [];
    this.submitted = false;
    this.touched.clear();
  }

  #still(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #arrive(outcome: StartOutcome): StartOutcome | null {
    switch (outcome.outcome) {
      case 'imageAbsent':
        this.step = { at: 'imageAbsent', image: outcome.image };
        return null;
      case 'hostPathsAbsent':
        this.step = { at: 'hostPathsAbsent', paths: outcome.paths };
        return null;
      default:
        this.clear();
        return outcome;
    }
  }

  #refuse(error: unknown, spec: FullSpec): void {
    if (error instanceof BackendError && error.problems.length > 0) {
      this.refused = error.problems;
      this.step = { at: 'edit' };
    } else if (error instanceof BackendError && (error.code === 'session_exists' || error.code === 'session_paused')) {
      this.refused = [{ field: 'name', index: null, message: wordsOf(error).text }];
      this.step = { at: 'edit' };
    } else {
      this.#fail(t.couldNotStart(spec.name), error);
    }
  }

  #fail(title: string, error: unknown): void {
    this.step = { at: 'failed', title, ...wordsOf(error) };
  }
}
