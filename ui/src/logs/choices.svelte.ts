// How the person likes to read logs, in the storage of the page: small choices that outlive the window.

import { createContext } from 'svelte';
import * as v from 'valibot';

import type { LogLevel, LogRule, LogStream } from '../backend/port';
import { type Times, TIMES } from './times';

export const LEVELS = ['error', 'warn', 'info', 'debug', 'trace', 'none'] as const satisfies readonly LogLevel[];
export const STREAMS = ['output', 'errors', 'terminal'] as const satisfies readonly LogStream[];

/** A log of a session with a terminal: as that would show it, or by lines. */
export const LOOKS = ['terminal', 'lines'] as const;
export type Look = (typeof LOOKS)[number];

/** A filter under a name. Time and sources are of one log, and not in it. */
export interface SavedFilter {
  name: string;
  rules: readonly LogRule[];
  levels: readonly LogLevel[];
  streams: readonly LogStream[];
}

const KEY = 'berth.logs';

const StoredRule = v.object({
  pattern: v.object({ text: v.string(), regex: v.boolean(), caseful: v.boolean() }),
  not: v.boolean(),
});
const StoredFilter = v.object({
  name: v.string(),
  rules: v.array(StoredRule),
  levels: v.array(v.picklist(LEVELS)),
  streams: v.array(v.picklist(STREAMS)),
});
/** Each entry that is missing or wrong has its default. */
const Stored = v.object({
  look: v.fallback(v.picklist(LOOKS), 'terminal'),
  wrap: v.fallback(v.boolean(), false),
  times: v.fallback(v.picklist(TIMES), 'absolute'),
  saved: v.fallback(
    v.pipe(
      v.array(v.unknown()),
      v.transform((stored) => stored.filter((one) => v.is(StoredFilter, one))),
    ),
    [],
  ),
});

export class LogChoices {
  /** Of sessions with a terminal; others have lines only. */
  look = $state<Look>('terminal');
  wrap = $state(false);
  times = $state<Times>('absolute');
  /** Filters that were saved here, before `config.toml` had them. */
  former: readonly SavedFilter[] = [];

  constructor() {
    this.load();
  }

  /** Takes up what is stored; the defaults where nothing is. */
  load(): void {
    const { look, wrap, times, saved } = stored();
    this.look = look;
    this.wrap = wrap;
    this.times = times;
    this.former = saved;
  }

  change(part: Partial<Pick<LogChoices, 'look' | 'wrap' | 'times'>>): void {
    this.look = part.look ?? this.look;
    this.wrap = part.wrap ?? this.wrap;
    this.times = part.times ?? this.times;
    this.#store();
  }

  /** They are in the file now. */
  forgetFormer(): void {
    this.former = [];
    this.#store();
  }

  #store(): void {
    const { look, wrap, times, former: saved } = this;
    try {
      localStorage.setItem(KEY, JSON.stringify({ look, wrap, times, saved }));
    } catch {
      // Storage may be refused; then choices live as long as the window.
    }
  }
}

function stored(): v.InferOutput<typeof Stored> {
  try {
    return v.parse(Stored, JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return v.parse(Stored, {});
  }
}

/** Set once in the window, read anywhere below it. */
export const [useLogChoices, provideLogChoices] = createContext<LogChoices>();
