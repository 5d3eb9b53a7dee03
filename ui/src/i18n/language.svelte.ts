// The language that the window speaks: the one that is set, else the system's.
//
// One for the page, and not given by context as other state: a page has one `lang`, and sentences are made outside of
// components too, in notices, errors and ages.

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
export type LanguageSetting = 'system' | Language;

/** English comes with the page. The files of other languages are loaded when the window first speaks them. */
export type Translations<T> = Readonly<Record<Exclude<Language, 'en'>, () => Promise<T>>>;

let language = $state<Language>('en');
/** A tag for Intl: the system's own where it is of the language, so that its region's formats count. */
let locale = $state('en');

export const speech = {
  get language(): Language {
    return language;
  },
  get locale(): string {
    return locale;
  },
};

/** Loads what a language lacks; null where it lacks nothing. One function a text. */
const loaders: ((language: Language) => Promise<void> | null)[] = [];
/** Counts calls of `speak`: only the last one decides. */
let turn = 0;

/** Registers a text that other languages have in files of their own; the text of the moment, undefined in English. */
export function translated<T>(files: Translations<T>): () => T | undefined {
  const loaded = new Map<Language, T>();
  const take = (text: T, spoken: Language): void => void loaded.set(spoken, text);
  loaders.push((wanted) =>
    wanted === 'en' || loaded.has(wanted) ? null : files[wanted]().then((text) => take(text, wanted)),
  );
  return () => loaded.get(language);
}

/**
 * Has every sentence in sight said in this language from now on: at once where its files are loaded, else when they
 * are. Never rejects: when a file can't be loaded the window keeps its language.
 */
export async function speak(setting: LanguageSetting, system: string = navigator.language): Promise<void> {
  const chosen = languageOf(setting, system);
  const mine = ++turn;
  const missing = load(chosen);
  if (missing.length > 0) {
    const failed = await Promise.all(missing).then(
      () => false,
      () => true,
    );
    if (failed || mine !== turn) return;
  }
  language = chosen;
  locale = baseOf(system) === chosen ? system : chosen;
}

/** Resolves when texts that were registered lately, with a part of the window, are there in the language of now. */
export async function translationsReady(): Promise<void> {
  await Promise.all(load(language));
}

function load(wanted: Language): Promise<void>[] {
  return loaders.map((loader) => loader(wanted)).filter((loading) => loading !== null);
}

/** English stands in for every language that there are no sentences in. */
export function languageOf(setting: LanguageSetting, system: string): Language {
  if (setting !== 'system') return setting;
  return LANGUAGES.find((known) => known === baseOf(system)) ?? 'en';
}

/** "de" of "de-AT". */
function baseOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}
