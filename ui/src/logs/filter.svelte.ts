// What of a log is shown: rules, levels, streams, sources and a span of time.

import type { LogLevel, LogQuery, LogRule, LogStream } from '../backend/port';
import { LEVELS, type SavedFilter, STREAMS } from './choices.svelte';
import { parseRule, ruleText, sameRule } from './rule';
import { parseWhen } from './when';

/** Spans that are chosen by a word; `custom` has its ends typed. */
export const SPANS = ['any', 'minutes', 'hour', 'today', 'start', 'custom'] as const;
export type Span = (typeof SPANS)[number];

const MINUTE = 60_000;

export class LineFilter {
  /** Rules that stand as chips; all of them hold. */
  rules = $state.raw<readonly LogRule[]>([]);
  /** What is being typed; it filters along. */
  text = $state('');
  caseful = $state(false);
  regex = $state(false);
  /** None means all, as for streams and sources. */
  levels = $state.raw<readonly LogLevel[]>([]);
  streams = $state.raw<readonly LogStream[]>([]);
  sources = $state.raw<readonly number[]>([]);
  span = $state<Span>('any');
  /** As they were typed. */
  since = $state('');
  until = $state('');
  /** When the span was chosen: it does not move. */
  #chosen = $state(0);

  /** @param lastStart when what is read started last, ms since 1970; null where that is not known */
  constructor(private readonly lastStart: () => number | null) {}

  get draft(): LogRule | null {
    return parseRule(this.text, this.caseful, this.regex);
  }

  /** What the host is asked. */
  get query(): Required<LogQuery> {
    const { draft } = this;
    const [since, until] = this.#ends;
    return {
      rules: draft ? [...this.rules, draft] : [...this.rules],
      levels: [...this.levels],
      streams: [...this.streams],
      sources: [...this.sources],
      since,
      until,
    };
  }

  /** Something may be hidden. */
  get some(): boolean {
    const { rules, levels, streams, sources, since, until } = this.query;
    return [rules, levels, streams, sources].some((list) => list.length > 0) || since !== null || until !== null;
  }

  /** There is something that a saved filter keeps. */
  get savable(): boolean {
    return this.query.rules.length > 0 || this.levels.length > 0 || this.streams.length > 0;
  }

  /** An end that was typed and is no time. */
  get wrongEnd(): 'since' | 'until' | null {
    if (this.span !== 'custom') return null;
    if (parseWhen(this.since, this.#chosen) === undefined) return 'since';
    return parseWhen(this.until, this.#chosen) === undefined ? 'until' : null;
  }

  choose(span: Span): void {
    this.span = span;
    this.#chosen = Date.now();
  }

  /** Makes a chip of what is typed. */
  commit(): void {
    const { draft } = this;
    if (draft && !this.rules.some((rule) => sameRule(rule, draft))) this.rules = [...this.rules, draft];
    this.text = '';
    this.regex = false;
    this.caseful = false;
  }

  drop(rule: LogRule): void {
    this.rules = this.rules.filter((other) => other !== rule);
  }

  /** Takes a chip back to where one types. */
  edit(rule: LogRule): void {
    this.commit();
    this.drop(rule);
    this.text = ruleText(rule);
    this.caseful = rule.pattern.caseful;
  }

  /** Takes the last chip back. */
  editLast(): void {
    const last = this.rules.at(-1);
    if (last) this.edit(last);
  }

  toggleLevel(level: LogLevel): void {
    this.levels = toggled(this.levels, level, LEVELS);
  }

  toggleStream(stream: LogStream): void {
    this.streams = toggled(this.streams, stream, STREAMS);
  }

  /** Hides a source, or shows it again; of `count`. The last one that is shown stays. */
  toggleSource(source: number, count: number): void {
    const all = Array.from({ length: count }, (_, i) => i);
    const shown = this.sources.length === 0 ? all : this.sources;
    const wanted = shown.includes(source) ? shown.filter((other) => other !== source) : [...shown, source].sort();
    this.sources = wanted.length === count || wanted.length === 0 ? [] : wanted;
  }

  clear(): void {
    this.rules = [];
    this.text = '';
    this.caseful = false;
    this.regex = false;
    this.levels = [];
    this.streams = [];
    this.sources = [];
    this.span = 'any';
    this.since = '';
    this.until = '';
  }

  saved(name: string): SavedFilter {
    return { name, rules: this.query.rules, levels: this.levels, streams: this.streams };
  }

  /** Filters as was saved; time and sources stay. */
  load({ rules, levels, streams }: SavedFilter): void {
    this.text = '';
    this.rules = rules;
    this.levels = levels;
    this.streams = streams;
  }

  get #ends(): [number | null, number | null] {
    const now = this.#chosen;
    switch (this.span) {
      case 'any':
        return [null, null];
      case 'minutes':
        return [now - 5 * MINUTE, null];
      case 'hour':
        return [now - 60 * MINUTE, null];
      case 'today':
        return [new Date(now).setHours(0, 0, 0, 0), null];
      case 'start':
        return [this.lastStart(), null];
      case 'custom':
        return [parseWhen(this.since, now) ?? null, parseWhen(this.until, now) ?? null];
    }
  }
}

function toggled<T>(some: readonly T[], one: T, all: readonly T[]): readonly T[] {
  const wanted = some.includes(one) ? some.filter((other) => other !== one) : [...some, one];
  return all.filter((candidate) => wanted.includes(candidate));
}
