import { afterEach, describe, expect, it } from 'vitest';

import { grammar } from './grammar';
import { languageOf, speak, speech, translationsReady } from './language.svelte';
import { messages, type Wording } from './messages';

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

  it('has the system’s region only where that is of the language', async () => {
    await speak('system', 'de-AT');
    expect(speech.locale).toBe('de-AT');
    await speak('en', 'de-AT');
    expect(speech.locale).toBe('en');
  });
});

describe('a message', () => {
  const english = {
    hello: 'Hello',
    count: (n: number) => grammar('en').plural(n, { one: '1 session', other: `${n} sessions` }),
  };
  const german: Wording<typeof english> = {
    hello: 'Hallo',
    count: (n) => grammar('de').plural(n, { one: '1 Sitzung', other: `${n} Sitzungen` }),
  };
  const text = messages(english, { de: () => Promise.resolve(german) });

  it('is in the language of the moment', async () => {
    await speak('en');
    expect(text.hello).toBe('Hello');
    await speak('de');
    expect(text.hello).toBe('Hallo');
  });

  it('has the form that its number wants', async () => {
    await speak('de');
    expect([text.count(0), text.count(1), text.count(2)]).toEqual(['0 Sitzungen', '1 Sitzung', '2 Sitzungen']);
  });

  it('writes numbers and enumerations as the language does', async () => {
    await speak('de', 'de-DE');
    expect(grammar('de').number(10_000)).toBe('10.000');
    expect(grammar('de').and(['podman', 'docker'])).toBe('podman und docker');
    expect(grammar('en').number(10_000)).toBe('10,000');
  });
});

describe('a language in files of its own', () => {
  it('is spoken at once from the second time on', async () => {
    let loads = 0;
    const text = messages({ yes: 'Yes' }, { de: () => Promise.resolve({ yes: loads++ === 0 ? 'Ja' : 'Doch' }) });
    await speak('de');
    await speak('en');
    void speak('de');
    expect([text.yes, loads]).toEqual(['Ja', 1]);
  });

  it('is not spoken while a file of it is missing, and is once that is there', async () => {
    let missing = true;
    const file = () => (missing ? Promise.reject(new Error('404')) : Promise.resolve({ yes: 'Ja' }));
    const text = messages({ yes: 'Yes' }, { de: file });
    await speak('de');
    expect([speech.language, text.yes]).toEqual(['en', 'Yes']);
    missing = false;
    await speak('de');
    expect([speech.language, text.yes]).toEqual(['de', 'Ja']);
  });

  it('gives way to what was chosen while it was loading', async () => {
    let arrive: () => void = () => undefined;
    messages({ yes: 'Yes' }, { de: () => new Promise((resolve) => (arrive = () => resolve({ yes: 'Ja' }))) });
    const german = speak('de');
    await speak('en');
    arrive();
    await german;
    expect(speech.language).toBe('en');
  });

  it('is loaded for a part of the window that comes later', async () => {
    await speak('de');
    const text = messages({ yes: 'Yes' }, { de: () => Promise.resolve({ yes: 'Ja' }) });
    await translationsReady();
    expect(text.yes).toBe('Ja');
  });
});
