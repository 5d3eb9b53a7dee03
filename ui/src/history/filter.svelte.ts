// Which runs the room shows.

import type { Ending, RunFilter } from '../backend/port';
import { NO_FILTER } from '../runs/recent.svelte';

export const SPANS = ['any', 'hour', 'day', 'week', 'month'] as const;
export type Span = (typeof SPANS)[number];

const HOUR = 3_600_000;
const LENGTHS: Readonly<Record<Exclude<Span, 'any'>, number>> = {
  hour: HOUR,
  day: 24 * HOUR,
  week: 7 * 24 * HOUR,
  month: 30 * 24 * HOUR,
};

/** A session whose runs alone are shown. */
export interface OneSession {
  engine: string;
  name: string;
}

export class HistoryFilter {
  /** In the name or the image. */
  text = $state('');
  /** An engine's id; empty for all. */
  engine = $state('');
  ending = $state<Ending | ''>('');
  span = $state<Span>('any');
  session = $state.raw<OneSession | null>(null);

  get some(): boolean {
    return this.text.trim() !== '' || this.engine !== '' || this.ending !== '' || this.span !== 'any';
  }

  clear(): void {
    this.text = '';
    this.engine = '';
    this.ending = '';
    this.span = 'any';
  }

  /** As the archive is asked, at this moment. */
  asked(now: number): RunFilter {
    const engine = this.session?.engine ?? this.engine;
    const text = this.text.trim();
    return {
      ...NO_FILTER,
      engines: engine === '' ? [] : [engine],
      session: this.session?.name ?? null,
      text: text === '' ? null : text,
      endings: this.ending === '' ? [] : [this.ending],
      since: this.span === 'any' ? null : new Date(now - LENGTHS[this.span]).toISOString(),
    };
  }
}
