import { afterEach, describe, expect, it } from 'vitest';

import { grammar } from './grammar';
import { languageOf, speak, speech } from './language.svelte';
import { messages } from './messages';

afterEach(() => speak('system'));

describe('the language', () => {
  it('is the system’s where there are sentences in it, else English', () => {
    expect(languageOf('system', 'de-AT')).toBe('de');
    expect(languageOf('system', 'en-GB')).toBe('en');
    expect(languageOf('system', 'fr-FR')).toBe('en');
    expect(languageOf('system', '')).toBe('en');
  });

  it('is the one that is set, whatever the system says', () => {
    expect(languageOf('en', 'de-AT')).toBe('en');
    expect(languageOf('de', 'fr')).toBe('de');
  });

  it('has the system’s region only where that is of the language', () => {
    speak('system', 'de-AT');
    expect(speech.locale).toBe('de-AT');
    speak('en', 'de-AT');
    expect(speech.locale).toBe('en');
  });
});

describe('a message', () => {
  const text = messages<{ hello: string; count: (n: number) => string }>({
    en: { hello: 'Hello', count: (n) => grammar('en').plural(n, { one: '1 session', other: `${n} sessions` }) },
    de: { hello: 'Hallo', count: (n) => grammar('de').plural(n, { one: '1 Sitzung', other: `${n} Sitzungen` }) },
  });

  it('is in the language of the moment', () => {
    speak('en');
    expect(text.hello).toBe('Hello');
    speak('de');
    expect(text.hello).toBe('Hallo');
  });

  it('has the form that its number wants', () => {
    speak('de');
    expect([text.count(0), text.count(1), text.count(2)]).toEqual(['0 Sitzungen', '1 Sitzung', '2 Sitzungen']);
  });

  it('writes numbers and enumerations as the language does', () => {
    speak('de', 'de-DE');
    expect(grammar('de').number(10_000)).toBe('10.000');
    expect(grammar('de').and(['podman', 'docker'])).toBe('podman und docker');
    expect(grammar('en').number(10_000)).toBe('10,000');
  });
});
