// What sentences need of a language: plurals, numbers, enumerations.

import { type Language, speech } from './language.svelte';

export interface Forms {
  one: string;
  other: string;
}

export interface Grammar {
  /** The form for this many. */
  plural: (count: number, forms: Forms) => string;
  /** "10,000" */
  number: (value: number) => string;
  /** "podman and docker" */
  and: (items: readonly string[]) => string;
  /** "podman or docker" */
  or: (items: readonly string[]) => string;
}

export function grammar(language: Language): Grammar {
  const rules = new Intl.PluralRules(language);
  const lists = new Intl.ListFormat(language);
  const choices = new Intl.ListFormat(language, { type: 'disjunction' });
  return {
    plural: (count, { one, other }) => (rules.select(count) === 'one' ? one : other),
    number: (value) => value.toLocaleString(speech.language === language ? speech.locale : language),
    and: (items) => lists.format(items),
    or: (items) => choices.format(items),
  };
}
