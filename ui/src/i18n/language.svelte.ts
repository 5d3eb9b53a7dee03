// The language that the window speaks: the one that is set, else the system's.

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];
export type LanguageSetting = 'system' | Language;

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

/** Has every sentence in sight said in this language from now on. */
export function speak(setting: LanguageSetting, system: string = navigator.language): void {
  const chosen = languageOf(setting, system);
  language = chosen;
  locale = baseOf(system) === chosen ? system : chosen;
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
