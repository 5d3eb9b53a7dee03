// What the dialog of settings offers, and how it reads what is typed.

import { SCROLLBACK } from '../backend/bindings';
import type { Language } from '../i18n/language.svelte';

/** Fonts for terminals that many machines have; any other can be named. */
export const MONOSPACE = [
  'JetBrains Mono',
  'Cascadia Code',
  'Consolas',
  'DejaVu Sans Mono',
  'Fira Code',
  'Hack',
  'IBM Plex Mono',
  'Iosevka',
  'Liberation Mono',
  'Menlo',
  'Monaco',
  'Noto Sans Mono',
  'SF Mono',
  'Source Code Pro',
  'Ubuntu Mono',
];

export const SCROLLBACKS: readonly number[] = [SCROLLBACK.least, 5000, 10_000, 25_000, SCROLLBACK.most];

/** Of the history of runs, in bytes. */
export const SIZES: readonly number[] = [0.25, 0.5, 1, 2, 5, 10, 20, 50].map((gibibytes) => gibibytes * 2 ** 30);

/** Until a run is forgotten. */
export const DAYS: readonly number[] = [7, 30, 90, 180, 365, 3650];

/** Each in its own words, for those who understand no other. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' };

/** A whole number within the bounds; null for anything else. */
export function wholeNumber(text: string, { least, most }: { least: number; most: number }): number | null {
  const number = Number(text.trim());
  return /^\d+$/.test(text.trim()) && number >= least && number <= most ? number : null;
}

/** Values with their words, as they are offered. */
export function offered<Value extends string>(words: Readonly<Record<Value, string>>): [Value, string][] {
  return Object.entries(words) as [Value, string][];
}

/** The usual numbers, and the one that is set. */
export function withSet(usual: readonly number[], set: number): readonly number[] {
  return usual.includes(set) ? usual : [...usual, set].toSorted((a, b) => a - b);
}
