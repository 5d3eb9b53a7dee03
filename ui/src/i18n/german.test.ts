// The whole window in German: no sentence of the English catalogues is left in it.

import { cleanup, screen, waitFor } from '@testing-library/svelte';
import axe from 'axe-core';
import { afterEach, expect, it } from 'vitest';

import { DEFAULT_SETTINGS } from '../backend/bindings';
import { FakeBackend } from '../backend/fake';
import type { Settings } from '../backend/port';
import { openApp } from '../test-app';
import { speak } from './language.svelte';

type Catalogue = Readonly<Record<string, unknown>>;
const files = import.meta.glob<Record<string, Catalogue>>('../**/text/{en,de}.ts', { eager: true });

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

function all(language: 'en' | 'de'): Map<string, string> {
  const paths = Object.entries(files).filter(([path]) => path.endsWith(`/${language}.ts`));
  return new Map(paths.flatMap(([path, exported]) => said(exported[language], path.replace(`/${language}.ts`, ''))));
}

/** What the English sentences match, but for those that are the same in German. */
function english(): RegExp[] {
  const [en, de] = [all('en'), all('de')];
  const german = new Set(de.values());
  return (
    [...en]
      // "Logs" begins German sentences as well.
      .filter(([key, text]) => de.get(key) !== text && !german.has(text) && key !== '../logs/text.region')
      .map(([, text]) => text.split('\u0001').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .filter((parts) => /\p{L}{3}/u.test(parts.join('')))
      .map((parts) => new RegExp(`^${parts.join('.+')}$`, 'su'))
  );
}

const SPOKEN = ['aria-label', 'title', 'placeholder'];

function shown(): string[] {
  const elements = [...document.body.querySelectorAll('*')].filter((element) => !element.closest('style, script, kbd'));
  const texts = elements.flatMap((element) =>
    [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent ?? ''),
  );
  const attributes = elements.flatMap((element) => SPOKEN.map((name) => element.getAttribute(name) ?? ''));
  return [...texts, ...attributes].map((text) => text.trim()).filter((text) => text !== '');
}

function expectGerman(): void {
  const sentences = english();
  expect(sentences.length).toBeGreaterThan(300);
  const german = new Set(all('de').values());
  const left = shown().filter((text) => !german.has(text) && sentences.some((sentence) => sentence.test(text)));
  expect(left).toEqual([]);
}

function inLanguage(language: 'de' | 'en'): Settings {
  return { ...DEFAULT_SETTINGS, appearance: { ...DEFAULT_SETTINGS.appearance, language } };
}

afterEach(() => {
  localStorage.clear();
  cleanup();
  speak('system');
});

it('speaks German everywhere once that is set, and English again', async () => {
  const backend = new FakeBackend();
  const user = await openApp(backend);
  backend.file.save(inLanguage('de'));
  const create = await screen.findByRole('button', { name: 'Neue Sitzung' });
  await waitFor(() => expect(document.documentElement.lang).toBe('de'));
  expectGerman();

  await user.click(create);
  await screen.findByRole('dialog', { name: 'Neue Sitzung' });
  expectGerman();
  await user.keyboard('{Escape}');

  await user.keyboard('{Control>},{/Control}');
  const dialog = await screen.findByRole('dialog', { name: 'Einstellungen' });
  expectGerman();
  const { violations } = await axe.run(dialog, { runOnly: ['valid-lang', 'label', 'button-name', 'select-name'] });
  expect(violations).toEqual([]);
  await user.keyboard('{Escape}');

  await user.keyboard('{Control>}k{/Control}');
  await screen.findByPlaceholderText('Suchen oder Befehl ausführen');
  expectGerman();
  await user.keyboard('{Escape}');

  await user.keyboard('{Control>}?{/Control}');
  await screen.findByRole('dialog', { name: 'Tastenkürzel' });
  expectGerman();
  await user.keyboard('{Escape}');

  backend.file.save(inLanguage('en'));
  await screen.findByRole('button', { name: 'New session' });
  expect(document.documentElement.lang).toBe('en');
});
