// The archive of the fake: lists, searches, compares and forgets, all in memory.

import type {
  ArchiveStatistics,
  ExportFormat,
  Hit,
  Query,
  Run,
  RunDifference,
  RunFilter,
  RunPage,
  RunScreen,
  SearchListener,
  Subscription,
} from '../port';
import { endingOf, fakeRun, manyRuns, PID, runsOf } from './runs';
import { type FakeOptions, refusal } from './state';
import { fakeLog } from './terminal';
import { FakeTerminals } from './terminals';

export class FakeArchive extends FakeTerminals {
  archived: Run[];
  excluded = new Set<string>();
  /** Why nothing new is kept. */
  unwritable: RunPage['unwritable'] = null;
  /** Tells the window that the archive changed. */
  tellOfRuns: () => void = () => {};

  constructor(options: FakeOptions = {}) {
    super(options);
    const now = Date.now();
    this.archived = options.runs === undefined ? runsOf(this.sessions, now) : manyRuns(options.runs, now);
  }

  async subscribeRuns(listen: () => void): Promise<number> {
    await this.turn('subscribeRuns');
    this.tellOfRuns = listen;
    return PID;
  }

  async runs(filter: RunFilter): Promise<RunPage> {
    await this.turn('runs', JSON.stringify(filter));
    const all = this.#matching(filter);
    const { limit = 0, offset = 0 } = filter;
    const to = limit === 0 ? all.length : offset + limit;
    return { runs: structuredClone(all.slice(offset, to)), total: all.length, unwritable: this.unwritable };
  }

  async archivedRun(id: number): Promise<Run> {
    await this.turn('archivedRun', String(id));
    return structuredClone(this.#runOf(id));
  }

  async runLog(id: number, from: number, count: number): Promise<Uint8Array> {
    await this.turn('runLog', `${id} ${from} ${count}`);
    const lines = this.#lines(this.#runOf(id)).slice(from - 1, from - 1 + count);
    return new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join(''));
  }

