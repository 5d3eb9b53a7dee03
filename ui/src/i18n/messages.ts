// A room's sentences in every language. A room has a folder `text`: a file a language, and
// an index that joins them with `messages`.

import { type Language, speech } from './language.svelte';

/** The same keys with the same arguments as the English sentences. */
export type Wording<English> = {
  readonly [Key in keyof English]: English[Key] extends string
    ? string
    : English[Key] extends (...args: infer Args) => infer Said
      ? (...args: Args) => Said extends string ? string : Said
      : English[Key] extends readonly (infer Item)[]
        ? readonly Item[]
        : Wording<English[Key]>;
};

/** The sentences in the language of the window: whoever reads one reads another when the language changes. */
export function messages<English extends object>(
  wordings: Readonly<Record<Language, Wording<English>>>,
): Wording<English> {
  const text = {};
  for (const key of Object.keys(wordings.en)) {
    Object.defineProperty(text, key, {
      enumerable: true,
      get: () => wordings[speech.language][key as keyof English],
    });
  }
  return text as Wording<English>;
}
