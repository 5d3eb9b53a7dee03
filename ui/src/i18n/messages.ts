// A room's sentences in every language. A room has a folder `text`: a file a language, and
// an index that joins them with `messages`.

import { translated, type Translations } from './language.svelte';

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
  english: English,
  files: Translations<Wording<NoInfer<English>>>,
): Wording<English> {
  const text = {};
  const translation = translated<object>(files);
  for (const key of Object.keys(english)) {
    Object.defineProperty(text, key, {
      enumerable: true,
      get: () => (translation() ?? english)[key as keyof object],
    });
  }
  return text as Wording<English>;
}
