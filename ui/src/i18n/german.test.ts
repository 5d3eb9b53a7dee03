// The whole window in German: no sentence of the English catalogues is left in it.

import { cleanup, screen, waitFor } from '@testing-library/svelte';
import axe from 'axe-core';
import { afterEach, expect, it } from 'vitest';

import { DEFAULT_SETTINGS } from '../backend/bindings';
import { FakeBackend } from '../backend/fake';
import type { Settings } from '../backend/port';
import { openApp } from '../test-app';
import { patternsOf, sentencesOf } from '../test-catalogues';
import { speak } from './language.svelte';

const SPOKEN = ['aria-label', 'title', 'placeholder'];

function shown(): string[] {
  const elements = [...document.body.querySelectorAll('*')].filter((element) => !element.closest('style, script, kbd'));
  const texts = elements.flatMap((element) =>
    [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent ?? ''),
  );
  const attributes = elements.flatMap((element) => SPOKEN.map((name) => element.getAttribute(name) ?? ''));
  return [...texts, ...attributes].map((text) => text.trim()).filter((text) => text !== '');
}

const ENGLISH = patternsOf('en');
const GERMAN = [...new Set(sentencesOf('de').values())].filter((text) => !text.includes('\u0001'));

function expectGerman(): void {
  expect(ENGLISH.length).toBeGreaterThan(300);
  const sentences = ENGLISH.map((source) => new RegExp(source, 'su'));
  const left = shown().filter((text) => !GERMAN.includes(text) && sentences.some((sentence) => sentence.test(text)));
  expect(left).toEqual([]);
}

function inLanguage(language: 'de' | 'en'): Settings {
  return { ...DEFAULT_SETTINGS, appearance: { ...DEFAULT_SETTINGS.appearance, language } };
}

afterEach(async () => {
  localStorage.clear();
  cleanup();
  await speak('system');
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

it('gives the tests of the real window the same sentences', async () => {
  const catalogues = JSON.stringify({ english: ENGLISH, german: patternsOf('de') }, null, 2);
  await expect(`${catalogues}\n`).toMatchFileSnapshot('../../../tests/e2e/scripts/catalogues.json');
});
