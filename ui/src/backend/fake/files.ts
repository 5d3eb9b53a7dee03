// The files of the fake's sessions: the same small tree in each.

import {
  BackendError,
  type CopyEvent,
  type DropEvent,
  type FileChange,
  type FileEntry,
  type FileKind,
  type Folder,
  type Refusal,
  type SessionKey,
  type Subscription,
  type TextFile,
} from '../port';
import { FakeConvert } from './convert';
import { refusal } from './state';

/** The text of files, by path; folders are what stands before their names. */
const TEXTS: Readonly<Record<string, string>> = {
  '/app/config.toml': '# how it runs\nworkers = 4\n',
  '/app/main.py': 'print("hello")\n',
  '/app/notes.txt': 'first\r\nsecond\r\n',
  '/app/mixed.txt': 'first\r\nsecond\n',
  '/app/data/one.csv': 'a,b\n1,2\n',
  '/app/new\nline': 'x\n',
  '/etc/hostname': 'web\n',
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n',
};
const LINKS: Readonly<Record<string, string>> = { '/app/current': 'data', '/app/out': '/etc/passwd' };

export class FakeFiles extends FakeConvert {
  /** Their text, by path. */
  readonly fileTexts = new Map(Object.entries(TEXTS));
  changedNow: FileChange[] = [
    { path: '/app/config.toml', change: 'changed', noise: null, below: 0, within: false },
    { path: '/app/data/one.csv', change: 'added', noise: null, below: 0, within: false },
    { path: '/etc/motd', change: 'deleted', noise: null, below: 0, within: false },
    { path: '/app', change: 'changed', noise: 'parent', below: 0, within: false },
    { path: '/tmp/x', change: 'added', noise: 'temporary', below: 0, within: false },
    { path: '/tmp/y', change: 'added', noise: 'temporary', below: 0, within: false },
  ];
  /** Files that `/many` has. */
  manyFiles = 10_000;
  /** What the person chooses in dialogs. */
  chosenFolder: string | null = '/home/ann/Downloads';
  chosenFiles = ['/home/ann/new.txt'];
  /** Says how the copy goes that began last. */
  onCopy: (event: CopyEvent) => void = () => undefined;
  /** Copies that were cancelled. */
  copiesEnded = 0;
  onDrop: (event: DropEvent) => void = () => undefined;

  async sessionFiles(session: SessionKey, path: string): Promise<Folder> {
    await this.turn('sessionFiles', path);
    const asked = path.replace(/\/+$/, '') || '/';
    const target = LINKS[asked];
    const at = target === undefined ? asked : target.startsWith('/') ? target : `/app/${target}`;
    if (this.fileTexts.has(at)) throw refusedBy({ code: 'not_folder', args: { path } });
    const entries = at === '/many' ? this.#many() : this.#inside(at);
    if (entries.length === 0 && at !== '/empty') {
      throw refusal('file_not_found', `There is no "${path}" in "${this.find(session.engine, session.id).name}"`);
    }
    return { path: asked, entries, complete: at !== '/partial' };
  }

  async readFile(_: SessionKey, path: string): Promise<TextFile> {
    await this.turn('readFile', path);
    const text = this.fileTexts.get(LINKS[path] ?? path);
    if (text === undefined) throw refusedBy({ code: 'file_no_text', args: { path } });
    return { path, text, mode: 0o644 };
  }

  async writeFile(_: SessionKey, path: string, before: string, after: string): Promise<void> {
    await this.turn('writeFile', path);
    if (this.fileTexts.get(path) !== before) throw refusedBy({ code: 'file_changed', args: { path } });
    this.fileTexts.set(path, after);
  }

  async changedFiles({ id }: SessionKey): Promise<FileChange[]> {
    await this.turn('changedFiles', id);
    return structuredClone(this.changedNow);
  }

  async copyOut(
    _: SessionKey,
    path: string,
    _title: string,
    listen: (event: CopyEvent) => void,
  ): Promise<(Subscription & { path: string }) | null> {
    await this.turn('copyOut', path);
    if (this.chosenFolder === null) return null;
    return { path: `${this.chosenFolder}/${path.split('/').at(-1) ?? ''}`, ...this.#copying(listen) };
  }

  async chooseFiles(): Promise<string[]> {
    await this.turn('chooseFiles');
    return [...this.chosenFiles];
  }

  async copyIn(
    _: SessionKey,
    sources: string[],
    folder: string,
    listen: (event: CopyEvent) => void,
  ): Promise<Subscription> {
    await this.turn('copyIn', `${sources.join(' ')} ${folder}`);
    return this.#copying(listen);
  }

  async subscribeDrops(listen: (event: DropEvent) => void): Promise<void> {
    this.onDrop = listen;
  }

  #copying(listen: (event: CopyEvent) => void): Subscription {
    this.onCopy = listen;
    return { end: () => (this.copiesEnded += 1) };
  }

  #inside(folder: string): FileEntry[] {
    const before = folder === '/' ? '/' : `${folder}/`;
    const found = new Map<string, FileEntry>();
    const add = (path: string, kind: FileKind, size: number): void => {
      if (!path.startsWith(before)) return;
      const rest = path.slice(before.length);
      const name = rest.split('/')[0] ?? '';
      if (!found.has(name)) found.set(name, entryOf(name, rest === name ? kind : 'folder', size));
    };
    for (const [path, text] of this.fileTexts) add(path, 'file', text.length);
    for (const [path, target] of Object.entries(LINKS)) {
      add(path, 'link', 0);
      const link = found.get(path.slice(before.length));
      if (link?.kind === 'link') {
        link.target = target;
        link.leadsTo = target.startsWith('/') ? 'file' : 'folder';
      }
    }
    if (folder === '/') ['empty', 'many', 'tmp'].forEach((name) => found.set(name, entryOf(name, 'folder', 0)));
    const isFile = ({ kind, leadsTo }: FileEntry): number => (kind === 'folder' || leadsTo === 'folder' ? 0 : 1);
    return [...found.values()].sort((a, b) => isFile(a) - isFile(b) || (a.name < b.name ? -1 : 1));
  }

  #many(): FileEntry[] {
    return Array.from({ length: this.manyFiles }, (_, n) => entryOf(`file-${String(n).padStart(5, '0')}`, 'file', n));
  }
}

function entryOf(name: string, kind: FileKind, size: number): FileEntry {
  return {
    name,
    exact: true,
    kind,
    size: kind === 'file' ? size : 0,
    mode: kind === 'folder' ? 0o755 : 0o644,
    uid: 1000,
    gid: 1000,
    modified: '2026-11-24T09:30:00Z',
    target: null,
    leadsTo: null,
  };
}

function refusedBy(reason: Refusal): BackendError {
  const args = { operation: 'read a file of', engine: 'podman', name: 'web' };
  const message = `Could not read a file of "web" on podman: ${reason.code}`;
  return new BackendError({ code: 'refused', args, reason, message, detail: null, problems: [] });
}
