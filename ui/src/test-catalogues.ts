// All that the catalogues of sentences can say, for tests that look for a language on the page.

type Catalogue = Readonly<Record<string, unknown>>;
const files = import.meta.glob<Record<string, Catalogue>>('./**/text/{en,de}.ts', { eager: true });

/** Stands for every argument: it is text, a list of one, and no number. */
const ANYTHING = ['\u0001'];

/** All that a catalogue can say, by key. */
function said(catalogue: unknown, prefix: string): [key: string, text: string][] {
  if (typeof catalogue === 'string') return [[prefix, catalogue]];
  if (typeof catalogue === 'function') {
    const speaks = catalogue as (...args: unknown[]) => unknown;
    return said(speaks(...Array.from({ length: speaks.length }, () => ANYTHING)), prefix);
  }
  if (Array.isArray(catalogue)) {
    const parts = catalogue as readonly (string | { text: string })[];
    return [[prefix, parts.map((part) => (typeof part === 'string' ? part : part.text)).join('')]];
  }
  return Object.entries(catalogue as Catalogue).flatMap(([key, value]) => said(value, `${prefix}.${key}`));
}

/** The sentences of a language, by room and key. */
export function sentencesOf(language: 'en' | 'de'): Map<string, string> {
  const paths = Object.entries(files).filter(([path]) => path.endsWith(`/${language}.ts`));
  return new Map(paths.flatMap(([path, exported]) => said(exported[language], path.replace(`/${language}.ts`, ''))));
}

/** Patterns of the sentences in a language, but for those that are the same in the other one. */
export function patternsOf(language: 'en' | 'de'): string[] {
  const [own, other] = [sentencesOf(language), sentencesOf(language === 'en' ? 'de' : 'en')];
  const others = new Set(other.values());
  const patterns = [...own]
    // "Logs" begins German sentences as well.
    .filter(([key, text]) => other.get(key) !== text && !others.has(text) && key !== './logs/text.region')
    .map(([, text]) => text.split('\u0001').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .filter((parts) => /\p{L}{3}/u.test(parts.join('')))
    .map((parts) => `^${parts.join('.+')}$`);
  return [...new Set(patterns)].sort();
}
