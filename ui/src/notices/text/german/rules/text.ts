import type { TextRule, TextSubject } from '../../../../backend/port';
import type { Sentences } from '../../../sentences';

/** "Im Volume „a:/b“", where something stands. */
const PLACES: Readonly<Record<TextSubject, string>> = {
  working_dir: 'Im Arbeitsverzeichnis',
  volume: 'Im Volume',
};

export const text: Sentences<TextRule> = {
  text_nul: ({ subject, text }) => `${PLACES[subject]} „${text}“ ist ein NUL-Zeichen; entfernen Sie es`,
  text_control: ({ subject, text, character }) =>
    `${PLACES[subject]} „${text}“ ist das Steuerzeichen ${character}; entfernen Sie es`,
  path_parent: ({ subject, text }) =>
    `${PLACES[subject]} „${text}“ ist „..“; schreiben Sie den Pfad aus, zu dem das führt`,
  working_dir_long: ({ bytes, max }) =>
    `Das Arbeitsverzeichnis ist ${bytes} Bytes lang; höchstens ${max} sind erlaubt. Nehmen Sie einen kürzeren Pfad`,
  working_dir_relative: ({ text }) =>
    `Das Arbeitsverzeichnis „${text}“ ist nicht absolut; schreiben Sie einen Pfad im Container, ` +
    `der mit / beginnt, etwa „/${text}“`,
};
