// Amounts of what is used, for people.

import type { SessionUsage } from '../backend/port';
import { size } from '../runs/size';
import { t } from './text';

/** "12 %", of one core; below ten with a digit more. */
export function percent(cpu: number): string {
  return t.percent(cpu < 9.95 ? Math.round(cpu * 10) / 10 : Math.round(cpu));
}

/** "1.5 MiB/s". */
export function rate(bytes: number): string {
  return t.perSecond(size(Math.round(bytes)));
}

/** "CPU 12 %, memory 340 MiB of 512 MiB". */
export function spokenUsage({ cpu, memory, memoryLimit }: SessionUsage): string {
  const used = memoryLimit > 0 ? t.memoryOf(size(memory), size(memoryLimit)) : t.memoryOnly(size(memory));
  return cpu === null ? used : t.both(percent(cpu), used);
}
