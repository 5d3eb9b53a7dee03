// Filters under names, as `[logs.filters]` in `config.toml` has them: a list of parts each.

import type { LogSettings } from '../backend/port';
import type { Preferences } from '../preferences/preferences.svelte';
import { LEVELS, type LogChoices, type SavedFilter, STREAMS } from './choices.svelte';

/** More would be a list to search. */
export const MOST_SAVED = 20;

/** By name. */
export function savedFilters({ filters }: LogSettings): SavedFilter[] {
  const saved = Object.entries(filters).map(([name, texts]) => ({ name, ...read(texts) }));
  return saved.sort((a, b) => a.name.localeCompare(b.name));
}

/** Saves a filter under its name; another of that name goes. */
export function save(preferences: Preferences, filter: SavedFilter): Promise<void> {
  const { filters } = preferences.now.settings.logs;
  return preferences.change({ logs: { filters: { ...filters, [filter.name]: parts(filter) } } });
}

export function forget(preferences: Preferences, name: string): Promise<void> {
  const kept = Object.entries(preferences.now.settings.logs.filters).filter(([other]) => other !== name);
  return preferences.change({ logs: { filters: Object.fromEntries(kept) } });
}

/** Those that Berth kept in the page before go into the file, once; what stands there already wins. */
export async function takeOver(preferences: Preferences, choices: LogChoices): Promise<void> {
  const { former } = choices;
  if (former.length === 0) return;
  const taken = Object.fromEntries(former.map((filter) => [filter.name, parts(filter)]));
  await preferences.change({ logs: { filters: { ...taken, ...preferences.now.settings.logs.filters } } });
  choices.forgetFormer();
}

/** `level:error`, `stream:errors`, `text:timeout`, `not exact regex:GET .* 200`. */
export function parts({ rules, levels, streams }: Omit<SavedFilter, 'name'>): string[] {
  return [
    ...levels.map((level) => `level:${level}`),
    ...streams.map((stream) => `stream:${stream}`),
    ...rules.map(({ pattern: { text, regex, caseful }, not }) => {
      const kind = [caseful ? 'exact' : '', regex ? 'regex' : ''].filter((word) => word !== '').join(' ');
      return `${not ? 'not ' : ''}${kind === '' ? 'text' : kind}:${text}`;
    }),
  ];
}

function read(texts: readonly string[]): Omit<SavedFilter, 'name'> {
  const split = texts.map((part): [string, string] => {
    const end = part.indexOf(':');
    return [part.slice(0, Math.max(0, end)), part.slice(end + 1)];
  });
  const of = (kind: string): string[] => split.filter(([word]) => word === kind).map(([, value]) => value);
  return {
    levels: LEVELS.filter((level) => of('level').includes(level)),
    streams: STREAMS.filter((stream) => of('stream').includes(stream)),
    rules: split.flatMap(([kind, text]) => {
      const words = /^(not )?(text|exact|regex|exact regex)$/.exec(kind);
      const pattern = { text, regex: kind.endsWith('regex'), caseful: words?.[2]?.startsWith('exact') ?? false };
      return words ? [{ pattern, not: words[1] !== undefined }] : [];
    }),
  };
}
