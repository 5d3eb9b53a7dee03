// A log by lines, as the host holds it: made up, but with every shape.

import {
  BackendError,
  type LogLevel,
  type LogLevels,
  type LogLine,
  type LogPattern,
  type LogQuery,
  type LogRow,
  type LogRows,
  type LogView,
  type LogViewEvent,
  type Session,
} from '../port';
import { fakeLog } from './terminal';

/** A line that somebody wrote. */
export interface FakeLine {
  source: number;
  stream: 'output' | 'errors' | 'terminal';
  level: LogLevel;
  at: number | null;
  text: string;
}

type Entry = { line: FakeLine } | { run: number; source: number; began: number; ended: number | null };

const MINUTE = 60_000;
const EVERYTHING: Required<LogQuery> = { rules: [], levels: [], streams: [], sources: [], since: null, until: null };
const LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug', 'trace', 'none'];
const JSON_LINE = '{"level":"warn","msg":"slow query","ms":1204,"query":"select * from orders","tags":["db","slow"]}';

/** What a session wrote: an earlier run, then this one. */
function linesOf(session: Session, source: number, now: number): Entry[] {
  const began = now - 10 * MINUTE;
  const stream = session.tty ? 'terminal' : 'output';
  const said = (text: string, level: LogLevel, n: number): Entry => ({
    line: {
      source,
      stream: stream === 'output' && level === 'error' ? 'errors' : stream,
      level,
      at: began + n * 1000,
      text,
    },
  });
  const start = fakeLog(session).trimEnd().split('\r\n');
  return [
    { run: 1, source, began: began - 60 * MINUTE, ended: began - 10 * MINUTE },
    { line: { source, stream, level: 'none', at: null, text: 'an earlier run, without times' } },
    { run: 2, source, began, ended: session.state === 'running' ? null : now },
    ...start.map((text, n) => said(text, 'none', n)),
    said(`INFO  ${session.name} listens on 0.0.0.0:8080`, 'info', 10),
    said(JSON_LINE, 'warn', 11),
    said('ERROR could not reach db: connection refused', 'error', 12),
    said('DEBUG retry in 5 s', 'debug', 13),
    said(`INFO  ${'a very long line '.repeat(120)}end`, 'info', 14),
  ];
}

/** Line `n` of a log that has very many. */
function manyth(n: number, now: number, count: number): FakeLine {
  const level = LEVELS[[2, 2, 2, 3, 5, 2, 1, 2, 3, 0][n % 10] ?? 5] ?? 'none';
  const at = now - (count - n) * 20;
  return {
    source: 0,
    stream: level === 'error' ? 'errors' : 'output',
    level,
    at,
    text: `${level.toUpperCase()} request ${n} took ${n % 97} ms`,
  };
}

export class FakeLogView implements LogView {
  #entries: Entry[];
  #query = EVERYTHING;
  #revision = 0;
  /** Places of entries that pass the query. */
  #rows: number[] = [];

  constructor(
    sessions: readonly Session[],
    private readonly listen: (event: LogViewEvent) => void,
    private readonly onend: () => void,
    private readonly save_: (subject: string) => Promise<string | null>,
    many = 0,
  ) {
    const now = Date.now();
    this.#entries = sessions.flatMap((session, source) => linesOf(session, source, now));
    if (sessions.length > 1) this.#entries.sort((a, b) => timeOf(a) - timeOf(b));
    for (let n = 0; n < many; n++) this.#entries.push({ line: manyth(n, now, many) });
    sessions.forEach(({ name, engine, state }, source) => {
      listen({
        kind: 'source',
        source,
        name,
        engine,
        state: state === 'running' ? 'following' : 'waiting',
        failure: null,
      });
    });
    this.#filter();
  }

