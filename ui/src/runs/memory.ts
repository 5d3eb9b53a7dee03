// The memory that a run used at most, as Linux counts it: with the page cache.

import type { Run } from '../backend/port';
import { size } from './size';
import { t } from './text';

/** "used up to 212 MiB of 256 MiB memory"; null where nobody measured it. */
export function memoryWords({ peakMemory }: Pick<Run, 'peakMemory'>, limit: number | null): string | null {
  if (peakMemory === null) return null;
  return limit === null ? t.peakMemory(size(peakMemory)) : t.peakMemoryOf(size(peakMemory), size(limit));
}

/** The same for the cell of a table; empty where nobody measured it. */
export function memoryCell({ peakMemory }: Pick<Run, 'peakMemory'>, limit: number | null): string {
  if (peakMemory === null) return '';
  return limit === null ? size(peakMemory) : t.partOf(size(peakMemory), size(limit));
}
