// @vitest-environment node
// Every room's sentences: each language has the same ones, with the same arguments.

import { describe, expect, it } from 'vitest';

import { LANGUAGES } from './language.svelte';

type Catalogue = Readonly<Record<string, unknown>>;

const files = import.meta.glob<Record<string, Catalogue>>('../**/text/{en,de}.ts', { eager: true });

/** The languages of a room, by its folder. */
const rooms = new Map<string, Record<string, Catalogue>>();
for (const [path, exported] of Object.entries(files)) {
  const [, room = '', language = ''] = /^\.\.\/(.+)\/text\/(\w+)\.ts$/.exec(path) ?? [];
  rooms.set(room, { ...rooms.get(room), [language]: exported[language] ?? {} });
}

/** Each message as "path kind", with the number of its arguments. */
function shape(catalogue: Catalogue, prefix = ''): string[] {
  return Object.entries(catalogue)
    .flatMap(([key, value]) => {
      const path = `${prefix}${key}`;
      if (typeof value === 'function') return [`${path}(${value.length})`];
      if (typeof value === 'string') return [path];
      if (Array.isArray(value)) return [`${path} marked`];
      return shape(value as Catalogue, `${path}.`);
    })
    .sort();
}

describe('sentences', () => {
  it('are found', () => {
    expect(rooms.size).toBeGreaterThan(8);
  });

  it.each([...rooms])('%s says the same in each language', (_, languages) => {
    expect(Object.keys(languages).sort()).toEqual([...LANGUAGES].sort());
    const english = shape(languages['en'] ?? {});
    expect(english).not.toEqual([]);
    for (const language of LANGUAGES) expect(shape(languages[language] ?? {})).toEqual(english);
  });
});