  /** Somebody writes. */
  write(...lines: FakeLine[]): void {
    const before = this.#entries.length;
    this.#entries.push(...lines.map((line) => ({ line })));
    for (let at = before; at < this.#entries.length; at++) if (this.#passes(at)) this.#rows.push(at);
    this.#tell();
  }

  async setQuery(query: LogQuery): Promise<void> {
    for (const { pattern } of query.rules ?? []) expressionOf(pattern);
    this.#query = { ...EVERYTHING, ...query };
    this.#filter();
  }

  async rows(revision: number, first: number, count: number): Promise<LogRows> {
    const rows = revision === this.#revision ? this.#rows.slice(first, first + count) : [];
    return { revision: this.#revision, removed: 0, first, rows: rows.map((at, i) => this.#row(at, first + i)) };
  }

  async line(line: number): Promise<LogLine | null> {
    if (!this.#lineOf(line)) return null;
    const text = this.#text(line);
    return { text, json: text.startsWith('{') ? JSON.stringify(JSON.parse(text), null, 2) : null, cut: false };
  }

  async find(_: number, pattern: LogPattern, from: number, backwards: boolean): Promise<number | null> {
    const hits = this.#hits(pattern);
    if (backwards) return hits.findLast((row) => row <= from) ?? hits.at(-1) ?? null;
    return hits.find((row) => row >= from) ?? hits[0] ?? null;
  }

  async count(_: number, pattern: LogPattern): Promise<number> {
    return this.#hits(pattern).length;
  }

  async text(_: number, rows: readonly [number, number] | null): Promise<string> {
    return this.#rows
      .slice(...(rows ?? []))
      .filter((at) => this.#lineOf(at))
      .map((at) => `${plain(this.#text(at))}\n`)
      .join('');
  }

  async save(name: string): Promise<string | null> {
    return this.save_(name);
  }

  end(): void {
    this.onend();
  }

  #filter(): void {
    this.#revision += 1;
    this.#rows = [...this.#entries.keys()].filter((at) => this.#passes(at));
    this.#tell();
  }

  #tell(): void {
    const levels: LogLevels = { error: 0, warn: 0, info: 0, debug: 0, trace: 0, none: 0 };
    let lines = 0;
    this.#entries.forEach((entry, at) => {
      if (!('line' in entry)) return;
      lines += 1;
      if (this.#holds(at)) levels[entry.line.level] += 1;
    });
    const counts = {
      revision: this.#revision,
      rows: this.#rows.length,
      lines,
      dropped: 0,
      removed: 0,
      levels,
      scanned: 1,
    };
    this.listen({ kind: 'changed', counts });
  }

  #passes(at: number): boolean {
    const { levels } = this.#query;
    const line = this.#lineOf(at);
    return this.#holds(at) && (!line || levels.length === 0 || levels.includes(line.level));
  }

  /** All of the query but its levels; a divider holds where its run has a line that passes. */
  #holds(at: number): boolean {
    const { rules, streams, sources, since, until } = this.#query;
    const entry = this.#entries[at];
    if (!entry) return false;
    if (!('line' in entry)) return JSON.stringify(this.#query) === JSON.stringify(EVERYTHING);
    const { line } = entry;
    return (
      rules.every(({ pattern, not }) => expressionOf(pattern).test(plain(line.text)) !== not) &&
      (streams.length === 0 || streams.includes(line.stream)) &&
      (sources.length === 0 || sources.includes(line.source)) &&
      (since === null || (line.at ?? 0) >= since) &&
      (until === null || (line.at ?? 0) < until)
    );
  }

  #hits(pattern: LogPattern): number[] {
    const expression = expressionOf(pattern);
    return [...this.#rows.keys()].filter((row) => expression.test(plain(this.#text(this.#rows[row] ?? 0))));
  }

  #lineOf(at: number): FakeLine | undefined {
    const entry = this.#entries[at];
    return entry && 'line' in entry ? entry.line : undefined;
  }

  #text(at: number): string {
    return this.#lineOf(at)?.text ?? '';
  }

  #row(at: number, row: number): LogRow {
    const entry = this.#entries[at];
    if (entry && 'line' in entry) {
      const { text } = entry.line;
      return { kind: 'line', row, line: at, ...entry.line, cut: false, json: text.startsWith('{') };
    }
    const { source = 0, run = 0, began = 0, ended = null } = entry ?? {};
    return { kind: 'run', row, line: at, source, run, number: run, generation: 1, began, ended, exitCode: ended && 0 };
  }
}

function timeOf(entry: Entry): number {
  return 'line' in entry ? (entry.line.at ?? 0) : 0;
}

function plain(text: string): string {
  return text.replace(/\x1b\[[0-9;]*m/g, '');
}

function expressionOf({ text, regex, caseful }: LogPattern): RegExp {
  try {
    return new RegExp(regex ? text : text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), caseful ? 'u' : 'iu');
  } catch (error) {
    const message = `"${text}" is no regular expression: ${String(error)}`;
    throw new BackendError({ code: 'bad_pattern', message, detail: null, problems: [] });
  }
}
