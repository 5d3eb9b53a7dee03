// Sizes for people.

import { t } from './text';

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'];

/** "512 bytes", "31.8 MiB", "2 GiB". */
export function size(bytes: number): string {
  if (bytes < 1024) return t.bytes(bytes);
  const power = Math.min(UNITS.length, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return t.size(Math.round(value * 10) / 10, UNITS[power - 1] ?? '');
}
