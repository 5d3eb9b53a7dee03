import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { number, plural } = grammar('de');

const files = (count: number): string => plural(count, { one: '1 Datei', other: `${number(count)} Dateien` });

export const de: Wording<typeof en> = {
  title: (session) => `Dateien von ${session}`,
  close: 'Dateien schließen',
  closeHint: 'Schließen (Escape)',
  views: 'Was gezeigt wird',
  folders: 'Ordner',
  changes: 'Was sich geändert hat',
  path: 'Pfad',
  up: 'Ordner darüber',
  upHint: 'Ordner darüber (Rücktaste)',
  again: 'Neu lesen',
  reading: 'Der Ordner wird gelesen…',
  empty: 'Dieser Ordner ist leer.',
  emptyText: 'Legen Sie Dateien hier ab, oder kopieren Sie welche hinein.',
  incomplete:
    'Das ist nicht alles: Die Engine kam in 20 s nicht zum Ende. Starten Sie die Sitzung für die ganze Liste.',
  keys: 'Eingabe öffnet, die Rücktaste geht nach oben, Buchstaben finden einen Namen',
  count: (count) => plural(count, { one: '1 Eintrag', other: `${number(count)} Einträge` }),
  columns: { name: 'Name', size: 'Größe', mode: 'Rechte', owner: 'Eigner', changed: 'Geändert' },
  kinds: { file: 'Datei', folder: 'Ordner', link: 'Link', device: 'Gerät', pipe: 'Pipe', socket: 'Socket' },
  linkTo: (target) => `Link auf ${target}`,
  inexact: 'Der Name ist kein UTF-8; die Engine kann danach nicht gefragt werden.',
  drop: (folder) => `Nach ${folder} kopieren`,

  copyOut: {
    button: 'Herauskopieren…',
    title: (name) => `Ordner für ${name} wählen`,
    running: (name) => `${name} wird herauskopiert`,
    done: (name, path) => `${name} wurde nach ${path} kopiert`,
    failed: (name) => `${name} konnte nicht herauskopiert werden`,
    cancelled: (name) => `Kopie von ${name} abgebrochen; nichts blieb zurück`,
  },
  copyIn: {
    button: 'Hineinkopieren…',
    title: (session) => `Dateien wählen, die nach ${session} kopiert werden`,
    running: (folder) => `Nach ${folder} wird kopiert`,
    done: (count, folder) => `${files(count)} nach ${folder} kopiert`,
    failed: (folder) => `Nach ${folder} konnte nicht kopiert werden`,
    cancelled: (folder) => `Kopie nach ${folder} abgebrochen; was angekommen war, bleibt`,
    replaceTitle: (count) => plural(count, { one: '1 Datei ersetzen?', other: `${number(count)} Dateien ersetzen?` }),
    replaceText: (folder) => `Diese Namen gibt es in ${folder} schon. Ordner werden zusammengeführt.`,
    replace: 'Ersetzen',
  },
  copies: 'Kopien',
  copiedOf: (done, total) => `${done} von ${total}`,
  leftOutSome: (count) =>
    plural(count, { one: '1 Datei wurde ausgelassen.', other: `${number(count)} Dateien wurden ausgelassen.` }),
  leftOut: (count) => plural(count, { one: '1 wurde ausgelassen:', other: `${number(count)} wurden ausgelassen:` }),
  because: {
    linkOut: 'ein Link, der aus dem Kopierten hinausführt',
    special: 'ein Gerät, eine Pipe oder ein Socket',
    name: 'der Name führt anderswohin, ist vergeben oder hier nicht möglich',
    failed: 'war nicht zu lesen oder zu schreiben',
  },
  cancel: 'Abbrechen',
  cancelCopy: (what) => `Abbrechen: ${what}`,
  dismiss: 'Ausblenden',

  text: {
    label: (path) => `Text von ${path}`,
    back: 'Zurück zum Ordner',
    save: 'Speichern',
    saveHint: (keys) => `Speichern (${keys})`,
    saving: 'Wird gespeichert…',
    saved: (path) => `${path} wurde gespeichert`,
    readAgain: 'Neu lesen und meine Änderungen verlieren',
    changed: 'Geändert',
    mixedEnds:
      'Die Zeilen enden verschieden, was eine Änderung hier nicht erhielte: Kopieren Sie die Datei zum Ändern heraus.',
    discardTitle: 'Änderungen verwerfen?',
    discardText: (path) => `${path} wurde nicht gespeichert.`,
    discard: 'Änderungen verwerfen',
    keep: 'Weiter bearbeiten',
  },

  changed: {
    label: 'Dateien, die von denen des Images abweichen',
    looking: 'Die Engine vergleicht die Dateien…',
    none: 'Nichts weicht vom Image ab.',
    onlyNoise: 'Nur, was von selbst entsteht.',
    volumes: 'Volumes werden nicht angesehen.',
    below: (count) => (count === 1 ? 'und 1 darunter' : `und ${number(count)} darunter`),
    kinds: { added: 'neu', changed: 'geändert', deleted: 'gelöscht' },
    folded: (what, count) => `${what}: ${files(count)}`,
    noise: {
      system: 'Von Engine und Kernel',
      temporary: 'Temporäre Dateien',
      cache: 'Caches',
      packages: 'Paketlisten',
      parent: 'Ordner anderer Änderungen',
    },
  },
};
