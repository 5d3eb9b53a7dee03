// The size that a terminal would have somewhere, before there is one.

import type { TerminalSize } from '../backend/port';
import type { ScreenPool } from './pool';

/** Of a terminal that fills `host`; null while the host is not laid out. */
export async function sizeIn(host: HTMLElement, pool: ScreenPool): Promise<TerminalSize | null> {
  await pool.ready();
  if (host.clientWidth === 0 || host.clientHeight === 0) return null;
  const ignore = (): void => undefined;
  const screen = pool.acquire(host, { onlink: ignore, onhover: ignore, onmetrics: ignore });
  const size = screen.fit();
  // The next terminal is made of it.
  pool.release(screen);
  return size;
}
