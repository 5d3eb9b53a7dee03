// How the window was left: small choices that outlive it.

export const MIN_WIDTH = 240;
export const MAX_WIDTH = 420;
const DEFAULT_WIDTH = 296;

interface Layout {
  /** Pixels, from 240 to 420. */
  listWidth: number;
  listShown: boolean;
}

const KEY = 'berth.layout';

export function clampWidth(width: number): number {
  return Math.round(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width)));
}

/** What was kept; the defaults where nothing was, or where it can't be read. */
export function recall(): Layout {
  const layout: Layout = { listWidth: DEFAULT_WIDTH, listShown: true };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof kept === 'object' && kept !== null) {
      if ('listWidth' in kept && typeof kept.listWidth === 'number') layout.listWidth = clampWidth(kept.listWidth);
      if ('listShown' in kept && typeof kept.listShown === 'boolean') layout.listShown = kept.listShown;
    }
  } catch {
    // Storage may be refused or hold rubbish; the window works without.
  }
  return layout;
}

export function remember(layout: Layout): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(layout));
  } catch {
    // See recall.
  }
}
