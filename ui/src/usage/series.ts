// What a session used over the last minutes: its samples, and rates of what is counted.

import type { SessionUsage } from '../backend/port';

/** How long samples are kept, ms. */
export const KEPT = 300_000;
/** Samples further apart than this have a gap between them, ms: the window was hidden, or the engine busy. */
const GAP = 10_000;

/** The earliest first. */
export type Series = readonly SessionUsage[];

/** A series with another sample; the old ones go. */
export function withSample(series: Series, sample: SessionUsage): Series {
  const at = timeOf(sample);
  const from = series.findIndex((old) => at - timeOf(old) < KEPT);
  return [...(from < 0 ? [] : series.slice(from)), sample];
}

export function timeOf({ at }: Pick<SessionUsage, 'at'>): number {
  return Date.parse(at);
}

export type Counter = 'netIn' | 'netOut' | 'blockIn' | 'blockOut';

/** Bytes a second between each sample and the one before; null where it is not known, as after a new start. */
export function rates(series: Series, counter: Counter): (number | null)[] {
  return series.map((sample, i) => {
    const before = series[i - 1];
    const now = sample[counter];
    const then = before?.[counter];
    if (!before || now === null || then === null || then === undefined || now < then) return null;
    const time = timeOf(sample) - timeOf(before);
    return time > 0 && time < GAP ? ((now - then) * 1000) / time : null;
  });
}

export interface Line {
  /** Seconds since 1970, as they are drawn. */
  times: number[];
  values: (number | null)[];
}

/** Times and values, with nothing in place of each gap. */
export function withGaps(series: Series, values: readonly (number | null)[]): Line {
  const line: Line = { times: [], values: [] };
  let last: number | null = null;
  series.forEach((sample, i) => {
    const at = timeOf(sample);
    if (last !== null && at - last > GAP) {
      line.times.push((last + at) / 2000);
      line.values.push(null);
    }
    line.times.push(at / 1000);
    line.values.push(values[i] ?? null);
    last = at;
  });
  return line;
}

export interface Extent {
  now: number | null;
  least: number | null;
  most: number | null;
}

export function extentOf(values: readonly (number | null)[]): Extent {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { now: null, least: null, most: null };
  return { now: values.at(-1) ?? null, least: Math.min(...known), most: Math.max(...known) };
}
