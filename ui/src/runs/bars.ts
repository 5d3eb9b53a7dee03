// Bars of a timeline. Pure.

import type { Run } from '../backend/port';

/** Seconds that a run took, up to now when it goes on. */
export function secondsOf({ key, endedAt, ending }: Pick<Run, 'key' | 'endedAt' | 'ending'>, now: number): number {
  // One that is over though nobody knows since when has no length.
  if (endedAt === null && ending !== null) return 0;
  const end = endedAt === null ? now : Date.parse(endedAt);
  return Math.max(0, (end - Date.parse(key.startedAt)) / 1000);
}

/**
 * The height of each bar, from 0 to 1, the longest being 1. By the logarithm: a run of a second and one of a week
 * are both to be seen.
 */
export function barHeights(runs: readonly Pick<Run, 'key' | 'endedAt' | 'ending'>[], now: number): number[] {
  const lengths = runs.map((run) => Math.log1p(secondsOf(run, now)));
  const most = Math.max(...lengths, Number.EPSILON);
  return lengths.map((length) => length / most);
}

/** Where a key goes from one of `count` bars; undefined when it is none of theirs. */
export function barOfKey(key: string, at: number, count: number): number | undefined {
  const target = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: count - 1 }[key];
  return target === undefined ? undefined : Math.max(0, Math.min(count - 1, target));
}
