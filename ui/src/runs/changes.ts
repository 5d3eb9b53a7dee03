// What differs between two runs, in words.

import type { RunDifference } from '../backend/port';
import { shortImage } from '../session/state';
import { t } from './text';

/** A phrase for each difference in how two runs were set up; their logs are left out. */
export function changeWords(difference: RunDifference): string[] {
  const { image, added, removed, spec } = difference;
  const words: string[] = [];
  if (image) {
    const [before, after] = [shortImage(image.before[0]), shortImage(image.after[0])];
    words.push(before === after ? t.changes.imageSame(after) : t.changes.image(before, after));
  }
  if (added.length > 0) words.push(t.changes.added(added));
  if (removed.length > 0) words.push(t.changes.removed(removed));
  const { none } = t.changes;
  for (const { path, before, after } of spec) words.push(t.changes.spec(path, before ?? none, after ?? none));
  return words;
}
