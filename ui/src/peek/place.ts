// Where the card stands: beside the row that it is about, else below or above it; always inside the window.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Place {
  left: number;
  top: number;
  width: number;
  /** The most that it may be high. */
  maxHeight: number;
}

/** Between the card, its row and the window's edge, px. */
const GAP = 8;
const WIDEST = 780;
/** Narrower than this a screen can't be read beside the list, px. */
const NARROWEST = 420;

/** `anchor` is null where nothing is drawn that it could stand beside. */
export function placeOf(anchor: Box | null, window: { width: number; height: number }, height: number): Place {
  const most = window.height - 2 * GAP;
  const within = (top: number, room = most): number => clamp(top, GAP, GAP + most - Math.min(height, room));
  const across = Math.min(WIDEST, window.width - 2 * GAP);
  if (!anchor)
    return { left: (window.width - across) / 2, top: within(window.height / 8), width: across, maxHeight: most };
  const beside = window.width - anchor.right - 2 * GAP;
  if (beside >= NARROWEST) {
    const width = Math.min(WIDEST, beside);
    return { left: anchor.right + GAP, top: within(anchor.top), width, maxHeight: most };
  }
  const left = clamp(anchor.left, GAP, window.width - GAP - across);
  const [above, below] = [anchor.top - 2 * GAP, window.height - anchor.bottom - 2 * GAP];
  return below >= above
    ? { left, top: anchor.bottom + GAP, width: across, maxHeight: below }
    : { left, top: anchor.top - GAP - Math.min(height, above), width: across, maxHeight: above };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
