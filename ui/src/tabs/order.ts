// The order of tabs in their bar, and which of them the bar has room for. Pure.

/** Where a tab lies along the bar, in px. */
export interface Span {
  start: number;
  end: number;
}

/** The items with one of them elsewhere: before the item that is at `to` now, or last when `to` is their number. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const item = items.slice(from, from + 1);
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(to > from ? to - 1 : to, 0, ...item);
}

/** Where among `open` a tab belongs so that they are in the order of `saved`: beside the nearest that is open. */
export function restoredIndex(open: readonly string[], saved: readonly string[], key: string): number {
  const place = saved.indexOf(key);
  for (let i = place - 1; i >= 0; i--) {
    const left = open.indexOf(saved[i] ?? '');
    if (left >= 0) return left + 1;
  }
  for (let i = place + 1; place >= 0 && i < saved.length; i++) {
    const right = open.indexOf(saved[i] ?? '');
    if (right >= 0) return right;
  }
  return open.length;
}

/** The indices of tabs that are not wholly in `view`; half a pixel is no matter. */
export function outOfView(tabs: readonly Span[], view: Span): number[] {
  return tabs.flatMap(({ start, end }, index) => (start < view.start - 0.5 || end > view.end + 0.5 ? [index] : []));
}

/** How far to scroll until a tab is wholly in view; its beginning, where it is wider than the view. */
export function scrollInto(tab: Span, view: Span): number {
  if (tab.start < view.start || tab.end - tab.start > view.end - view.start) return tab.start - view.start;
  return Math.max(0, tab.end - view.end);
}

/** Before which tab one is dropped at `x`; the number of tabs when it is behind all of them. */
export function dropIndex(tabs: readonly Span[], x: number): number {
  const index = tabs.findIndex(({ start, end }) => x < (start + end) / 2);
  return index < 0 ? tabs.length : index;
}
