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

/** Each in its own words, for those who understand no other. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' };

/** A whole number within the bounds; null for anything else. */
export function wholeNumber(text: string, { least, most }: { least: number; most: number }): number | null {
  const number = Number(text.trim());
  return /^\d+$/.test(text.trim()) && number >= least && number <= most ? number : null;
}
