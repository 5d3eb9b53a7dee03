import { grammar } from '../../../i18n/grammar';
import { strong } from '../../../i18n/marked';
import type { Wording } from '../../../i18n/messages';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  newSession: 'Neue Sitzung',
  name: 'Name',
  engine: 'Engine',
  image: 'Image',
  command: 'Befehl',
  commandHint:
    "Leer: der Befehl des Images. Läuft ohne Shell; für Pipes und dergleichen schreiben Sie sh -c '…'. " +
    'Auch JSON ist möglich: ["sleep", "100"].',
  workingDirectory: 'Arbeitsverzeichnis',
  imagesOwn: 'Wie im Image',
  environment: 'Umgebung',
  volumesAndLogs: 'Volumes und Logs',
  volumes: 'Volumes',
  volumeNumber: (count) => `Volume ${count}`,
  removeVolume: (count) => `Volume ${count} entfernen`,
  volumesHint:
    'ORDNER:PFAD, NAME:PFAD oder tmpfs:PFAD, dahinter :ro für nur lesbar; PFAD allein ist ein Volume ohne Namen. ' +
    '~, $PWD, $HOME und andere Variablen werden ersetzt.',
  logVolume: 'Log-Volume',
  logVolumeHint: 'Wird wie ein Volume eingebunden; zum Lesen der Logs nach dem Ende der Sitzung.',
  mounts: {
    folder: (path, target, readOnly) =>
      `${path}, ein Ordner auf diesem Rechner, unter ${target}${readOnly ? ', schreibgeschützt' : ''}`,
    farFolder: (path, target, readOnly) =>
      `${path}, ein Ordner auf dem Rechner der Engine, unter ${target}${readOnly ? ', schreibgeschützt' : ''}`,
    namedVolume: (name, target, readOnly) =>
      `benanntes Volume ${name}, unter ${target}${readOnly ? ', schreibgeschützt' : ''}`,
    anonymous: (target) => `ein neues Volume ohne Namen, unter ${target}`,
    tmpfs: (target, readOnly) =>
      `Arbeitsspeicher (tmpfs), weg mit dem Lauf, unter ${target}${readOnly ? ', schreibgeschützt' : ''}`,
  },
  ports: 'Ports',
  portNumber: (count) => `Port ${count}`,
  removePort: (count) => `Port ${count} entfernen`,
  portsHint:
    'HOST:SITZUNG oder IP:HOST:SITZUNG, dahinter /udp oder /sctp, wenn es nicht TCP ist; Bereiche mit -. ' +
    'Ohne HOST wählt die Engine einen freien Port.',
  needed: 'Erforderlich',
  toCorrect: (count) => plural(count, { one: '1 zu korrigieren', other: `${number(count)} zu korrigieren` }),
  remove: 'Entfernen',

  envKey: 'Umgebungsvariable',
  envKeyNumber: (count) => `Umgebungsvariable ${count}`,
  envValue: 'Wert der Umgebungsvariablen',
  envValueNumber: (count) => `Wert der Umgebungsvariablen ${count}`,
  keyPlaceholder: 'NAME',
  valuePlaceholder: 'Wert',
  removeVariable: (count) => `Variable ${count} entfernen`,
  envHint: 'Werte stehen nicht in der Befehlszeile. Eine .env-Datei lässt sich in einen Namen einfügen.',
  showValues: 'Werte zeigen',
  hideValues: 'Werte verbergen',
  allowLoader: 'Loader-Variablen zulassen (die Sitzung führt durch sie anderen Code aus)',

  preview: 'Vorschau des Befehls',
  noEngineYet: 'Noch hat keine Engine geantwortet.',
  noPreviewYet: 'Sobald das Formular vollständig ist, steht hier der genaue Befehl.',
  enterGoesOn: 'Weiter mit Eingabe',
  start: 'Sitzung starten',
  starting: 'Wird gestartet …',
  pulling: 'Wird heruntergeladen …',

  imageAbsent: (image, engine) => [
    strong(image),
    ` ist auf ${engine} noch nicht vorhanden. Herunterladen und dann starten?`,
  ],
  pullAndStart: 'Herunterladen und starten',
  pullingImage: (image) => [strong(image), ' wird heruntergeladen …'],
  pullProgress: 'Fortschritt des Downloads',
  foldersAbsent: (count) =>
    plural(count, {
      one: 'Diesen Ordner gibt es auf diesem Rechner nicht:',
      other: 'Diese Ordner gibt es auf diesem Rechner nicht:',
    }),
  createAndStart: (count) =>
    plural(count, { one: 'Ordner anlegen und starten', other: `${number(count)} Ordner anlegen und starten` }),

  rulesUnasked: 'Die Angaben konnten nicht geprüft werden',
  couldNotPull: (image) => `${image} konnte nicht heruntergeladen werden`,
  couldNotStart: (name) => `${name} konnte nicht gestartet werden`,
};
