import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { number } = grammar('de');

export const de: Wording<typeof en> = {
  title: (name) => `${name} bearbeiten`,
  cloneTitle: (name) => `${name} klonen`,
  reading: 'Angaben zur Sitzung werden gelesen …',
  couldNotRead: (name) => `Womit ${name} erstellt wurde, konnte nicht gelesen werden`,
  cloneNote:
    'Eine weitere Sitzung mit denselben Optionen. Name und Ports des Hosts sind die nächsten freien; Ordner und ' +
    'benannte Volumes teilt sie mit der ersten.',
  lost: 'Das lässt sich im Formular nicht angeben; der neuen Sitzung fehlt es:',
  changes: 'Änderungen',
  nothing: 'Noch ändert sich nichts. Unverändert neu erstellt, verwendet die Sitzung das Image von jetzt.',
  usual: 'Vorgabe',
  change: (field, before, after) => `${field}: ${before} → ${after}`,
  commands: 'Die beiden Befehle',
  before: 'Vorher',
  after: 'Nachher',
  none: 'Das lässt sich nicht als Befehl schreiben.',
  data: 'Behalten',
  kept: {
    fresh: 'nichts: ein neues Dateisystem',
    volumes: 'Volumes ohne Namen',
    layer: 'diese und das eigene Dateisystem',
  },
  dataHint: {
    fresh:
      'Ordner und benannte Volumes aus dem Formular bleiben in jedem Fall; Volumes ohne Namen werden neu angelegt.',
    volumes: 'Ordner und Volumes bleiben, mit und ohne Namen. Was die Sitzung sonst geschrieben hat, ist weg.',
    layer: 'Aus der Sitzung wird zuerst ein Image, ohne ihre Variablen. Die neue entsteht aus diesem Image.',
  },
  explained:
    'Die alte Sitzung macht Platz und wird beendet; die neue muss 10 Sekunden laufen oder gesund werden. ' +
    'Sonst ist die ' +
    'alte wieder da, wie sie jetzt ist.',
  recreate: 'Neu erstellen',
  inPlace: 'Nur Grenzen ändern',
  lasting: 'Die Sitzung läuft weiter.',
  untilStart: 'Die Sitzung läuft weiter; podman vergisst die Grenzen beim nächsten Start.',
  working: 'Wird neu erstellt',
  steps: {
    keepingLayer: 'Das Dateisystem wird als Image gesichert',
    renaming: 'Alte Sitzung wird umbenannt',
    creating: 'Neue Sitzung wird erstellt',
    stopping: 'Alte Sitzung wird beendet',
    starting: 'Neue Sitzung wird gestartet',
    watching: 'Neue Sitzung wird beobachtet',
    removing: 'Alte Sitzung wird archiviert und entfernt',
    puttingBack: 'Alte Sitzung wird zurückgeholt',
  },
  recreated: (name) => `${name} wurde neu erstellt`,
  limited: (name) => `Die Grenzen von ${name} wurden geändert`,
  keptAs: (name) =>
    `Die alte Sitzung konnte nicht archiviert und entfernt werden. Sie bleibt beendet unter dem Namen ${name}.`,
  putBack: (name) => `${name} ist wieder wie zuvor`,
  why: {
    ended: (code) =>
      code === null
        ? 'Die neue Sitzung hat sich beendet.'
        : `Die neue Sitzung hat sich mit dem Exit-Code ${number(code)} beendet.`,
    unhealthy: 'Die Zustandsprüfung der neuen Sitzung ist fehlgeschlagen.',
    notHealthy: (seconds) => `Die neue Sitzung ist in ${number(seconds)} Sekunden nicht gesund geworden.`,
    refused: (words) => words,
  },
  lastLines: 'Ihre letzten Zeilen',
  couldNot: (name) => `${name} konnte nicht neu erstellt werden`,
  imageAbsent: (image) =>
    `${image} ist auf dieser Engine nicht vorhanden. Laden Sie es zuerst herunter; es wurde nichts getan.`,
  foldersAbsent: 'Ordner der Volumes gibt es nicht:',
  createFolders: 'Ordner anlegen und neu erstellen',
  close: 'Schließen',
  edit: 'Weiter bearbeiten',
};
