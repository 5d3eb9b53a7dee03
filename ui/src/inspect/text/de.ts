import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  title: (name) => `${name} untersuchen`,
  viewsOf: (name) => `Ansichten von ${name}`,
  views: { overview: 'Übersicht', json: 'JSON' },
  again: 'Neu lesen',
  reading: 'Die Engine wird gefragt …',
  failed: (name) => `${name} konnte nicht untersucht werden`,

  state: 'Zustand',
  imageId: 'Image-ID',
  copyImageId: 'Image-ID kopieren',
  digest: 'Digest',
  copyDigest: 'Digest kopieren',
  networks: 'Netzwerke',
  network: 'Netzwerk',
  addresses: 'Adressen',
  gateway: 'Gateway',
  names: 'Weitere Namen',

  search: 'Im JSON suchen',
  placeholder: 'Suchen, oder ein Pfad wie .State',
  position: (at, count) => `${number(at)} von ${number(count)}`,
  noMatch: 'Kein Treffer',
  previous: 'Voriger Treffer',
  previousHint: 'Voriger Treffer (Umschalt+Eingabe)',
  next: 'Nächster Treffer',
  nextHint: 'Nächster Treffer (Eingabe)',
  unfoldAll: 'Alles aufklappen',
  foldAll: 'Alles zuklappen',
  tree: (name) => `Was die Engine zu ${name} angibt`,
  entries: (count) => plural(count, { one: '1 Eintrag', other: `${number(count)} Einträge` }),
  noJson: 'Die Engine gibt nichts weiter dazu an.',
  path: 'Pfad der Auswahl',
  copyPath: 'Pfad kopieren',
  copyValue: 'Wert kopieren',
  copyAll: 'JSON kopieren',
  masked: 'Geheimnisse sind ausgelassen (…). Die Übersicht zeigt den Wert einer Variablen auf Wunsch.',
};
