// The size that a terminal would have somewhere, before there is one.

import type { TerminalSize } from '../backend/port';
import { fontReady } from '../theme/fonts';
import { acquire, release } from './pool';

/** Of a terminal that fills `host`; null while the host is not laid out. */
export async function sizeIn(host: HTMLElement): Promise<TerminalSize | null> {
  await fontReady();
  if (host.clientWidth === 0 || host.clientHeight === 0) return null;
  const ignore = (): void => undefined;
  const screen = acquire(host, { onlink: ignore, onhover: ignore, onmetrics: ignore });
  const size = screen.fit();
  // The next terminal is made of it.
  release(screen);
  return size;
}
