// A point in time as a person types it. Pure.

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** "14:02", "14:02:11", "14:02:11.5" */
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/;
/** "2026-11-26", "2026-11-26 14:02", "26.11.2026 14:02", "26.11. 14:02" */
const DAY = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})?)(?:[T\s]+(\S+))?$/;
const AGO = /^(\d+(?:[.,]\d+)?)\s*([smhdw])$/i;

/**
 * Reads a time: a clock ("14:02"), a day with or without one, so long ago ("10m", "2 h"), or ISO 8601 with a zone.
 * A clock without a day is the last time that it was so late. Times are local unless they say otherwise.
 * @returns ms since 1970; null for an empty text, undefined for one that is no time
 */
export function parseWhen(text: string, now: number): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const ago = AGO.exec(typed);
  if (ago) return now - Number((ago[1] ?? '').replace(',', '.')) * (UNITS[(ago[2] ?? '').toLowerCase()] ?? 0);
  if (/T.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(typed)) {
    const at = Date.parse(typed);
    return Number.isNaN(at) ? undefined : at;
  }
  const day = DAY.exec(typed);
  const today = new Date(now);
  if (!day) {
    const at = onDay(today, typed);
    return at !== undefined && at > now ? onDay(new Date(today.setDate(today.getDate() - 1)), typed) : at;
  }
  const year = Number(day[1] ?? day[6] ?? today.getFullYear());
  const [month, date] = [Number(day[2] ?? day[5]), Number(day[3] ?? day[4])];
  const start = new Date(year, month - 1, date);
  // 31 February is no day.
  if (start.getMonth() !== month - 1 || start.getDate() !== date) return undefined;
  return day[7] === undefined ? start.getTime() : onDay(start, day[7]);
}

function onDay(day: Date, clock: string): number | undefined {
  const match = CLOCK.exec(clock);
  if (!match) return undefined;
  const [hours, minutes, seconds] = [match[1], match[2], match[3] ?? '0'].map(Number);
  if (hours === undefined || minutes === undefined || seconds === undefined) return undefined;
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const ms = Number((match[4] ?? '').padEnd(3, '0'));
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hours, minutes, seconds, ms).getTime();
}
