// How a session is not as it was asked for, in words.

import type { Difference, Field } from '../backend/port';
import { t as form } from './new/text';
import { t } from './text';

export function differenceWords(differences: readonly Difference[]): string[] {
  return differences.map(({ field, has, asked }) => {
    const words: Partial<Record<Field, (has: string, asked: string) => string>> = t.difference;
    const of = words[field] ?? ((now: string, meant: string) => t.otherwise(form.fields[field], now, meant));
    return of(has.join(', '), asked.join(', '));
  });
}
