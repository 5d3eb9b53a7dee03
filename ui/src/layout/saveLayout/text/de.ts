import type { Wording } from '../../../i18n/messages';
import type { en } from './en';

export const de: Wording<typeof en> = {
  title: 'Anordnung speichern unter',
  name: 'Name',
  save: 'Anordnung speichern',
  columns: 'Spalten, von links nach rechts',
  below: (names) => names.join(' über '),
  leftOut: (names) =>
    `Ausgelassen, weil sessions.toml sie nicht definiert: ${names.join(', ')}. „Als Definition speichern“ im Menü ` +
    'der Sitzung holt das nach.',
  replaces: (name) => `Die Anordnung ${name} wird ersetzt.`,
  saved: (name) => `Die Anordnung ${name} steht in sessions.toml; die Palette öffnet sie.`,
};