  async runScreen(id: number): Promise<RunScreen | null> {
    await this.turn('runScreen', String(id));
    const run = this.#runOf(id);
    if (!run.hasScreen) return null;
    return { size: { cols: 80, rows: 24 }, bytes: new TextEncoder().encode(this.#lines(run).join('\r\n')) };
  }

  async runSpec(id: number): Promise<string | null> {
    await this.turn('runSpec', String(id));
    const run = this.#runOf(id);
    return JSON.stringify({
      Config: { Image: run.image, Env: ['TOKEN=********'] },
      HostConfig: { Memory: 34_359_738_368 },
    });
  }

  async searchRuns({ pattern, runs, limit }: Query, listener: SearchListener): Promise<Subscription> {
    await this.turn('searchRuns', pattern.pattern);
    let over = false;
    const test = tester(pattern);
    const hits = this.#matching(runs).flatMap((run) => this.#hitsIn(run, test));
    void this.wait(this.latency).then(() => {
      if (over) return;
      listener.hits(hits.slice(0, limit));
      listener.ended(null);
    });
    return { end: () => (over = true) };
  }

  async compareRuns(before: number, after: number): Promise<RunDifference> {
    await this.turn('compareRuns', `${before} ${after}`);
    const [a, b] = [this.#runOf(before), this.#runOf(after)];
    const other = a.image !== b.image;
    return {
      spec: other ? [{ path: '/HostConfig/Memory', before: '17179869184', after: '34359738368' }] : [],
      added: other ? ['CUDA_VISIBLE_DEVICES'] : [],
      removed: other ? ['DEBUG'] : [],
      image: other ? { before: [a.image, a.imageId], after: [b.image, b.imageId] } : null,
      log: {
        first: 3,
        lines: [
          { before: 1, after: 1, text: '\x1b[2mepoch\x1b[0m 12/40  \x1b[32mloss 0.4127\x1b[0m' },
          { before: 2, after: 2, text: '\x1b[2mepoch\x1b[0m 13/40  \x1b[32mloss 0.4012\x1b[0m' },
          { before: 3, after: null, text: '\x1b[2mepoch\x1b[0m 14/40  \x1b[33mloss 0.3996\x1b[0m' },
          { before: null, after: 3, text: '\x1b[2mepoch\x1b[0m 14/40  \x1b[32mloss 0.3871\x1b[0m' },
          { before: 4, after: 4, text: '\x1b[34mcheckpoint\x1b[0m written to /logs/ckpt-0014.pt (412 MB)' },
        ],
      },
    };
  }

  async pinRun(id: number, pinned: boolean): Promise<void> {
    await this.turn('pinRun', `${id} ${pinned}`);
    this.archived = this.archived.map((run) => (run.id === id ? { ...run, pinned } : run));
    this.tellOfRuns();
  }

  async excludeSession(engine: string, name: string, excluded: boolean): Promise<void> {
    await this.turn('excludeSession', `${engine} ${name} ${excluded}`);
    if (excluded) this.excluded.add(`${engine} ${name}`);
    else this.excluded.delete(`${engine} ${name}`);
    this.tellOfRuns();
  }

  async sessionExcluded(engine: string, name: string): Promise<boolean> {
    await this.turn('sessionExcluded', name);
    return this.excluded.has(`${engine} ${name}`);
  }

  async eraseSession(engine: string, name: string): Promise<void> {
    await this.turn('eraseSession', `${engine} ${name}`);
    this.archived = this.archived.filter((run) => run.name !== name || run.key.session.engine !== engine);
    this.tellOfRuns();
  }

  async exportRun(id: number, format: ExportFormat): Promise<string | null> {
    await this.turn('exportRun', `${id} ${format}`);
    return this.chosenFile;
  }

  async archiveStatistics(): Promise<ArchiveStatistics> {
    await this.turn('archiveStatistics');
    const rawBytes = this.archived.reduce((sum, run) => sum + run.logBytes, 0);
    return {
      path: '/home/ann/.local/state/berth/history.db',
      bytes: Math.round(rawBytes * 0.12),
      rawBytes,
      following: 2,
      runs: this.archived.length,
    };
  }

  /** What the host notes when a session ends. */
  noteEnd(name: string, part: Partial<Run> = {}): void {
    const session = this.sessions.find((known) => known.name === name);
    if (!session) return;
    const { engine, id, image, startedAt, finishedAt, exitCode } = session;
    const run = fakeRun({
      id: this.archived.length + 1,
      name,
      image,
      number: 1 + this.archived.filter((other) => other.name === name).length,
      key: { session: { engine, container: id }, startedAt: startedAt ?? '' },
      endedAt: finishedAt,
      exitCode,
      ending: endingOf(exitCode),
      ...part,
    });
    this.archived = [run, ...this.archived.filter(({ key }) => key.startedAt !== run.key.startedAt)];
    this.tellOfRuns();
  }

  #matching(filter: RunFilter): Run[] {
    const { engines = [], session = null, text = null, endings = [], since = null, until = null } = filter;
    const wanted = text?.toLowerCase() ?? '';
    return this.archived.filter(
      (run) =>
        (engines.length === 0 || engines.includes(run.key.session.engine)) &&
        (session === null || run.name === session || run.key.session.container === session) &&
        (`${run.name} ${run.image}`.toLowerCase().includes(wanted) || run.key.session.container.startsWith(wanted)) &&
        (endings.length === 0 || (run.ending !== null && endings.includes(run.ending))) &&
        (since === null || run.endedAt === null || run.endedAt >= since) &&
        (until === null || run.key.startedAt < until),
    );
  }

  #runOf(id: number): Run {
    const run = this.archived.find((known) => known.id === id);
    if (!run) throw refusal('no_such_run', `The archive has no run ${id}`);
    return run;
  }

  #lines(run: Run): string[] {
    const session = this.sessions.find(({ name }) => name === run.name) ?? this.sessions[0];
    const first = `\x1b[36mrun ${run.number}\x1b[0m of ${run.name} begins`;
    return [first, ...(session ? fakeLog(session).trimEnd().split('\r\n') : [])];
  }

  #hitsIn(run: Run, test: (line: string) => readonly [number, number] | null): Hit[] {
    const lines = this.#lines(run);
    return lines.flatMap((text, index): Hit[] => {
      const range = test(plain(text));
      if (!range) return [];
      return [
        {
          run: run.id,
          inScreen: false,
          line: index + 1,
          text,
          range: [range[0], range[1]],
          before: lines.slice(Math.max(0, index - 1), index),
          after: lines.slice(index + 1, index + 2),
          startedAt: run.key.startedAt,
          name: run.name,
        },
      ];
    });
  }
}

/** A line without its colours. */
function plain(line: string): string {
  return line.replace(/\x1b\[[0-9;]*m/g, '');
}

/** Where a pattern matches a line; rejects one that is no regular expression. */
function tester({ kind, pattern }: Query['pattern']): (line: string) => [number, number] | null {
  if (kind === 'regex') {
    let regex: RegExp;
    try {
      regex = new RegExp(pattern, 'u');
    } catch (error) {
      throw refusal('bad_pattern', `"${pattern}" is no regular expression: ${String(error)}`);
    }
    return (line) => {
      const match = regex.exec(line);
      return match ? [match.index, match.index + match[0].length] : null;
    };
  }
  const fold = (text: string): string => (kind === 'exact' ? text : text.toLowerCase());
  return (line) => {
    const at = fold(line).indexOf(fold(pattern));
    return at < 0 ? null : [at, at + pattern.length];
  };
}
