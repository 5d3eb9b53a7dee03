// Times for people: one unit in the list, two where there is room.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The time since `then`, as one unit: "4 s", "9 m", "3 h", "2 d", "5 w", "3 y". */
export function age(then: string, now: number): string {
  const seconds = secondsSince(then, now);
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} m`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h`;
  if (seconds < 14 * DAY) return `${Math.floor(seconds / DAY)} d`;
  if (seconds < 365 * DAY) return `${Math.floor(seconds / (7 * DAY))} w`;
  return `${Math.floor(seconds / (365 * DAY))} y`;
}

/** The time between two instants, as two units: "42 s", "3 h 12 m", "2 d 5 h". */
export function duration(from: string, to: string): string {
  const seconds = secondsSince(from, Date.parse(to));
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < HOUR) return two(seconds, MINUTE, 'm', 1, 's');
  if (seconds < DAY) return two(seconds, HOUR, 'h', MINUTE, 'm');
  return two(seconds, DAY, 'd', HOUR, 'h');
}

/** The hour and minute of an instant, as the system writes them: "12:04". */
export function clock(then: string): string {
  return new Date(then).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

/** Date and time of an instant, as the system writes them. */
export function moment(then: string): string {
  return new Date(then).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** Never negative: the engine's clock may run ahead of ours. */
function secondsSince(then: string, now: number): number {
  const seconds = Math.floor((now - Date.parse(then)) / 1000);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}

function two(seconds: number, big: number, bigUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((seconds % big) / small);
  const whole = `${Math.floor(seconds / big)} ${bigUnit}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallUnit}`;
}
