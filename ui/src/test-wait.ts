// Waiting in tests: for a condition, patiently, because a busy machine is no fault.

import { vi } from 'vitest';

/** Resolves when `check` no longer throws; fails with what it threw last. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000, interval: 10 });
}
