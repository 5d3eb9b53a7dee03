// When a line was written, in the way that the person chose. Pure.

import { age, moment } from '../session/age';

export const TIMES = ['off', 'relative', 'absolute', 'utc'] as const;
export type Times = (typeof TIMES)[number];

/** The next way of showing times. */
export function nextTimes(times: Times): Times {
  return TIMES[(TIMES.indexOf(times) + 1) % TIMES.length] ?? 'off';
}

/**
 * A time in a column: "14:02:11.482", with its date where `dated`; "13:02:11.482Z"; "9 m".
 * @param at ms since 1970; null where none is known
 */
export function lineTime(at: number | null, times: Times, now: number, dated: boolean): string {
  if (at === null || times === 'off') return '';
  if (times === 'relative') return age(new Date(at).toISOString(), now);
  // As ISO 8601 has it, the local one by a date whose UTC is the local time.
  const shown = times === 'utc' ? at : at - new Date(at).getTimezoneOffset() * 60_000;
  const [date = '', time = ''] = new Date(shown).toISOString().slice(0, 23).split('T');
  const zoned = times === 'utc' ? `${time}Z` : time;
  return dated ? `${date} ${zoned}` : zoned;
}

/** Whether a time needs its date: it is of another day than now. */
export function needsDate(at: number, times: Times, now: number): boolean {
  return lineTime(at, times, now, true).slice(0, 10) !== lineTime(now, times, now, true).slice(0, 10);
}

/** The same in full, for a tooltip: in local time as the language writes it, then as ISO 8601. */
export function wholeTime(at: number): string {
  const iso = new Date(at).toISOString();
  return `${moment(iso)}\n${iso}`;
}

/** The letters that a column of times needs. */
export function timeWidth(times: Times, dated: boolean): number {
  if (times === 'off') return 0;
  if (times === 'relative') return 5;
  return (times === 'utc' ? 13 : 12) + (dated ? 11 : 0);
}
