// The limits that a session was created with.

import type { SessionSpec } from '../backend/port';

export interface UsageLimits {
  /** Percent of one core; null without a limit. */
  cpu: number | null;
  /** Bytes; null without a limit. */
  memory: number | null;
}

export const NO_LIMITS: UsageLimits = { cpu: null, memory: null };

const FACTORS = new Map([
  ['', 1],
  ['b', 1],
  ['k', 1024],
  ['m', 1024 ** 2],
  ['g', 1024 ** 3],
  ['t', 1024 ** 4],
]);

export function limitsOf({ options }: Pick<SessionSpec, 'options'>): UsageLimits {
  const cpus = Number(options?.cpus ?? NaN);
  return { cpu: cpus > 0 ? cpus * 100 : null, memory: bytesOf(options?.memory ?? '') };
}

/** `512m`, `1.5g`, `1048576`, as both engines take them. */
function bytesOf(text: string): number | null {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([bkmgt]?)b?$/i.exec(text.trim()) ?? [];
  const bytes = Number(number) * (FACTORS.get(unit.toLowerCase()) ?? NaN);
  return bytes > 0 ? bytes : null;
}
