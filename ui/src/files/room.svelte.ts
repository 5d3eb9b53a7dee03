// What the room of a session's files shows: a folder, a file of text, or what changed.

import {
  type Backend,
  BackendError,
  type FileChange,
  type FileEntry,
  type Folder,
  type Session,
} from '../backend/port';
import { notify, notifyError, notifyWarning, wordsOf } from '../notices/notices';
import { Copies, type Copy } from './copies.svelte';
import { isFolder, joined, lastName, shown, splitPath } from './names';
import { OpenedText } from './opened.svelte';
import { t } from './text';

type Trouble = { text: string; detail: string | null };

export type View = 'folders' | 'changes';

export class FilesRoom {
  view = $state<View>('folders');
  folder = $state.raw<Folder | null>(null);
  /** What is written in the path bar. */
  path = $state('/');
  reading = $state(false);
  trouble = $state.raw<Trouble | null>(null);
  opened = $state.raw<OpenedText | null>(null);
  changes = $state.raw<readonly FileChange[] | null>(null);
  changesTrouble = $state.raw<Trouble | null>(null);
  /** Names that a copy would replace, and how it goes on. */
  replacing = $state.raw<{ names: readonly string[]; sources: readonly string[]; folder: string } | null>(null);
  /** The name that the list's cursor is on. */
  current = $state<string | null>(null);
  readonly copies: Copies;
  readonly #key: { engine: string; id: string };
  #turn = 0;

  /** Whether a person looks at it. */
  #shown = true;

  constructor(
    private readonly backend: Backend,
    readonly session: Session,
  ) {
    this.#key = { engine: session.engine, id: session.id };
    this.copies = new Copies(backend, this.#key, (copy) => this.#copied(copy));
    const start = session.workingDir;
    void this.go(start.startsWith('/') ? start : '/');
  }

  /** It is looked at again. */
  show(): void {
    if (this.#shown) return;
    this.#shown = true;
    void this.readAgain();
  }

  hide(): void {
    this.#shown = false;
  }

  /** Whether something would be lost without it: text that was not saved, or a copy that goes on. */
  get needed(): boolean {
    return this.opened?.changed === true || this.copies.running;
  }

  get entry(): FileEntry | null {
    return this.folder?.entries.find(({ name }) => name === this.current) ?? null;
  }

  /** Opens a folder, or the file that stands there. */
  async go(path: string, cursor: string | null = null): Promise<boolean> {
    const turn = ++this.#turn;
    this.reading = true;
    this.path = path;
    try {
      const folder = await this.backend.sessionFiles(this.#key, path);
      if (turn !== this.#turn) return false;
      this.folder = folder;
      // What a person has begun to write meanwhile stays.
      if (this.path === path) this.path = folder.path;
      this.trouble = null;
      this.current = cursor ?? folder.entries[0]?.name ?? null;
      return true;
    } catch (error) {
      if (turn !== this.#turn) return false;
      if (isNoFolder(error)) return await this.open(path);
      this.trouble = wordsOf(error);
      return false;
    } finally {
      if (turn === this.#turn) this.reading = false;
    }
  }

  /** The same folder, with the cursor where it is. */
  async readAgain(): Promise<void> {
    if (this.folder) await this.go(this.folder.path, this.current);
  }

  async up(): Promise<boolean> {
    const above = splitPath(this.folder?.path ?? this.path);
    return above !== null && (await this.go(above.folder, above.name));
  }

  async enter(entry: FileEntry): Promise<boolean> {
    if (!this.folder) return false;
    if (!entry.exact) {
      this.trouble = { text: t.inexact, detail: null };
      return false;
    }
    const path = joined(this.folder.path, entry.name);
    // Where a link leads is not known of a session that does not run.
    const may = isFolder(entry) || (entry.kind === 'link' && entry.leadsTo === null);
    return may ? await this.go(path) : await this.open(path);
  }

  /** Reads a file of text. */
  async open(path: string): Promise<boolean> {
    const turn = ++this.#turn;
    this.reading = true;
    try {
      const file = await this.backend.readFile(this.#key, path);
      if (turn !== this.#turn) return false;
      this.trouble = null;
      this.opened = new OpenedText(this.backend, this.#key, file.path, file.text);
      return true;
    } catch (error) {
      if (turn === this.#turn) this.trouble = wordsOf(error);
      return false;
    } finally {
      if (turn === this.#turn) this.reading = false;
      if (this.path === path) this.path = this.folder?.path ?? this.path;
    }
  }

  /** True when the text is closed; else the person is asked about what was changed. */
  leaveText(): boolean {
    if (this.opened?.changed) {
      this.opened.leaving = true;
      return false;
    }
    this.opened = null;
    return true;
  }

  async showChanges(): Promise<void> {
    this.view = 'changes';
    this.changes = null;
    this.changesTrouble = null;
    try {
      this.changes = await this.backend.changedFiles(this.#key);
    } catch (error) {
      this.changesTrouble = wordsOf(error);
    }
  }

  async copyOut(entry: FileEntry): Promise<void> {
    if (!this.folder) return;
    const name = shown(entry.name);
    const path = joined(this.folder.path, entry.name);
    try {
      await this.copies.out(name, path, t.copyOut.title(name));
    } catch (error) {
      notifyError(t.copyOut.failed(name), error);
    }
  }

  async chooseAndCopyIn(): Promise<void> {
    try {
      const sources = await this.backend.chooseFiles(t.copyIn.title(this.session.name));
      if (sources.length > 0) this.copyIn(sources);
    } catch (error) {
      notifyError(t.copyIn.failed(shown(this.path)), error);
    }
  }

  /** Copies files of this machine into the folder; asks first where it would replace some. */
  copyIn(sources: readonly string[]): void {
    const { folder } = this;
    if (!folder || this.opened || this.view !== 'folders') return;
    const there = new Set(folder.entries.map(({ name }) => name));
    const names = sources.map(lastName).filter((name) => there.has(name));
    if (names.length > 0) this.replacing = { names, sources, folder: folder.path };
    else void this.copies.in(sources, folder.path);
  }

  /** A copy has ended. */
  #copied(copy: Copy): void {
    if (this.#shown) {
      if (copy.what.way === 'in') void this.readAgain();
      return;
    }
    const { state, title } = copy;
    if (state.at === 'failed') notifyError(title, state.error);
    else if (state.at === 'done' && state.copied.leftOutCount > 0)
      notifyWarning(title, t.leftOutSome(state.copied.leftOutCount));
    else if (state.at === 'done') notify(title);
  }

  replace(): void {
    const { replacing } = this;
    this.replacing = null;
    if (replacing) void this.copies.in(replacing.sources, replacing.folder);
  }
}

function isNoFolder(error: unknown): boolean {
  return error instanceof BackendError && error.reason?.code === 'not_folder';
}
