import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  region: (name) => `Logs von ${name}`,
  logs: 'Logs',
  last: 'Letzte',
  linesLabel: 'Zeilen',
  lines: (count) => plural(count, { one: '1 Zeile', other: `${number(count)} Zeilen` }),
  follow: 'Mitlesen',
  refresh: 'Aktualisieren',
  find: 'Suchen',
  copyAll: 'Alles kopieren',
  copied: 'Kopiert',
  copiedLog: 'Log kopiert',
  couldNotCopy: 'Kopieren nicht möglich',
  save: 'Speichern …',
  unreadable: 'Das Log konnte nicht gelesen werden',
  tryAgain: 'Erneut versuchen',
  wroteNothing: (name) => `${name} hat nichts ausgegeben.`,
  skipped: (lines, bytes) =>
    `··· ${plural(lines, { one: '1 Zeile', other: `${number(lines)} Zeilen` })} (${number(Math.ceil(bytes / 1024))} ` +
    'KiB) ausgelassen: Es wurde mehr geschrieben, als zu zeigen ist ···',
  nothingYet: (name) => `${name} hat noch nichts ausgegeben.`,
};
