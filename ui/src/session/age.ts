// Times for people: one unit in the list, two where there is room.

import { speech } from '../i18n/language.svelte';
import { t } from './text';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The time since `then`, as one unit: "4 s", "9 m", "3 h", "2 d", "5 w", "3 y". */
export function age(then: string, now: number): string {
  const seconds = secondsSince(then, now);
  if (seconds < MINUTE) return t.age.seconds(seconds);
  if (seconds < HOUR) return t.age.minutes(Math.floor(seconds / MINUTE));
  if (seconds < DAY) return t.age.hours(Math.floor(seconds / HOUR));
  if (seconds < 14 * DAY) return t.age.days(Math.floor(seconds / DAY));
  if (seconds < 365 * DAY) return t.age.weeks(Math.floor(seconds / (7 * DAY)));
  return t.age.years(Math.floor(seconds / (365 * DAY)));
}

/** The time between two instants, as two units: "42 s", "3 h 12 m", "2 d 5 h". */
export function duration(from: string, to: string): string {
  const seconds = secondsSince(from, Date.parse(to));
  if (seconds < MINUTE) return t.age.seconds(seconds);
  if (seconds < HOUR) return two(seconds, MINUTE, t.age.minutes, 1, t.age.seconds);
  if (seconds < DAY) return two(seconds, HOUR, t.age.hours, MINUTE, t.age.minutes);
  return two(seconds, DAY, t.age.days, HOUR, t.age.hours);
}

/** The hour and minute of an instant, as the language writes them: "12:04". */
export function clock(then: string): string {
  return new Date(then).toLocaleTimeString(speech.locale, { hour: '2-digit', minute: '2-digit' });
}

/** The same to the second. */
export function clockToSecond(then: string): string {
  return new Date(then).toLocaleTimeString(speech.locale, { timeStyle: 'medium' });
}

/** Date and time of an instant, as the language writes them. */
export function moment(then: string): string {
  return new Date(then).toLocaleString(speech.locale, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** The same without seconds, for a column. */
export function toMinute(then: string): string {
  return new Date(then).toLocaleString(speech.locale, { dateStyle: 'medium', timeStyle: 'short' });
}

/** Never negative: the engine's clock may run ahead of ours. */
function secondsSince(then: string, now: number): number {
  const seconds = Math.floor((now - Date.parse(then)) / 1000);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}

type Unit = (count: number) => string;

function two(seconds: number, big: number, bigUnit: Unit, small: number, smallUnit: Unit): string {
  const rest = Math.floor((seconds % big) / small);
  const whole = bigUnit(Math.floor(seconds / big));
  return rest === 0 ? whole : `${whole} ${smallUnit(rest)}`;
}
