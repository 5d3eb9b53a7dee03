import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { and, number, plural } = grammar('de');

const images = (count: number): string => plural(count, { one: '1 Image', other: `${number(count)} Images` });

export const de: Wording<typeof en> = {
  images: 'Images',
  close: 'Images schließen',
  closeHint: 'Schließen (Escape)',
  filter: 'Images filtern',
  back: 'Zurück zur Liste',
  actions: 'Aktionen',
  engine: 'Engine',
  again: 'Noch einmal versuchen',
  file: 'Image-Datei',
  keys: 'Enter öffnet, Entf entfernt',
  reading: 'Die Engines werden gefragt…',
  none: 'Es gibt noch keine Images.',
  noneText: 'Laden Sie eines herunter, bauen Sie eines, oder starten Sie eine Sitzung: Was sie braucht, wird geladen.',
  noEngine: 'Keine Engine antwortet.',
  noMatch: (text) => `Kein Image, keine ID und keine Sitzung enthält „${text}“.`,
  unread: (engine) => `Die Images von ${engine} sind nicht bekannt.`,
  columns: { image: 'Image', size: 'Größe', age: 'Alter', usedBy: 'Verwendet von', engine: 'Engine' },
  noName: 'ohne Namen',
  more: (count) => `+${number(count)}`,
  row: (name, size, age, users, engine) =>
    [name, size, age && `${age} alt`, users ? `verwendet von ${users}` : 'unbenutzt', engine]
      .filter((part) => part !== '')
      .join(', '),
  use: 'Neue Sitzung…',

  facts: {
    label: 'Image',
    names: 'Namen',
    id: 'ID',
    copyId: 'ID kopieren',
    digests: 'Digests',
    size: 'Größe',
    sizeOf: (size, layers) => `${size}, ${plural(layers, { one: '1 Schicht', other: `${number(layers)} Schichten` })}`,
    made: 'Erstellt',
    platform: 'Plattform',
    engine: 'Engine',
    usedBy: 'Verwendet von',
    user: (name, alive) => (alive ? `${name} (läuft)` : name),
    entrypoint: 'Entrypoint',
    command: 'Befehl',
    folder: 'Ordner',
    user_: 'Benutzer',
    ports: 'Ports',
    volumes: 'Volumes',
    variables: 'Variablen',
    labels: 'Labels',
  },

  newer: {
    ask: 'Neueres?',
    asking: 'Die Registry wird gefragt…',
    there: 'Die Registry hat unter diesem Namen ein neueres Image. Laden Sie es herunter; Sitzungen behalten ihres.',
    same: 'Die Registry hat dieses Image: Es gibt kein neueres.',
    unknown: 'Der Client kann dieses Image nicht mit dem der Registry vergleichen.',
  },

  pull: {
    open: 'Herunterladen…',
    title: 'Image herunterladen',
    image: 'Image',
    button: 'Herunterladen',
    again: 'Neu herunterladen',
    failed: (name) => `${name} konnte nicht heruntergeladen werden`,
  },

  build: {
    open: 'Bauen…',
    title: 'Image bauen',
    folder: 'Ordner',
    choose: 'Ordner zum Bauen wählen',
    browse: 'Durchsuchen…',
    tag: 'Name des Images',
    file: 'Datei mit den Schritten',
    fileOwn: 'Containerfile oder Dockerfile des Ordners',
    noCache: 'Jeden Schritt neu ausführen',
    pull: 'Registries nach neueren Images fragen, auf denen es aufbaut',
    button: 'Bauen',
  },

  tag: {
    open: 'Name hinzufügen…',
    title: (name) => `Weiterer Name für ${name}`,
    explained: 'Ein Image, das diesen Namen jetzt hat, verliert ihn.',
    name: 'Name',
    button: 'Name hinzufügen',
  },

  save: {
    open: 'In Datei speichern…',
    title: (name) => `${name} speichern`,
    failed: (name) => `${name} konnte nicht gespeichert werden`,
  },

  load: {
    open: 'Laden…',
    ask: 'Images laden',
    explained: 'Aus einer tar-Datei, die podman oder docker gespeichert hat.',
    choose: 'Datei wählen…',
    title: (engine) => `Images in ${engine} laden`,
  },

  remove: {
    open: 'Löschen…',
    title: (name) => `${name} löschen?`,
    explained: (engine) => `Es wird von ${engine} entfernt. Schichten, die andere Images haben, bleiben.`,
    used: (name) => `${name} wird verwendet`,
    usedBy: (names) => `Es wird von ${and(names)} verwendet. Löschen Sie das zuerst.`,
    which: 'Was gelöscht wird',
    all: 'Das Image mit allen Namen',
    onlyName: 'Nur den Namen',
    button: 'Image löschen',
    name: 'Namen löschen',
  },

  prune: {
    open: 'Aufräumen…',
    title: 'Images entfernen, die nichts braucht',
    which: 'Welche Images',
    dangling: 'Die ohne Namen',
    unused: 'Alle, aus denen keine Sitzung erstellt wurde',
    explained: {
      dangling: 'Sie blieben übrig, als ein neueres Image ihren Namen bekam.',
      unused: 'Auch die mit Namen; was Sie wieder brauchen, wird neu geladen oder gebaut.',
    },
    looking: 'Wird nachgesehen…',
    nothing: 'Es gibt keine.',
    frees: (size, atMost) => (atMost ? `Das gibt höchstens ${size} frei.` : `Das gibt ${size} frei.`),
    button: (count, size) => (count === 0 ? 'Entfernen' : `${images(count)} entfernen (${size})`),
    done: (count, size) => `${images(count)} entfernt: ${size} frei`,
    left: (count) => plural(count, { one: '1 Image ist noch da', other: `${number(count)} Images sind noch da` }),
  },

  jobs: {
    label: 'Laufende und beendete Aufträge',
    pull: {
      running: (image, engine) => `${image} wird auf ${engine} heruntergeladen`,
      done: (image, engine) => `${image} ist auf ${engine}`,
      failed: (image) => `${image} konnte nicht heruntergeladen werden`,
      cancelled: (image) => `Herunterladen von ${image} abgebrochen`,
    },
    build: {
      running: (image, engine) => `${image} wird auf ${engine} gebaut`,
      done: (image, engine) => `${image} wurde auf ${engine} gebaut`,
      failed: (image) => `${image} konnte nicht gebaut werden`,
      cancelled: (image) => `Bau von ${image} abgebrochen`,
    },
    save: {
      running: (image, engine) => `${image} wird aus ${engine} gespeichert`,
      done: (image, engine) => `${image} wurde aus ${engine} gespeichert`,
      failed: (image) => `${image} konnte nicht gespeichert werden`,
      cancelled: (image) => `Speichern von ${image} abgebrochen`,
    },
    load: {
      running: (file, engine) => `${file} wird in ${engine} geladen`,
      done: (file, engine) => `${file} wurde in ${engine} geladen`,
      failed: (file) => `${file} konnte nicht geladen werden`,
      cancelled: (file) => `Laden von ${file} abgebrochen`,
    },
    cancelShort: 'Abbrechen',
    cancel: (subject) => `${subject} abbrechen`,
    forget: (subject) => `${subject} aus der Liste nehmen`,
    output: (lines) => plural(lines, { one: 'Ausgabe, 1 Zeile', other: `Ausgabe, ${number(lines)} Zeilen` }),
    outputOf: (subject) => `Ausgabe von ${subject}`,
  },
};
