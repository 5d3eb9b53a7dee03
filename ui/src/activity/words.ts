// An activity in words: short beside its shape, whole for assistive technology.

import type { Activity, RuleSource } from '../backend/port';
import { age } from '../session/age';
import type { Known, Missed } from './activity.svelte';
import { t } from './text';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function wordOf(activity: Exclude<Activity, 'unknown'>): string {
  return t.words[activity];
}

/** How long it has been so, in one unit: "12 min", "3 h". Empty in the first minute. */
export function shortAge(since: string, now: number): string {
  return counted(since, now, t.shortAge);
}

/** The same in whole words: "12 minutes". */
export function longAge(since: string, now: number): string {
  return counted(since, now, t.longAge);
}

/** What is read out: "asks, 12 minutes", "works". */
export function spoken({ activity, since }: Pick<Known, 'activity' | 'since'>, now: number): string {
  const age = activity === 'asks' ? longAge(since, now) : '';
  return age === '' ? wordOf(activity) : t.spoken(wordOf(activity), age);
}

/** "2 h away: 14,000 lines, 3 questions, 1 error, restarted once". */
export function missedWords({ since, until, lines, asked, errors, restarts }: Missed): string {
  const parts = [
    lines > 0 ? t.missed.lines(lines) : '',
    asked > 0 ? t.missed.asked(asked) : '',
    errors > 0 ? t.missed.errors(errors) : '',
    restarts > 0 ? t.missed.restarts(restarts) : '',
  ].filter((part) => part !== '');
  return t.missed.away(age(since, until), parts.join(', '));
}

export function sourceWords(source: RuleSource): string {
  return source.kind === 'file' ? t.sources.file(source.path) : t.sources[source.kind];
}

interface Units {
  readonly minutes: (count: number) => string;
  readonly hours: (count: number) => string;
  readonly days: (count: number) => string;
}

/** Never negative: the host's clock may run ahead of ours. */
function counted(since: string, now: number, units: Units): string {
  const passed = now - Date.parse(since);
  if (!(passed >= MINUTE)) return '';
  if (passed < HOUR) return units.minutes(Math.floor(passed / MINUTE));
  if (passed < DAY) return units.hours(Math.floor(passed / HOUR));
  return units.days(Math.floor(passed / DAY));
}
