// The order of the palette: by bits-ui's score of the typed words, recent choices first.

import { computeCommandScore } from 'bits-ui';

const KEY = 'berth.recent';
const MAX_RECENTS = 8;
/** Below this a match is a coincidence of letters. */
const MIN_SCORE = 0.02;

/** The ids that were chosen last, the latest first. */
export function recents(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  } catch {
    // Storage may be refused or hold rubbish; the palette works without.
    return [];
  }
}

recents.add = (id: string): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify([id, ...recents().filter((one) => one !== id)].slice(0, MAX_RECENTS)));
  } catch {
    // As above.
  }
};

export interface Ranked<T> {
  item: T;
  id: string;
  /** From 0 to 1. */
  score: number;
}

interface Reading<T> {
  id: (item: T) => string;
  text: (item: T) => string;
  /** Items that stand behind all others. */
  last?: (item: T) => boolean;
}

/** The items that match the typed words, best first. Without words: recent ones, then the rest as they are. */
export function ranked<T>(
  items: readonly T[],
  typed: string,
  recent: readonly string[],
  { id, text, last = () => false }: Reading<T>,
): Ranked<T>[] {
  const words = typed.trim();
  const age = ({ id: one }: Ranked<T>): number => (recent.includes(one) ? recent.indexOf(one) : recent.length);
  return items
    .map((item) => ({ item, id: id(item), score: words === '' ? 1 : computeCommandScore(text(item), words) }))
    .filter(({ score }) => score >= MIN_SCORE)
    .sort((a, b) => Number(last(a.item)) - Number(last(b.item)) || b.score - a.score || age(a) - age(b));
}
